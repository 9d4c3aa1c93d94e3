package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.prometheus.TestHttpServer.answer;
import static io.scaler4j.prometheus.TestHttpServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token servers that refuse, break or answer nonsense: what the reading says, and that the next one asks again. */
class TokenServerTest extends HttpFixture {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = "{\"access_token\":\"t1\"}";

    @BeforeEach
    void answerBoth() {
        server.answers(exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                asked.incrementAndGet();
                answer(exchange, status, body);
            } else {
                answer(exchange, 200, number(1));
            }
        });
    }

    private PrometheusScaler scaler() {
        return scaler(closing(withTokens().build()));
    }

    private PrometheusServer.Builder withTokens() {
        return connection()
                .circuitBreaker(1_000, Duration.ZERO)
                .security(PrometheusSecurity.builder()
                        .credentials(OAuthCredentials.of(URI.create(server.url() + "/token"), "client", "s3cr3t"))
                        .build());
    }

    private List<String> queries() {
        return server.requests().stream()
                .filter(request -> request.method().equals("GET"))
                .map(request -> request.header("Authorization"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "400, DENIED, 'check client id, secret and scopes'",
        "401, DENIED, 'check client id, secret and scopes'",
        "403, DENIED, 'check client id, secret and scopes'",
        "429, DENIED, 'check client id, secret and scopes'",
        "499, DENIED, 'check client id, secret and scopes'",
        "302, UNAVAILABLE, see what is wrong with it",
        "500, UNAVAILABLE, see what is wrong with it",
        "503, UNAVAILABLE, see what is wrong with it"
    })
    void aRefusalNamesTheTokenServerAndIsOverWithTheNextToken(int refusal, Reading.Failure.Kind kind, String wayOut)
            throws InterruptedException {
        var scaler = scaler();
        status = refusal;
        isFailure(
                read(scaler), kind, "the token server at " + server.url() + "/token answered HTTP " + refusal, wayOut);
        assertThat(queries()).as("nothing is asked without a token").isEmpty();

        status = 200;
        isValue(read(scaler), 1);
        assertThat(queries()).containsExactly("Bearer t1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>log in</html>",
                "[]",
                "7",
                "{}",
                "{\"access_token\":null}",
                "{\"access_token\":7}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a\\nb\"}",
                "{\"access_token\":\"cut",
                "{\"access_token\":{\"value\":\"t\"}}",
                "{\"data\":{\"access_token\":\"t\"}}"
            })
    void anAnswerWithoutAUsableTokenIsAFailureAndNotKept(String nonsense) throws InterruptedException {
        var scaler = scaler();
        body = nonsense;
        isFailure(read(scaler), UNAVAILABLE, "the token server at", "answered without a token; check its address");
        assertThat(queries()).isEmpty();

        body = "{\"access_token\":\"t1\"}";
        isValue(read(scaler), 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token_type\":\"bearer\",\"x\":[{\"access_token\":\"wrong\"}],\"access_token\":\"t1\"}",
                "{\"expires_in\":3600,\"access_token\":\"t1\",\"refresh_token\":\"r\"}",
                " {\"access_token\" : \"t1\" } "
            })
    void fieldsMayComeInAnyOrder(String answer) throws InterruptedException {
        body = answer;
        isValue(read(scaler()), 1);
        assertThat(queries()).containsExactly("Bearer t1");
    }

    @Test
    void readersThatNeedATokenAtTheSameTimeAskForItOnce() {
        var connection = closing(withTokens().build());
        var scalers = Stream.of("a", "b", "c", "d")
                .map(query -> scaler(connection, query))
                .toList();

        assertThat(readTogether(scalers, ReadRequest.of(NOW, LONG))).allSatisfy(reading -> isValue(reading, 1));
        assertThat(asked).hasValue(1);
        assertThat(queries()).hasSize(4).containsOnly("Bearer t1");
    }

    @Test
    void aTokenServerThatFailsFailsAllWhoWaitForIt() {
        status = 403;
        var connection = closing(withTokens().build());
        var scalers =
                Stream.of("a", "b", "c").map(query -> scaler(connection, query)).toList();

        assertThat(readTogether(scalers, ReadRequest.of(NOW, LONG)))
                .allSatisfy(reading -> isFailure(reading, DENIED, "HTTP 403"));
        assertThat(queries()).isEmpty();
    }

    @Test
    void aTokenServerThatIsSilentCostsTheTimeOfTheReadAndNoMore() throws InterruptedException {
        server.answers(exchange -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
        var scaler = scaler();

        isFailure(scaler.read(ReadRequest.of(NOW, Duration.ofMillis(300))), TIMEOUT, "did not answer");
        answerBoth();
        isValue(read(scaler), 1);
    }

    /** The secret of the client goes to the token server, and the token to the other one. */
    @Test
    void aRedirectOfTheTokenServerIsNotFollowed() throws InterruptedException {
        server.answers(exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                TestHttpServer.redirect(exchange, 307, "/elsewhere");
            } else {
                answer(exchange, 200, number(1));
            }
        });

        isFailure(read(scaler()), UNAVAILABLE, "answered HTTP 307");
        assertThat(server.requests()).extracting(TestHttpServer.Request::uri).containsOnly("/token");
    }
}
