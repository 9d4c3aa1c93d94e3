package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.StackTraces;
import io.scaler4j.testservers.TestCertificates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets planted in every option of a trigger that takes one: they are in nothing that is said, right or wrong. */
class PlantedSecretsTest extends HttpFixture {

    private static final String SECRET = "hunter2/with+more=";
    private static final List<String> FORMS = List.of(
            "hunter2",
            Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8)),
            URLEncoder.encode(SECRET, StandardCharsets.UTF_8));

    private final StringBuilder said = new StringBuilder();

    /** In forms that are refused, and in one that is not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "me:hunter2@prometheus:9090",
                "//me:hunter2@prometheus:9090",
                "https//me:hunter2@prometheus",
                "http://me:hunter2/with+more=@prometheus",
                "http://me:hunter2?@prometheus",
                "http://me:hunter2@",
                "http://me:hun@hunter2@prometheus",
                "http://prometheus?token=hunter2",
                "http://prometheus#hunter2",
                "ftp://me:hunter2@prometheus",
                "http://me:hunter2@prometheus:9090"
            })
    void anAddressIsShownWithoutWhatMayBeASecret(String address) {
        create(Map.of("serverAddress", address), Map.of());
        try (var server = PrometheusServer.builder().serverAddress(address).build()) {
            said.append(server);
        } catch (InvalidConfigurationException e) {
            said.append(StackTraces.of(e));
        }
        assertClean();
    }

    static Stream<Map<String, String>> authentications() {
        String pem = TestCertificates.ofThisBuild().client().key();
        return Stream.of(
                Map.of("authModes", "bearer", "bearerToken", SECRET),
                Map.of("authModes", "bearer", "bearerToken", SECRET + "\nnext: line"),
                Map.of("authModes", "basic", "username", "me", "password", SECRET),
                Map.of("authModes", "basic", "password", SECRET),
                Map.of("authModes", "custom", "customAuthHeader", "X-Key", "customAuthValue", SECRET),
                Map.of("authModes", "custom", "customAuthHeader", "X-Key", "customAuthValue", SECRET + "\n"),
                Map.of("authModes", "oauth", "oauthTokenURI", "https://me:hunter2@login", "clientID", "me"),
                Map.of("authModes", "oauth", "oauthTokenURI", "hunter2 ^", "clientID", "me", "clientSecret", SECRET),
                Map.of("authModes", "oauth", "clientSecret", SECRET, "endpointParams", "a=%zzhunter2"),
                Map.of("authModes", "tls", "cert", SECRET, "key", SECRET, "ca", SECRET),
                Map.of("authModes", "tls", "cert", "none", "key", pem, "keyPassword", SECRET),
                Map.of("authModes", "hunter2", "apiKey", SECRET),
                Map.of("authModes", "apiKey", "apiKey", SECRET, "method", "hunter2"));
    }

    @ParameterizedTest
    @MethodSource("authentications")
    void authenticationParametersAreNeverShown(Map<String, String> authentication) {
        create(Map.of("serverAddress", server.url()), authentication);
        assertClean();
        String key = authentication.getOrDefault("key", "");
        if (key.contains("-----BEGIN")) {
            assertThat(said.toString())
                    .doesNotContain(key.lines().skip(1).findFirst().orElseThrow());
        }
    }

    static Stream<Map<String, String>> headers() {
        return Stream.of(
                Map.of("authModes", "bearer", "bearerToken", SECRET),
                Map.of("authModes", "basic", "username", "me", "password", SECRET),
                Map.of("authModes", "custom", "customAuthHeader", "X-Key", "customAuthValue", SECRET),
                Map.of("authModes", "apiKey", "apiKey", SECRET, "method", "header"));
    }

    /** At the lowest level of the HTTP client's loggers. */
    @ParameterizedTest
    @MethodSource("headers")
    void theHttpClientLogsNoHeaderThatIsASecret(Map<String, String> authentication) {
        try (var log = CapturedLog.of("org.apache.hc")) {
            create(Map.of("serverAddress", server.url(), "customHeaders", "X-More=hunter2"), authentication);
            assertThat(log.text()).contains("GET /api/v1/query");
            said.append(log.text());
        }
        assertThat(server.requests()).isNotEmpty();
        assertClean();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Key=hunter2", "X-Key", "hunter2", "X Key=hunter2", "X-Key=hunter2\n", "=hunter2"})
    void headersAndParametersAreNeverShown(String pairs) throws InterruptedException {
        server.answers(exchange -> TestHttpServer.answer(
                exchange,
                400,
                "you said " + exchange.getRequestURI()
                        + exchange.getRequestHeaders().values()));
        create(Map.of("serverAddress", server.url(), "customHeaders", pairs), Map.of());
        create(Map.of("serverAddress", server.url(), "queryParameters", pairs), Map.of());
        assertClean();
    }

    @Test
    void noValueWithASecretInItPrintsIt() {
        var metadata = Map.of(
                "serverAddress", "http://me:hunter2@prometheus",
                "query", "up",
                "threshold", "1",
                "customHeaders", "X-Key=hunter2",
                "queryParameters", "key=hunter2");
        var spec = TriggerSpec.builder("prometheus").metadata(metadata).build();
        var options = PrometheusTriggerOptions.read(OptionReader.of(spec, PrometheusScalerProvider.OPTIONS));
        var query = options.query().query();
        var address = ServerAddress.parse(options.serverAddress());
        var credentials = PrometheusCredentials.basic(address.user(), address.password());
        var security = PrometheusSecurity.builder().credentials(credentials).build();
        said.append(spec)
                .append(options)
                .append(query)
                .append(address)
                .append(credentials)
                .append(credentials.header())
                .append(security)
                .append(security.fingerprint())
                .append(HttpCall.query(address, query, query.target(Instant.EPOCH), credentials.header()))
                .append(new HttpCall("POST", address.host(), "/token", List.of(), "client_secret=hunter2"));
        assertClean();
    }

    /** Makes the trigger, reads it, and takes down everything that is said. */
    private void create(Map<String, String> metadata, Map<String, String> authentication) {
        Map<String, String> all = new HashMap<>(Map.of("query", "up", "threshold", "100", "timeout", "2s"));
        all.putAll(metadata);
        try (var log = CapturedLog.of("io.scaler4j");
                var catalog = ScalerCatalog.load()) {
            TriggerSpec spec = TriggerSpec.builder("prometheus")
                    .metadata(all)
                    .authentication(authentication)
                    .build();
            said.append(spec);
            try {
                var trigger = catalog.open(spec);
                var scaler = closing((PrometheusScaler) trigger.scaler());
                said.append(trigger).append(scaler).append(scaler.client());
                Reading reading = read(scaler);
                said.append(reading);
                if (reading instanceof Reading.Failure failure && failure.cause() != null) {
                    said.append(StackTraces.of(failure.cause()));
                }
            } catch (InvalidConfigurationException e) {
                said.append(StackTraces.of(e));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            said.append(log.text());
        }
    }

    private void assertClean() {
        assertThat(said).isNotEmpty();
        List<String> found = new ArrayList<>(FORMS);
        found.removeIf(form -> said.indexOf(form) < 0);
        assertThat(found).as("%s", said).isEmpty();
    }
}
