package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminTest extends ProxyTestBase {

    private final CompletableFuture<AdminPage.Answer> later = new CompletableFuture<>();

    @BeforeEach
    void startWithPages() throws IOException {
        start(builder -> builder.admin(0)
                .route(route().build())
                .adminPage(
                        "/echo",
                        request -> CompletableFuture.completedFuture(new AdminPage.Answer(
                                AdminAnswer.text(200, request.path() + " " + request.query()), Map.of("X-More", "1"))))
                .adminPage("/later", request -> later)
                .adminPage("/broken", request -> {
                    throw new IllegalStateException("as the test wants");
                })
                .adminPage("/failed", request -> CompletableFuture.failedFuture(new IllegalStateException("so"))));
    }

    private Peer admin() throws IOException {
        return closing(Peer.to(interceptor().adminPort()));
    }

    private String get(String path) throws IOException {
        Peer client = admin().send("GET " + path + " HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        return head + client.body(head);
    }

    @Test
    void pagesGetPathAndQuery() throws Exception {
        assertThat(get("/echo?a=b&c"))
                .startsWith("HTTP/1.1 200 ")
                .contains("X-More: 1\n")
                .containsIgnoringCase("content-type: text/plain")
                .endsWith("/echo a=b&c");
    }

    @Test
    void probesTellWhetherNewRequestsAreWelcome() throws Exception {
        assertThat(get("/livez")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/readyz")).startsWith("HTTP/1.1 200 ");
        interceptor().shutdown();
        assertThat(get("/livez")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/readyz")).startsWith("HTTP/1.1 503 ");
    }

    @Test
    void countsAreServedAsKedasScalerReadsThem() throws Exception {
        client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        assertThat(get("/queue"))
                .contains("\"shop/web\"")
                .contains("\"Concurrency\":1")
                .contains("\"RequestCount\":1");
    }

    @Test
    void aCountThatIsWaitedForComesWithTheFirstRequest() throws Exception {
        Peer reader = admin().send("GET /queue?wait=30s HTTP/1.1\nHost: a\n\n");
        Peer second = admin().send("GET /livez HTTP/1.1\nHost: a\n\n");
        second.head(); // by now the first is waiting, or will see the wake
        client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        String head = reader.head();
        assertThat(reader.body(head)).contains("\"RequestCount\":1");
    }

    @Test
    void aPageMayTakeItsTime() throws Exception {
        Peer client = admin().send("GET /later HTTP/1.1\nHost: a\n\n");
        later.complete(new AdminPage.Answer(AdminAnswer.text(202, "now"), Map.of()));
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 202 ");
        assertThat(client.body(head)).isEqualTo("now");
    }

    @Test
    void aClientThatLeavesCancelsItsAnswer() throws Exception {
        Peer client = admin().send("GET /later HTTP/1.1\nHost: a\n\n");
        client.close();
        until(later::isCancelled);
    }

    @Test
    void aPageThatFailsIsAnErrorAndTheConnectionGoesOn() throws Exception {
        Peer client = admin();
        for (String path : new String[] {"/broken", "/failed", "/broken"}) {
            client.send("GET " + path + " HTTP/1.1\nHost: a\n\n");
            String head = client.head();
            assertThat(head).startsWith("HTTP/1.1 500 ");
            client.body(head);
        }
    }

    @Test
    void otherPathsMethodsAndHeadsAreRefused() throws Exception {
        assertThat(get("/other")).startsWith("HTTP/1.1 404 ");
        Peer client = admin().send("POST /livez HTTP/1.1\nHost: a\nContent-Length: 0\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 405 ");
        assertThat(admin().send("nonsense\n\n").head()).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void headHasNoBody() throws Exception {
        Peer client = admin().send("HEAD /livez HTTP/1.1\nHost: a\n\nHEAD /livez HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).contains("content-length: 3");
        assertThat(client.head()).contains("content-length: 3");
    }

    @Test
    void thereIsNoAdminPortUnlessItIsAskedFor() throws Exception {
        start(route());
        assertThatThrownBy(interceptor()::adminPort).isInstanceOf(IllegalStateException.class);
    }
}
