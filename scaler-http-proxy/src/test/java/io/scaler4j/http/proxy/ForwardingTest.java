package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.Endpoint;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest extends ProxyTestBase {

    @Test
    void aRequestGoesToAReadyReplicaAndItsAnswerComesBack() throws Exception {
        Backend backend = backend(Backend.answering((head, body, peer) -> peer.ok(head + body)));
        start(route());
        Peer client = client().send("POST /api?page=2 HTTP/1.1\nHost: Shop.example.com:80\nContent-Length: 5\n\nhello");
        String head = client.head();
        String seen = client.body(head);
        assertThat(head).startsWith("HTTP/1.1 200 OK\n").contains("X-KEDA-HTTP-Cold-Start: false\n");
        assertThat(seen)
                .startsWith("POST /api?page=2 HTTP/1.1\n")
                .contains("Host: Shop.example.com:80\n")
                .contains("X-Forwarded-For: 127.0.0.1\n")
                .contains("X-Forwarded-Host: Shop.example.com:80\n")
                .contains("X-Forwarded-Proto: http\n")
                .doesNotContain("Accept-Encoding")
                .endsWith("hello");
        Exchange told = exchange();
        assertThat(told.route()).contains(ROUTE);
        assertThat(told.method()).isEqualTo("POST");
        assertThat(told.host()).isEqualTo("Shop.example.com:80");
        assertThat(told.path()).isEqualTo("/api");
        assertThat(told.protocol()).isEqualTo("HTTP/1.1");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.outcome()).isEqualTo(Outcome.READY);
        assertThat(told.held()).isZero();
        assertThat(told.coldStart()).isFalse();
        assertThat(told.requestBytes()).isEqualTo(5);
        assertThat(told.responseBytes()).isEqualTo(seen.length());
        assertThat(told.endpoint()).contains(backend.endpoint());
        assertThat(told.reason()).isEmpty();
        assertThat(told.duration()).isPositive();
    }

    @Test
    void connectionsOfBothSidesAreUsedAgain() throws Exception {
        Backend backend = backend(Backend.saying("hello"));
        start(route());
        Peer client = client();
        for (int i = 0; i < 20; i++) {
            client.send("GET /" + i + " HTTP/1.1\nHost: a\n\n");
            assertThat(client.body(client.head())).isEqualTo("hello");
        }
        assertThat(backend.connections()).isEqualTo(1);
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInTheirOrder() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(head.split(" ")[1] + body)));
        start(route());
        Peer client = client().send("GET /1 HTTP/1.1\nHost: a\n\n"
                + "POST /2 HTTP/1.1\nHost: a\nContent-Length: 3\n\nabc"
                + "POST /3 HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n2\nde\n0\n\n"
                + "GET /4 HTTP/1.1\nHost: a\nConnection: close\n\n");
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(client.body(client.head()));
        }
        assertThat(answers).containsExactly("/1", "/2abc", "/3de", "/4");
        assertThat(client.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void theJdksClientGetsLargeBodiesBothWays(HttpClient.Version version) throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(body)));
        start(route());
        String large = "0123456789".repeat(300_000);
        HttpResponse<String> answer = jdkClient(version)
                .send(
                        request("/")
                                .POST(HttpRequest.BodyPublishers.ofString(large))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void anAnswerWithoutABodyHasNone(int status) throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.send("HTTP/1.1 " + status + " x\nETag: \"a\"\n\n")));
        start(route());
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send("GET / HTTP/1.1\nHost: a\n\n");
            assertThat(client.head())
                    .startsWith("HTTP/1.1 " + status)
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .contains("ETag");
        }
    }

    @Test
    void anAnswerToHeadHasTheLengthOfABodyThatDoesNotCome() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.send("HTTP/1.1 200 OK\nContent-Length: 10\n\n")));
        start(route());
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send("HEAD / HTTP/1.1\nHost: a\n\n");
            assertThat(Peer.header(client.head(), "Content-Length")).contains("10");
        }
        exchange();
        assertThat(exchange().responseBytes()).isZero();
    }

    @Test
    void aBodyThatEndsWithTheConnectionBecomesChunked() throws Exception {
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\n\nuntil the end");
        }));
        start(route());
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send("GET / HTTP/1.1\nHost: a\n\n");
            String head = client.head();
            assertThat(head).containsIgnoringCase("transfer-encoding: chunked");
            assertThat(client.body(head)).isEqualTo("until the end");
        }
    }

    @Test
    void aClientOfHttp10GetsABodyUntilTheEndOfTheConnection() throws Exception {
        backend(Backend.answering((head, body, peer) -> {
            assertThat(head).startsWith("GET / HTTP/1.1\n");
            peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n");
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.0\nConnection: keep-alive\n\n");
        assertThat(client.head()).doesNotContainIgnoringCase("chunked").containsIgnoringCase("connection: close");
        assertThat(client.text(5)).isEqualTo("hello");
        assertThat(client.isAtEnd()).isTrue();
        assertThat(exchange().protocol()).isEqualTo("HTTP/1.0");
    }

    @Test
    void aClientOfHttp10KeepsItsConnectionIfTheLengthIsKnown() throws Exception {
        backend(Backend.saying("hello"));
        start(route());
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send("GET / HTTP/1.0\nHost: a\nConnection: keep-alive\n\n");
            String head = client.head();
            assertThat(head).containsIgnoringCase("connection: keep-alive");
            assertThat(client.body(head)).isEqualTo("hello");
        }
    }

    @Test
    void aClientThatWantsToCloseGetsItsConnectionClosed() throws Exception {
        backend(Backend.saying("hello"));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\nConnection: close\n\n");
        String head = client.head();
        assertThat(head).containsIgnoringCase("connection: close");
        client.body(head);
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void aReplicaThatClosesGetsANewConnectionForTheNextRequest() throws Exception {
        Backend backend = backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close\n\nok");
        }));
        start(route());
        Peer client = client();
        for (int i = 0; i < 3; i++) {
            client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 1\n\nx");
            String head = client.head();
            assertThat(head).doesNotContainIgnoringCase("connection: close");
            assertThat(client.body(head)).isEqualTo("ok");
        }
        assertThat(backend.connections()).isEqualTo(3);
    }

    @Test
    void headersOfOneConnectionStayBehind() throws Exception {
        backend(Backend.answering((head, body, peer) -> {
            peer.send("HTTP/1.1 200 OK\nConnection: X-Hop, keep-alive\nX-Hop: 1\nKeep-Alive: timeout=5\nX-End: 2\n"
                            + "Content-Length: " + head.length() + "\n\n")
                    .raw(head);
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\nConnection: X-Mine, close, Content-Length\nX-Mine: 1\n"
                + "Proxy-Authorization: secret\nKeep-Alive: 5\nTE: trailers, gzip\nUpgrade: h2c\nX-End: 3\n\n");
        String head = client.head();
        assertThat(head).contains("X-End: 2\n").doesNotContain("X-Hop").doesNotContain("Keep-Alive");
        assertThat(client.body(head))
                .contains("X-End: 3\n")
                .doesNotContain("X-Mine", "secret", "Keep-Alive", "gzip", "h2c")
                .containsIgnoringCase("te: trailers");
    }

    @Test
    void forwardedHeadersOfAProxyBeforeUsAreExtended() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(head)));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: inner\nX-Forwarded-For: 203.0.113.9\n"
                + "X-Forwarded-Host: shop.example.com\nX-Forwarded-Proto: https\nX-Forwarded-Port: 443\n\n");
        assertThat(client.body(client.head()))
                .contains("X-Forwarded-For: 203.0.113.9, 127.0.0.1\n")
                .contains("X-Forwarded-Host: shop.example.com\n")
                .contains("X-Forwarded-Proto: https\n")
                .contains("X-Forwarded-Port: 443\n")
                .contains("Host: inner\n");
    }

    @Test
    void aTargetInAbsoluteFormBecomesAPathWithItsHost() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(head)));
        start(route());
        Peer client = client().send("GET http://shop.example.com:81?a=b HTTP/1.1\nHost: other\n\n");
        assertThat(client.body(client.head()))
                .startsWith("GET /?a=b HTTP/1.1\n")
                .containsIgnoringCase("\nhost: shop.example.com:81\n");
    }

    @Test
    void aNameOfAReplicaIsLookedUp() throws Exception {
        Backend backend = closing(Backend.saying("hello"));
        replicas.set(Endpoint.http("localhost", backend.port()));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.body(client.head())).isEqualTo("hello");
    }

    @Test
    void idleConnectionsOfReplicasAreClosedAfterATime() throws Exception {
        var ends = new java.util.concurrent.CountDownLatch(1);
        backend(Backend.running(peer -> {
            peer.head();
            peer.ok("x");
            assertThat(peer.isAtEnd()).isTrue();
            ends.countDown();
        }));
        start(
                route(),
                InterceptorLimits.DEFAULT.toBuilder()
                        .idle(Duration.ofMillis(50))
                        .build());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        client.body(client.head());
        ends.await();
        assertThat(client.isAtEnd()).isTrue(); // the client's connection, too
    }

    @Test
    void noMoreIdleConnectionsAreKeptThanAllowed() throws Exception {
        Backend backend = backend(Backend.saying("x"));
        start(route(), InterceptorLimits.DEFAULT.toBuilder().maxIdlePerHost(0).build());
        Peer client = client();
        for (int i = 1; i <= 3; i++) {
            client.send("GET / HTTP/1.1\nHost: a\n\n");
            client.body(client.head());
            assertThat(backend.connections()).isEqualTo(i);
        }
    }

    @Test
    void bytesOfTextPassUnchanged() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String text = new String(all, StandardCharsets.ISO_8859_1);
        backend(Backend.answering((head, body, peer) -> peer.ok(body)));
        start(route());
        Peer client = client().send("PUT / HTTP/1.1\nHost: a\nContent-Length: 256\n\n")
                .send(all);
        assertThat(client.body(client.head())).isEqualTo(text);
    }
}
