package io.scaler4j.http.proxy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.Problems;
import io.scaler4j.http.proxy.InterceptorLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    private final Problems problems = Problems.of("configuration");
    private final Settings settings = new Settings();

    @Test
    void withoutVariablesTheDefaultsStay() {
        assertThat(read(Map.of("PATH", "/bin"))).isEmpty();
        assertThat(settings.limits.build()).isEqualTo(InterceptorLimits.DEFAULT);
        assertThat(settings.port).isEqualTo(8080);
        assertThat(settings.adminPort).isEqualTo(9090);
        assertThat(settings.coldStartHeader).isTrue();
        assertThat(settings.accessLog).isFalse();
        assertThat(settings.holdRequests).isEmpty();
    }

    @Test
    void theVariablesOfTheAddOnAreRead() {
        Map<String, String> all = new HashMap<>();
        all.put("KEDA_HTTP_PROXY_PORT", "8081");
        all.put("KEDA_HTTP_ADMIN_PORT", " 9091 ");
        all.put("KEDA_HTTP_REQUEST_TIMEOUT", "1m");
        all.put("KEDA_HTTP_RESPONSE_HEADER_TIMEOUT", "2s");
        all.put("KEDA_HTTP_READINESS_TIMEOUT", "3s");
        all.put("KEDA_HTTP_CONNECT_TIMEOUT", "400ms");
        all.put("KEDA_HTTP_DRAIN_TIMEOUT", "5s");
        all.put("KEDA_HTTP_SHUTDOWN_DELAY", "0s");
        all.put("KEDA_HTTP_MAX_IDLE_CONNS", "7");
        all.put("KEDA_HTTP_MAX_IDLE_CONNS_PER_HOST", "8");
        all.put("KEDA_HTTP_ENABLE_COLD_START_HEADER", "F");
        all.put("KEDA_HTTP_LOG_REQUESTS", "1");
        all.put("KEDA_HTTP_COLD_START_MAX_PENDING_REQUESTS", "9");
        assertThat(read(all)).isEmpty();
        assertThat(settings.limits.build())
                .isEqualTo(InterceptorLimits.builder()
                        .request(Duration.ofMinutes(1))
                        .responseHeader(Duration.ofSeconds(2))
                        .readiness(Duration.ofSeconds(3))
                        .connect(Duration.ofMillis(400))
                        .drain(Duration.ofSeconds(5))
                        .shutdownDelay(Duration.ZERO)
                        .maxIdleConnections(7)
                        .maxIdlePerHost(8)
                        .build());
        assertThat(settings.port).isEqualTo(8081);
        assertThat(settings.adminPort).isEqualTo(9091);
        assertThat(settings.coldStartHeader).isFalse();
        assertThat(settings.accessLog).isTrue();
        assertThat(settings.holdRequests).hasValue(9);
        assertThat(problems.sentences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7s,PT7S", "0s,PT3S", "'',PT3S"})
    void deprecatedNamesWinIfTheyAreMoreThanZero(String old, Duration expected) {
        read(Map.of(
                "KEDA_HTTP_READINESS_TIMEOUT",
                "3s",
                "KEDA_CONDITION_WAIT_TIMEOUT",
                old,
                "KEDA_HTTP_RESPONSE_HEADER_TIMEOUT",
                "3s",
                "KEDA_RESPONSE_HEADER_TIMEOUT",
                old));
        assertThat(settings.limits.build().readiness()).isEqualTo(expected);
        assertThat(settings.limits.build().responseHeader()).isEqualTo(expected);
    }

    @Test
    void noLimitForPendingRequestsLeavesTheLimitOfTheProcess() {
        read(Map.of("KEDA_HTTP_COLD_START_MAX_PENDING_REQUESTS", "0"));
        assertThat(settings.holdRequests.orElseThrow()).isGreaterThan(InterceptorLimits.DEFAULT.maxHeld());
    }

    @Test
    void everythingThatIsWrongIsReportedWithItsVariable() {
        read(Map.of(
                "KEDA_HTTP_PROXY_PORT", "http",
                "KEDA_HTTP_REQUEST_TIMEOUT", "30",
                "KEDA_HTTP_CONNECT_TIMEOUT", "0s",
                "KEDA_HTTP_LOG_REQUESTS", "yes",
                "KEDA_HTTP_MAX_IDLE_CONNS", "-1"));
        assertThat(problems.sentences())
                .containsExactlyInAnyOrder(
                        "KEDA_HTTP_PROXY_PORT must be a whole number from 1 to 65535, was \"http\"",
                        "KEDA_HTTP_REQUEST_TIMEOUT must be a time such as 30s, 500ms or 1m30s, was \"30\"",
                        "KEDA_HTTP_MAX_IDLE_CONNS must be a whole number from 0 to 1000000000, was \"-1\"",
                        "KEDA_HTTP_LOG_REQUESTS must be true or false, was \"yes\"",
                        "connect must be more than 0, was PT0S; leave it out for the default");
    }

    @Test
    void aSecretInTheWrongVariableIsNotShown() {
        read(Map.of("KEDA_HTTP_REQUEST_TIMEOUT", "hunter2-Sup3rS3cret!"));
        assertThat(problems.sentences()).singleElement().asString().doesNotContain("hunter2");
    }

    @Test
    void whatHasNoEffectIsSaid() {
        List<String> remarks = read(Map.of(
                "KEDA_HTTP_DIRECT_POD_ROUTING", "true",
                "KEDA_HTTP_REQUEST_TIMEOOUT", "1s",
                "KEDA_HTTP_QUEUE_TICK_DURATION", "500ms"));
        assertThat(remarks)
                .satisfiesExactly(
                        one -> assertThat(one).contains("KEDA_HTTP_DIRECT_POD_ROUTING has no effect"),
                        one -> assertThat(one).contains("KEDA_HTTP_REQUEST_TIMEOOUT has no effect"));
    }

    @Test
    void tlsNeedsTwoFilesThatCanBeRead(@TempDir Path folder) {
        read(Map.of("KEDA_HTTP_PROXY_TLS_ENABLED", "true"));
        read(Map.of(
                "KEDA_HTTP_PROXY_TLS_ENABLED",
                "true",
                "KEDA_HTTP_PROXY_TLS_PORT",
                "8443",
                "KEDA_HTTP_PROXY_TLS_CERT_PATH",
                folder.resolve("no.crt").toString(),
                "KEDA_HTTP_PROXY_TLS_KEY_PATH",
                folder.resolve("no.key").toString()));
        assertThat(settings.port).isEqualTo(8443);
        assertThat(problems.sentences())
                .satisfiesExactly(
                        one -> assertThat(one).contains("needs KEDA_HTTP_PROXY_TLS_CERT_PATH"),
                        one -> assertThat(one).contains("no.crt").contains("cannot be read as PEM"));
    }

    private List<String> read(Map<String, String> variables) {
        return new Environment(variables, new Report(problems)).read(settings);
    }
}
