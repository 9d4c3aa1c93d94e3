package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.StackTraces;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong: what is said about it, to whomever, has no secret in it. */
class SecretsTest extends HttpFixture {

    private static final String SECRET = "hunter2-and-more";
    private static final List<String> FORMS =
            List.of(SECRET, Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(UTF_8)));

    /** A way in which a server lets a client down, quoting all it was told. */
    private enum Trouble {
        REFUSED_IN_TEXT(exchange -> TestHttpServer.answer(exchange, 401, told(exchange))),
        REFUSED_IN_JSON(exchange -> TestHttpServer.answer(
                exchange,
                400,
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"" + told(exchange) + "\"}")),
        FAILED(exchange -> TestHttpServer.answer(exchange, 500, told(exchange))),
        NO_JSON(exchange -> TestHttpServer.answer(exchange, 200, told(exchange))),
        MISLED(exchange -> TestHttpServer.redirect(exchange, 302, "ftp://" + SECRET + "@elsewhere/")),
        CUT(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(told(exchange).getBytes(UTF_8));
        });

        private final HttpHandler handler;

        Trouble(HttpHandler handler) {
            this.handler = handler;
        }

        private static String told(HttpExchange exchange) {
            return "you said " + exchange.getRequestHeaders().values() + " and "
                    + exchange.getRequestURI().getQuery().replace('"', ' ');
        }
    }

    static Stream<Arguments> everyTroubleOfEveryone() {
        return Stream.of(
                        "bearer", "basic", "header", "oauth", "user in the address", "header of the query", "parameter")
                .flatMap(who -> Stream.of(Trouble.values()).map(trouble -> arguments(who, trouble)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyTroubleOfEveryone")
    void nothingThatIsSaidHasASecretInIt(String who, Trouble trouble) throws InterruptedException {
        server.answers(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                TestHttpServer.answer(exchange, 401, "not with " + SECRET);
            } else {
                trouble.handler.handle(exchange);
            }
        });
        try (var log = CapturedLog.of("io.scaler4j")) {
            var scaler = closing(scaler(who));
            Reading reading = read(scaler);

            assertThat(reading).isInstanceOf(Reading.Failure.class);
            String said = reading + StackTraces.of(((Reading.Failure) reading).cause()) + scaler + log.text();
            assertThat(said).contains(server.url());
            for (String form : FORMS) {
                assertThat(said).doesNotContain(form);
            }
        }
    }

    private PrometheusScaler scaler(String who) {
        var builder = PrometheusScaler.builder()
                .serverAddress(server.url())
                .query("up")
                .timeout(LONG);
        switch (who) {
            case "bearer" -> secured(builder, PrometheusCredentials.bearer(SECRET));
            case "basic" -> secured(builder, PrometheusCredentials.basic("me", SECRET));
            case "header" -> secured(builder, PrometheusCredentials.header("X-Key", SECRET));
            case "oauth" -> secured(builder, OAuthCredentials.of(URI.create(server.url() + "/token"), "me", SECRET));
            case "user in the address" -> builder.serverAddress(server.url().replace("//", "//me:" + SECRET + "@"));
            case "header of the query" -> builder.header("X-Key", SECRET);
            default -> builder.queryParameter("key", SECRET);
        }
        return builder.build();
    }

    private static void secured(PrometheusScalerBuilder builder, PrometheusCredentials credentials) {
        builder.security(
                () -> PrometheusSecurity.builder().credentials(credentials).build());
    }
}
