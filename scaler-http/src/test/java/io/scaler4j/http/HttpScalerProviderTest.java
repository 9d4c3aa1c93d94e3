package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.ReadRequest;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpScalerProviderTest {

    private static final Map<String, String> REQUIRED =
            Map.of("interceptors", "interceptor.shop:9090", "route", "shop/web");
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    @Test
    void isFoundByItsType() {
        try (var catalog = ScalerCatalog.load()) {
            assertThat(catalog.types()).contains("http");
        }
    }

    @Test
    void wantsAHundredRequestsInFlightPerReplica() {
        TriggerPlan plan = plan(REQUIRED);
        assertThat(plan.metric().target()).isEqualTo(MetricTarget.averageValue(100));
        assertThat(plan.metric().activationThreshold()).isZero();
        assertThat(plan.metricName(2)).isEqualTo("s2-http_web_concurrency");
        assertThat(plan(with("scalingMetric", "requestRate", "targetValue", "7.5", "activationTargetValue", "2"))
                        .metric())
                .satisfies(metric -> {
                    assertThat(metric.target()).isEqualTo(MetricTarget.averageValue(7.5));
                    assertThat(metric.activationThreshold()).isEqualTo(2);
                });
        assertThat(plan(with("scalingMetric", "requestRate")).metricName(0)).isEqualTo("s0-http_web_rate");
    }

    @Test
    void plansOfEqualMeaningAreEqual() {
        assertThat(plan(with("window", "60s", "targetValue", "100.0"))).isEqualTo(plan(with("window", "1m")));
        assertThat(plan(with("window", "61s"))).isNotEqualTo(plan(REQUIRED));
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> plan(Map.of(
                        "interceptors", "http://u:geheim@h:1, ok:9090",
                        "scalingMetric", "latency",
                        "targetValue", "0",
                        "window", "soon",
                        "granularity", "0s",
                        "timeout", "-1s",
                        "maxAge", "1d",
                        "rote", "shop/web")));
        assertThat(refused.problems()).hasSize(9);
        assertThat(refused.getMessage())
                .doesNotContain("geheim")
                .contains("route is missing")
                .contains("targetValue: ")
                .contains("did you mean route");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1h", "1m30s", "500ms", "1h2m3s4ms"})
    void durationsAreAsKedaWritesThem(String window) {
        assertThat(plan(with("window", window, "granularity", "500ms"))).isNotNull();
    }

    @Test
    void anAddressInPlaceOfARouteIsRefusedWithoutItsPassword() {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class, () -> plan(with("route", "https://user:geheim@host/path")));
        assertThat(refused.getMessage())
                .contains("route must be the name of a route, such as shop/web")
                .doesNotContain("geheim");
    }

    @Test
    void triggersOfTheSameInterceptorsShareTheirPolls() throws Exception {
        var tracker = new RequestTracker();
        tracker.begin("shop/web");
        tracker.begin("shop/api");
        try (var server = QueueServer.of(tracker);
                var connections = new SharedConnections()) {
            Trigger web = open(with("interceptors", server.address()), connections);
            Trigger api = open(with("interceptors", server.address(), "route", "shop/api"), connections);
            Trigger all = open(with("interceptors", server.address(), "route", "*"), connections);
            assertThat(connections.size()).isEqualTo(1);
            for (Trigger trigger : new Trigger[] {web, api, all}) {
                Reading reading = trigger.scaler().read(ReadRequest.of(NOW, Duration.ofSeconds(20)));
                assertThat(reading).isInstanceOf(Reading.Value.class);
                assertThat(((Reading.Value) reading).milli()).isEqualTo(trigger == all ? 2000 : 1000);
            }
            assertThat(server.requests()).isEqualTo(1);
            web.scaler().close();
            api.scaler().close();
            all.scaler().close();
            assertThat(connections.size()).isZero();
        }
    }

    private static Trigger open(Map<String, String> options, SharedConnections connections) {
        return plan(options).openTrigger(TriggerContext.of(connections));
    }

    private static TriggerPlan plan(Map<String, String> options) {
        return new HttpScalerProvider()
                .plan(TriggerSpec.builder("http").metadata(options).build());
    }

    private static Map<String, String> with(String... more) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
