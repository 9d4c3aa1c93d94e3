package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.prometheus.TestHttpServer.answer;
import static io.scaler4j.prometheus.TestHttpServer.number;
import static io.scaler4j.prometheus.TestHttpServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.TestCertificates;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects of a small server of the test's own, and what is taken along. */
class HttpRedirectTest extends HttpFixture {

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
    void aRedirectOfTheSameServerIsFollowedOverTheSameConnection() throws InterruptedException {
        server.answers(exchange -> {
            if (exchange.getRequestURI().getPath().startsWith("/moved")) {
                answer(exchange, 200, number(4));
            } else {
                redirect(exchange, 302, "/moved");
            }
        });

        isValue(read(withSecrets(server.url())), 4);

        assertThat(server.requests())
                .hasSize(2)
                .extracting(TestHttpServer.Request::clientPort)
                .containsOnly(server.lastRequest().clientPort());
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
    void aRefusalBehindARedirectNamesWhereItLedAndWhatWasNotTold() throws InterruptedException {
        try (var other = TestHttpServer.open()) {
            server.answers(exchange -> redirect(exchange, 302, other.url() + "/login?from=token-1"));
            other.answers(401, "who are you?");

            Reading refused = read(withSecrets(server.url()));

            isFailure(
                    refused,
                    DENIED,
                    "it answered HTTP 401, who are you?; check the credentials; it redirected to " + other.url()
                            + ", which is another server and was not told the headers X-Scope-OrgID, Authorization; if"
                            + " that one is meant, make it the server address");
            assertThat(((Reading.Failure) refused).message()).doesNotContain("token-1", "team-a");
        }
    }

    @Test
    void aPageToLogInAtBehindARedirectIsNamedToo() throws InterruptedException {
        try (var other = TestHttpServer.open()) {
            server.answers(exchange -> redirect(exchange, 302, other.url() + "/login"));
            other.answers(200, "<html>log in");

            isFailure(read(withSecrets(server.url())), UNAVAILABLE, "is no JSON", "it redirected to " + other.url());
        }
    }

    @Test
    void aRefusalByAnotherPathOfTheSameServerSaysSo() throws InterruptedException {
        server.answers(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/moved")) {
                answer(exchange, 403, "no");
            } else {
                redirect(exchange, 307, "/moved");
            }
        });

        isFailure(read(withSecrets(server.url())), DENIED, "HTTP 403, no", "; it redirected to another path");
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
}
