package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.prometheus.TestHttpServer.answer;
import static io.scaler4j.prometheus.TestHttpServer.number;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.CapturedLog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that change, tokens that expire, and that neither is ever shown. */
class LoginTest extends HttpFixture {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final AtomicReference<String> accepted = new AtomicReference<>("old-token");
    private final AtomicReference<String> vault = new AtomicReference<>("old-token");
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();

    // ---- secrets from a supplier

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedSecretIsAskedForAgainAndTheQuerySentOnceMore(int status) throws InterruptedException {
        server.answers(exchange -> onlyTo(accepted.get(), exchange, status));
        var scaler = scaler(fromVault());
        isValue(read(scaler), 1);

        accepted.set("new-token");
        vault.set("new-token");
        isValue(read(scaler), 1);
        isValue(read(scaler), 1);

        assertThat(authorizations())
                .containsExactly("Bearer old-token", "Bearer old-token", "Bearer new-token", "Bearer new-token");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aSecretThatHasNotChangedIsNotTriedAgain() throws InterruptedException {
        server.answers(exchange -> onlyTo("another-token", exchange, 401));
        var scaler = scaler(fromVault());

        isFailure(read(scaler), DENIED, "HTTP 401", "check the credentials");
        isFailure(read(scaler), DENIED, "HTTP 401");

        assertThat(server.requests()).hasSize(2);
        assertThat(asked).hasValue(3);
    }

    @Test
    void manyWhoAreRefusedAskForTheSecretOnce() {
        server.answers(exchange -> onlyTo(accepted.get(), exchange, 401));
        var connection = fromVault();
        List<PrometheusScaler> scalers = IntStream.range(0, 40)
                .mapToObj(number -> scaler(connection, "query_" + number))
                .toList();
        assertThat(readTogether(scalers, polls.next(LONG))).containsOnly(Reading.of(1));

        accepted.set("new-token");
        vault.set("new-token");
        assertThat(readTogether(scalers, polls.next(LONG))).containsOnly(Reading.of(1));

        assertThat(asked).hasValue(2);
        assertThat(server.requests().size())
                .as("40 with the old secret, some that were refused, 40 with the new one")
                .isBetween(81, 120);
    }

    @Test
    void aVaultThatFailsIsLoggedAndAskedAgainLater() throws InterruptedException {
        server.answers(exchange -> onlyTo(accepted.get(), exchange, 401));
        var isBroken = new AtomicReference<>(false);
        var scaler = scaler(closing(connection()
                .security(() -> {
                    if (isBroken.get()) {
                        throw new IllegalStateException("the vault is sealed; it had " + vault.get());
                    }
                    return bearer(vault.get());
                })
                .build()));
        accepted.set("new-token");
        isBroken.set(true);
        try (var log = CapturedLog.of("ROOT")) {
            isFailure(read(scaler), DENIED);
            assertThat(log.text())
                    .contains("no new secrets after the old ones were refused", "the vault is sealed")
                    .doesNotContain("old-token");
        }

        isBroken.set(false);
        vault.set("new-token");
        isValue(read(scaler), 1);
    }

    @Test
    void aSecretThatCannotBeOneIsNotUsed() throws InterruptedException {
        server.answers(exchange -> onlyTo(accepted.get(), exchange, 401));
        var scaler = scaler(fromVault());
        accepted.set("new-token");
        vault.set("two\nlines");
        try (var log = CapturedLog.of("ROOT")) {
            isFailure(read(scaler), DENIED);
            assertThat(log.text()).contains("must be one line of text").doesNotContain("lines,", "two\n");
        }
        vault.set("new-token");
        isValue(read(scaler), 1);
    }

    @Test
    void aServerThatQuotesASecretIsNotQuoted() throws InterruptedException {
        server.answers(403, "nothing for Bearer old-token here");
        var scaler = scaler(fromVault());
        try (var log = CapturedLog.of("io.scaler4j")) {
            Reading reading = read(scaler);
            isFailure(reading, DENIED, "HTTP 403, nothing for Bearer *** here");
            assertThat(reading.toString() + scaler + log.text()).doesNotContain("old-token");
        }
    }

    // ---- tokens of an OAuth server

    @Test
    void aTokenIsAskedForOnceAndKeptUntilItExpires() throws InterruptedException {
        oauth(server);
        var scaler =
                scaler(closing(connection().security(oauthSecurity("secret")).build()));

        isValue(scaler.read(ReadRequest.of(NOW, LONG)), 1);
        isValue(scaler.read(ReadRequest.of(NOW.plusSeconds(40), LONG)), 1);
        assertThat(tokens).hasValue(1);
        isValue(scaler.read(ReadRequest.of(NOW.plusSeconds(51), LONG)), 1);

        assertThat(tokens).hasValue(2);
        var request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/token");
        assertThat(request.body()).isEqualTo("grant_type=client_credentials&scope=read+metrics&audience=a+b");
        assertThat(request.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.header("Authorization")).isEqualTo(basic("the%3Aclient", "secret"));
        assertThat(authorizations()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void aWithdrawnTokenIsReplaced() throws InterruptedException {
        oauth(server);
        var scaler =
                scaler(closing(connection().security(oauthSecurity("secret")).build()));
        isValue(read(scaler), 1);

        accepted.set("token-2");
        isValue(read(scaler), 1);

        assertThat(authorizations()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void aTokenServerThatRefusesIsNamed() throws InterruptedException {
        oauth(server);
        var scaler = scaler(
                closing(connection().security(oauthSecurity("wrong-secret")).build()));
        try (var log = CapturedLog.of("io.scaler4j")) {
            Reading reading = read(scaler);
            isFailure(
                    reading,
                    DENIED,
                    "the token server at " + server.url() + "/token answered HTTP 401; check client id, secret");
            assertThat(reading + log.text()).doesNotContain("wrong-secret");
        }
        assertThat(authorizations()).isEmpty();
    }

    @Test
    void anAnswerWithoutATokenIsAFailure() throws InterruptedException {
        server.answers(200, "{\"token_type\":\"bearer\"}");
        var scaler =
                scaler(closing(connection().security(oauthSecurity("secret")).build()));

        isFailure(read(scaler), UNAVAILABLE, "answered without a token");
    }

    private void oauth(TestHttpServer server) {
        accepted.set("");
        server.answers(exchange -> {
            if (!exchange.getRequestURI().getPath().equals("/token")) {
                onlyTo(accepted.get(), exchange, 401);
            } else if (basic("the%3Aclient", "secret")
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                String token = "token-" + tokens.incrementAndGet();
                accepted.set(token);
                answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":60,\"x\":{\"y\":[1]}}");
            } else {
                answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            }
        });
    }

    private PrometheusSecurity oauthSecurity(String secret) {
        return PrometheusSecurity.builder()
                .credentials(OAuthCredentials.of(URI.create(server.url() + "/token"), "the:client", secret)
                        .withScopes("read", "", "metrics")
                        .withParameter("audience", "a b"))
                .build();
    }

    private PrometheusServer fromVault() {
        return closing(connection()
                .circuitBreaker(1_000, Duration.ZERO)
                .security(() -> {
                    asked.incrementAndGet();
                    return bearer(vault.get());
                })
                .build());
    }

    private static PrometheusSecurity bearer(String token) {
        return PrometheusSecurity.builder()
                .credentials(PrometheusCredentials.bearer(token))
                .build();
    }

    private static void onlyTo(String token, HttpExchange exchange, int otherwise) throws IOException {
        boolean right = ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, right ? 200 : otherwise, right ? number(1) : "Unauthorized");
    }

    private List<String> authorizations() {
        return server.requests().stream()
                .filter(request -> request.method().equals("GET"))
                .map(request -> request.header("Authorization"))
                .toList();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
