package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Tls;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrometheusScalerBuilderTest {

    @Test
    void saysWhatIsMissing() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> PrometheusScaler.builder().build())
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "serverAddress is missing; give the URL of a Prometheus, such as http://host:9090",
                                "query is missing; give a PromQL expression"));
    }

    @Test
    void saysEverythingThatIsWrongAndNoSecret() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> PrometheusScaler.builder()
                        .serverAddress("http://localhost:9090")
                        .query("up")
                        .timeout(Duration.ZERO)
                        .header("no name", "x")
                        .header("X-Key", "hunter2\nX-Other: y")
                        .queryParameter("", "hunter2")
                        .security(() -> PrometheusSecurity.builder()
                                .tls(Tls.builder()
                                        .clientCertificate("", "hunter2")
                                        .build())
                                .credentials(OAuthCredentials.of(URI.create("mailto:hunter2"), " ", "hunter2"))
                                .build())
                        .build())
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "a client certificate needs both cert and key, or neither; cert is missing",
                                "the token endpoint must be a URL, such as https://login.example.com/token",
                                "the client id for the token endpoint is missing",
                                "timeout must be more than 0, was 0 ms",
                                "customHeaders must have names of letters, digits and dashes, one was \"no name\"",
                                "customHeaders must have values of one line, that of X-Key has more",
                                "queryParameters must have names, one has none; write name=value"))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aConnectionHasItsOwnAddressAndSecurity() {
        try (var connection = PrometheusServer.builder()
                .serverAddress("http://localhost:9090")
                .build()) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> PrometheusScaler.builder()
                            .server(connection)
                            .serverAddress("http://localhost:9090")
                            .security(PrometheusSecurity::none)
                            .query("up")
                            .build())
                    .satisfies(e -> assertThat(e.problems()).hasSize(2));
        }
        await().until(() -> Traces.clientThreads() == 0);
    }

    @Test
    void aConnectionThatIsBuiltInPlaceClosesWithItsLastScaler() {
        long before = Traces.clientThreads();
        var scaler = PrometheusScaler.builder()
                .server(PrometheusServer.builder()
                        .serverAddress("http://localhost:9090")
                        .build())
                .query("up")
                .build();
        assertThat(Traces.clientThreads()).isGreaterThan(before);

        scaler.close();

        await().until(() -> Traces.clientThreads() == before);
    }

    @Test
    void aConnectionThatIsKeptOpensAgainForItsNextScalerAndNotOnceItIsClosed() {
        long before = Traces.clientThreads();
        var connection = PrometheusServer.builder()
                .serverAddress("http://localhost:9090")
                .build();
        assertThat(Traces.clientThreads()).as("nobody reads yet").isLessThanOrEqualTo(before);
        var one = PrometheusScaler.builder().server(connection).query("up").build();
        var other = PrometheusScaler.builder().server(connection).query("up").build();
        assertThat(one.client()).isSameAs(other.client());
        one.close();
        assertThat(Traces.clientThreads()).isGreaterThan(before);
        other.close();
        await().until(() -> Traces.clientThreads() == before);

        PrometheusScaler.builder().server(connection).query("up").build().close();
        connection.close();

        await().until(() -> Traces.clientThreads() == before);
        assertThatIllegalStateException()
                .isThrownBy(() -> PrometheusScaler.builder()
                        .server(connection)
                        .query("up")
                        .build())
                .withMessageContaining("Prometheus at http://localhost:9090 is closed");
        assertThat(connection).hasToString("Prometheus at http://localhost:9090");
    }

    @Test
    void tlsAndCredentialsArePartsOfSecurity() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> PrometheusScaler.builder()
                        .serverAddress("http://localhost:9090")
                        .query("up")
                        .security(PrometheusSecurity.none())
                        .credentials(PrometheusCredentials.bearer("hunter2"))
                        .build())
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "security is set beside tls or credentials, which are parts of it; set security"
                                        + " alone, or leave it out"));
        try (var connection = PrometheusServer.builder()
                .serverAddress("http://localhost:9090")
                .build()) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> PrometheusScaler.builder()
                            .server(connection)
                            .query("up")
                            .tls(Tls.builder().build())
                            .build())
                    .satisfies(e -> assertThat(e.problems())
                            .singleElement()
                            .asString()
                            .startsWith("security, tls and credentials are a matter of the server given"));
        }
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> PrometheusScaler.builder()
                        .serverAddress("http://localhost:9090")
                        .query("up")
                        .tls(Tls.builder().certificateAuthorities("none").build())
                        .credentials(PrometheusCredentials.bearer(" "))
                        .build())
                .satisfies(e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void aConnectionSaysEverythingThatIsWrong() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> PrometheusServer.builder()
                        .serverAddress("prom:9090")
                        .maximumConnections(0)
                        .maximumBodyBytes(0)
                        .circuitBreaker(0, Duration.ofSeconds(-1))
                        .freshness(Duration.ofSeconds(-1))
                        .build())
                .satisfies(e -> assertThat(e.problems()).hasSize(6));
    }

    @Test
    void settingsThatAreEqualAreTheSameAndShowNoSecret() {
        var one = PrometheusSecurity.builder()
                .credentials(PrometheusCredentials.bearer("hunter2"))
                .build();
        var same = PrometheusSecurity.builder()
                .credentials(PrometheusCredentials.bearer("hunter2"))
                .build();
        var other = PrometheusSecurity.builder()
                .credentials(PrometheusCredentials.basic("me", "hunter2"))
                .build();

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
        assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).isNotEqualTo(other.fingerprint());
        assertThat(one).hasToString("TLS, bearer token");
        assertThat(other).hasToString("TLS, user \"me\"");
        assertThat(one.fingerprint()).doesNotContain("hunter2");
    }
}
