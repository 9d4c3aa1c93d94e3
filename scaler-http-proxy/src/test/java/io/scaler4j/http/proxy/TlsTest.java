package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.Endpoint;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsTest extends ProxyTestBase {

    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        tls = TestTls.context(folder);
    }

    private static HttpResponse<String> get(HttpClient.Version version, int port, String body) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(version).sslContext(tls).build();
        return client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/"))
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void clientsChooseTheVersionByTls(HttpClient.Version version) throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(head + body)));
        start(builder -> builder.route(route().build()).tls(tls));
        HttpResponse<String> answer = get(version, interceptor().port(), "hello");
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.body()).contains("X-Forwarded-Proto: https\n").endsWith("hello");
    }

    @Test
    void anAnswerBeforeTheEndOfABodyIsReadOverTlsToo() throws Exception {
        start(builder -> builder.routes(java.util.List.of()).tls(tls));
        HttpResponse<String> answer =
                get(HttpClient.Version.HTTP_1_1, interceptor().port(), "x".repeat(100_000));
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    /** The replica is another interceptor, which speaks both versions. */
    @Test
    void aReplicaWithTlsIsSpokenToInTheVersionThatItChooses() throws Exception {
        Backend behind = closing(Backend.answering((head, body, peer) -> peer.ok(body)));
        replicas.set(behind.endpoint());
        HttpInterceptor inner = closing(HttpInterceptor.builder()
                .listen(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .route(ProxyRoute.builder("inner").host("*").endpoints(replicas).build())
                .observer(exchanges::add)
                .tls(tls)
                .build()
                .start());
        var front = new io.scaler4j.http.EndpointList();
        front.set(Endpoint.https("127.0.0.1", inner.port()));
        start(builder -> builder.route(
                        ProxyRoute.builder(ROUTE).host("*").endpoints(front).build())
                .backendTls(tls));
        Peer client = client();
        for (int i = 0; i < 3; i++) {
            client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello");
            assertThat(client.body(client.head())).isEqualTo("hello");
        }
        List<Exchange> told = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            told.add(exchange()); // both tell, in any order
        }
        assertThat(told)
                .filteredOn(one -> one.route().equals(Optional.of("inner")))
                .hasSize(3)
                .allMatch(one -> one.protocol().equals("HTTP/2"));
    }

    @Test
    void aReplicaWhoseCertificateIsNotTrustedIsNotReached() throws Exception {
        HttpInterceptor inner = closing(HttpInterceptor.builder()
                .listen(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .tls(tls)
                .build()
                .start());
        replicas.set(Endpoint.https("127.0.0.1", inner.port()));
        start(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofMillis(50)))); // trusts as the JDK does
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 504 ");
    }
}
