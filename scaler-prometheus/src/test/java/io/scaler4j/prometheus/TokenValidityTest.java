package io.scaler4j.prometheus;

import static io.scaler4j.prometheus.TestHttpServer.answer;
import static io.scaler4j.prometheus.TestHttpServer.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For how long a token is used, whatever a token server says of that. */
class TokenValidityTest extends HttpFixture {

    private final AtomicInteger tokens = new AtomicInteger();

    private PrometheusScaler scalerWhoseTokensHave(String validity) {
        server.answers(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                answer(exchange, 200, "{\"access_token\":\"token-" + tokens.incrementAndGet() + '"' + validity + "}");
            } else {
                answer(exchange, 200, number(1));
            }
        });
        var security = PrometheusSecurity.builder()
                .credentials(OAuthCredentials.of(URI.create(server.url() + "/token"), "client", "secret"))
                .build();
        return scaler(closing(connection().security(security).build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"expires_in\":3600",
                ",\"expires_in\":\"3600\"",
                ",\"expires_in\":3600.5",
                ",\"expires_in\":null",
                ",\"expires_in\":{\"seconds\":1}",
                ",\"expires_in\":true",
                ",\"expires_in\":\"soon\"",
                ",\"expires_in\":9223372036854775807",
                ",\"expires_in\":99999999999999999999999",
                ",\"expires_in\":1e300"
            })
    void aTokenIsUsedForAWhile(String validity) throws InterruptedException {
        var scaler = scalerWhoseTokensHave(validity);
        isValue(read(scaler), 1);
        isValue(read(scaler), 1);
        assertThat(tokens).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"expires_in\":0", ",\"expires_in\":-1", ",\"expires_in\":10", ",\"expires_in\":-1e300"})
    void aTokenThatIsAsGoodAsOverIsUsedOnce(String validity) throws InterruptedException {
        var scaler = scalerWhoseTokensHave(validity);
        isValue(read(scaler), 1);
        isValue(read(scaler), 1);
        assertThat(tokens).hasValue(2);
    }
}
