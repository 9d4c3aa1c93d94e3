package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.prometheus.TestHttpServer.answer;
import static io.scaler4j.prometheus.TestHttpServer.number;
import static io.scaler4j.prometheus.TestHttpServer.redirect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.Tls;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, redirects, connections and answers that never end, on a small server of the test's own. */
class HttpExchangeTest extends HttpFixture {

    private static final Duration SHORT = Duration.ofMillis(300);

    // ---- the request

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

    // ---- one request for all who ask the same, over a few connections

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

    // ---- answers that do not come, or do not end

    /** Where an answer stops. */
    enum Stall {
        BEFORE_THE_STATUS {
            @Override
            void stall(HttpExchange exchange) throws InterruptedException {
                new CountDownLatch(1).await();
            }
        },
        IN_THE_BODY {
            @Override
            void stall(HttpExchange exchange) throws IOException, InterruptedException {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("{\"status\":".getBytes(UTF_8));
                exchange.getResponseBody().flush();
                new CountDownLatch(1).await();
            }
        },
        NEVER_BUT_DRIP {
            @Override
            void stall(HttpExchange exchange) throws IOException, InterruptedException {
                exchange.sendResponseHeaders(200, 0);
                var never = new CountDownLatch(1);
                while (!never.await(20, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            }
        };

        abstract void stall(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void aSlowAnswerIsGivenUpInTimeAndItsConnectionIsFree(Stall stall) throws InterruptedException {
        server.answers(exchange -> stall(exchange, stall));
        var connection = closing(connection()
                .maximumConnections(1)
                .circuitBreaker(100, Duration.ZERO)
                .build());
        var slow = closing(PrometheusScaler.builder()
                .server(connection)
                .query("slow")
                .timeout(SHORT)
                .build());
        for (int turn = 0; turn < 3; turn++) {
            long begin = System.nanoTime();
            isFailure(read(slow), TIMEOUT, "did not answer query \"slow\" in time");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.plus(SLACK));
        }

        server.answers(200, number(2));
        isValue(read(scaler(connection)), 2);
    }

    @Test
    void theDeadlineOfAReadCountsAsWell() throws InterruptedException {
        server.answers(exchange -> stall(exchange, Stall.BEFORE_THE_STATUS));
        var scaler = scaler(closing(connection().build()));

        isFailure(scaler.read(polls.next(SHORT)), TIMEOUT);
    }

    @Test
    void anEndlessAnswerIsGivenUp() throws InterruptedException {
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1 << 14];
            while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(piece);
            }
        });
        var connection = closing(connection().maximumConnections(1).build());
        for (int turn = 0; turn < 3; turn++) {
            isFailure(read(scaler(connection)), MISCONFIGURED, "too long an answer", "maximumBodyBytes");
        }

        server.answers(200, number(2));
        isValue(read(scaler(connection)), 2);
    }

    @Test
    void anAnswerMayBeAsLongAsItIsAllowed() throws InterruptedException {
        String answer = number(3);
        server.answers(200, answer);

        isValue(
                read(scaler(
                        closing(connection().maximumBodyBytes(answer.length()).build()))),
                3);
        isFailure(
                read(scaler(closing(
                        connection().maximumBodyBytes(answer.length() - 1).build()))),
                MISCONFIGURED);
    }

    @Test
    void whatIsUnderWayWhenTheConnectionClosesFails() {
        server.answers(exchange -> stall(exchange, Stall.BEFORE_THE_STATUS));
        var scaler = PrometheusScaler.builder()
                .serverAddress(server.url())
                .query("up")
                .timeout(LONG)
                .build();
        var answer = scaler.readAsync(polls.next(LONG), Runnable::run).toCompletableFuture();
        await().until(() -> !server.requests().isEmpty());

        scaler.close();
        scaler.close();

        isFailure(answer.join(), UNAVAILABLE);
    }

    @Test
    void aReadAfterClosingFails() throws InterruptedException {
        var scaler = scaler(closing(connection().build()));
        scaler.close();

        isFailure(read(scaler), UNAVAILABLE, "is closed");
    }

    @Test
    void thereIsNoOneAtTheAddress() throws InterruptedException {
        var connection = closing(connection().build());
        server.close();

        isFailure(read(scaler(connection)), UNAVAILABLE, server.url(), "check that it runs");
    }

    @Test
    void aNameThatNobodyKnowsIsNamed() throws InterruptedException {
        var connection = closing(PrometheusServer.builder()
                .serverAddress("http://no_such_host.invalid:9090")
                .build());

        isFailure(read(scaler(connection)), UNAVAILABLE, "http://no_such_host.invalid:9090 cannot be found");
    }

    @Test
    void aServerThatShowsTheNameOfAnotherIsNotTrusted() throws InterruptedException {
        var certificates = TestCertificates.ofThisBuild();
        try (var other = TestHttpServer.openUnderAnotherName(certificates.serverContext())) {
            var trusting = Tls.builder().certificateAuthorities(certificates.authority());
            isFailure(read(overTls(other, trusting)), DENIED, "127.0.0.2", "check");
            assertThat(other.requests()).isEmpty();

            isValue(read(overTls(other, trusting.unsafe(true))), 1);
        }
    }

    private PrometheusScaler overTls(TestHttpServer other, Tls.Builder tls) {
        return closing(PrometheusScaler.builder()
                .serverAddress(other.url())
                .security(() -> PrometheusSecurity.builder().tls(tls.build()).build())
                .query("up")
                .timeout(LONG)
                .build());
    }

    // ---- redirects

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectOfTheSameServerKeepsAllHeaders(int status) throws InterruptedException {
        server.answers(exchange -> {
            if (exchange.getRequestURI().getPath().startsWith("/moved")) {
                answer(exchange, 200, number(4));
            } else {
                redirect(exchange, status, "/moved?to=here");
            }
        });

        isValue(read(withSecrets(server.url())), 4);

        assertThat(server.lastRequest().uri()).isEqualTo("/moved?to=here");
        assertThat(server.lastRequest().header("Authorization")).isEqualTo("Bearer token-1");
        assertThat(server.lastRequest().header("X-Scope-OrgID")).isEqualTo("team-a");
    }

    @Test
    void aRedirectToAnotherServerCarriesNoSecretThereOrBack() throws InterruptedException {
        try (var other = TestHttpServer.open()) {
            server.answers(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/back")) {
                    answer(exchange, 200, number(5));
                } else {
                    redirect(exchange, 302, other.url() + "/api/v1/query?query=up");
                }
            });
            other.answers(exchange -> redirect(exchange, 307, server.url() + "/back"));

            isValue(read(withSecrets(server.url())), 5);

            List<TestHttpServer.Request> without = new ArrayList<>(other.requests());
            without.add(server.lastRequest());
            assertThat(without).hasSize(2).allSatisfy(request -> {
                assertThat(request.headers()).doesNotContainKeys("Authorization", "X-scope-orgid");
                assertThat(request.headers().values().toString()).doesNotContain("token-1", "team-a");
            });
        }
    }

    @Test
    void redirectsComeToAnEnd() throws InterruptedException {
        server.answers(exchange -> redirect(exchange, 302, exchange.getRequestURI() + "x"));

        isFailure(read(withSecrets(server.url())), MISCONFIGURED, "redirects more than 10 times");

        assertThat(server.requests()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "file:///etc/passwd", "http://[", "http:///path"})
    void aRedirectToNowhereIsAFailure(String location) throws InterruptedException {
        server.answers(exchange -> redirect(exchange, 302, location));

        isFailure(read(withSecrets(server.url())), MISCONFIGURED, "check the address");
    }

    @Test
    void aClientCertificateIsNotTakenToAnotherServer() throws InterruptedException {
        var certificates = TestCertificates.ofThisBuild();
        try (var other = TestHttpServer.open()) {
            server.answers(exchange -> redirect(exchange, 302, other.url()));
            var connection = closing(connection()
                    .security(PrometheusSecurity.builder()
                            .tls(Tls.builder()
                                    .clientCertificate(
                                            certificates.client().chain(),
                                            certificates.client().key())
                                    .build())
                            .build())
                    .build());

            isFailure(read(scaler(connection)), MISCONFIGURED, "which is not to see this client's certificate");

            assertThat(other.requests()).isEmpty();
        }
    }

    private PrometheusScaler withSecrets(String url) {
        return closing(PrometheusScaler.builder()
                .serverAddress(url)
                .query("up")
                .timeout(LONG)
                .header("X-Scope-OrgID", "team-a")
                .security(() -> PrometheusSecurity.builder()
                        .credentials(PrometheusCredentials.bearer("token-1"))
                        .build())
                .build());
    }

    private static void stall(HttpExchange exchange, Stall where) throws IOException {
        try {
            where.stall(exchange);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
