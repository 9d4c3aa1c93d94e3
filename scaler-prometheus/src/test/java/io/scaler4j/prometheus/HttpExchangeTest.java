package io.scaler4j.prometheus;

import static io.scaler4j.prometheus.TestHttpServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.TestCertificates;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a request says, and how few of them and of connections there are; on a small server of the test's own. */
class HttpExchangeTest extends HttpFixture {

    @Test
    void everythingThatIsSaidIsSent() throws InterruptedException {
        var scaler = closing(PrometheusScaler.builder()
                .serverAddress(server.url() + "/select/0/prometheus/")
                .query("a + b{c=\"*~\"}")
                .namespace("one&two")
                .header("X-Scope-OrgID", "team-a")
                .header("authorization", "replaced")
                .queryParameter("match[]", "a b")
                .timeout(LONG)
                .security(() -> PrometheusSecurity.builder()
                        .credentials(PrometheusCredentials.bearer("token-1"))
                        .build())
                .build());

        isValue(read(scaler), 1);

        var request = server.lastRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.uri())
                .isEqualTo("/select/0/prometheus/api/v1/query?query=a+%2B+b%7Bc%3D%22%2A~%22%7D"
                        + "&time=2026-01-05T08:00:05Z&namespace=one%26two&match%5B%5D=a+b");
        assertThat(request.headers().get("Authorization")).containsExactly("Bearer token-1");
        assertThat(request.header("X-Scope-OrgID")).isEqualTo("team-a");
        assertThat(request.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void aProxyIsAskedInPlaceOfTheServer() throws InterruptedException {
        var connection = closing(PrometheusServer.builder()
                .serverAddress("http://prometheus.invalid:9090/a")
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", server.port())))
                .build());

        isValue(read(scaler(connection)), 1);

        assertThat(server.lastRequest().uri())
                .startsWith("http://prometheus.invalid:9090/a/api/v1/query?query=up&time=");
    }

    @Test
    void anEncryptedServerIsReachedThroughATunnel() throws InterruptedException {
        var certificates = TestCertificates.ofThisBuild();
        try (var other = TestHttpServer.openUnderAnotherName(certificates.serverContext());
                var proxy = new TunnelProxy(other.port())) {
            var connection = closing(PrometheusServer.builder()
                    .serverAddress("https://localhost:9090")
                    .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
                    .security(PrometheusSecurity.builder()
                            .tls(Tls.builder()
                                    .certificateAuthorities(certificates.authority())
                                    .build())
                            .credentials(PrometheusCredentials.bearer("token-1"))
                            .build())
                    .build());

            isValue(read(scaler(connection)), 1);

            assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT localhost:9090 HTTP/1.1");
            assertThat(proxy.heads().toString()).doesNotContain("token-1");
            assertThat(other.lastRequest().header("Authorization")).isEqualTo("Bearer token-1");
        }
    }

    @Test
    void whoAskTheSameShareARequest() {
        var connection = closing(connection().build());
        List<PrometheusScaler> scalers = IntStream.range(0, 50)
                .mapToObj(number -> scaler(connection, "query_" + number % 5))
                .toList();

        assertThat(readTogether(scalers, polls.next(LONG))).containsOnly(Reading.of(1));

        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void tenantsThatAskTheSameShareNone() {
        var connection = closing(connection().build());
        List<PrometheusScaler> scalers = IntStream.range(0, 3)
                .mapToObj(number -> closing(PrometheusScaler.builder()
                        .server(connection)
                        .query("up")
                        .header("X-Scope-OrgID", "team-" + number)
                        .build()))
                .toList();

        assertThat(readTogether(scalers, polls.next(LONG))).containsOnly(Reading.of(1));

        assertThat(server.requests().stream().map(request -> request.header("X-Scope-OrgID")))
                .containsExactlyInAnyOrder("team-0", "team-1", "team-2");
    }

    @Test
    void noMoreConnectionsAreOpenThanAllowed() {
        var connection = closing(connection().maximumConnections(3).build());
        List<PrometheusScaler> scalers = IntStream.range(0, 60)
                .mapToObj(number -> scaler(connection, "query_" + number))
                .toList();

        assertThat(readTogether(scalers, polls.next(LONG))).containsOnly(Reading.of(1));

        assertThat(server.requests()).hasSize(60);
        assertThat(server.mostAtATime()).isBetween(1, 3);
        assertThat(connection.opened().connections()).isBetween(1, 3);
    }
}
