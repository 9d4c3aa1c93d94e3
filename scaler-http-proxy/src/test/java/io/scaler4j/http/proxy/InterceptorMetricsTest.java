package io.scaler4j.http.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.http.RequestTracker;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterceptorMetricsTest {

    private static final String ROUTE = "shop/web";

    private final CollectorRegistry registry = new CollectorRegistry(true);
    private final InterceptorMetrics metrics = InterceptorMetrics.register(registry);

    @Test
    void requestsCountByRouteCodeAndMethod() {
        metrics.onExchange(Exchanges.ready(ROUTE, "GET", 200));
        metrics.onExchange(Exchanges.ready(ROUTE, "GET", 200));
        metrics.onExchange(Exchanges.ready(ROUTE, "PURGE", 404));
        metrics.onExchange(Exchanges.sent("GET", "x", "/"));
        assertThat(requests(ROUTE, "200", "GET")).isEqualTo(2);
        assertThat(requests(ROUTE, "404", "_OTHER")).isEqualTo(1);
        assertThat(requests("", "404", "GET")).isEqualTo(1);
        assertThat(value("scaler4j_http_request_duration_seconds_count", "route", ROUTE))
                .isEqualTo(3);
        assertThat(value("scaler4j_http_request_duration_seconds_sum", "route", ROUTE))
                .isEqualTo(3 * 1.204);
    }

    @ParameterizedTest
    @CsvSource({"0,none", "99,other", "600,other", "-7,other", "100,100", "599,599"})
    void aStatusThatIsNoneIsNoLabel(int status, String code) {
        assertThat(InterceptorSeries.code(status)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "HELD_READY,ready",
        "BACKEND_FAILED,ready",
        "TIMEOUT,timeout",
        "FALLBACK,fallback",
        "CLIENT_GONE,client_gone",
        "REJECTED,rejected",
        "UNAVAILABLE,failed"
    })
    void theEndOfAWaitIsALabel(Outcome outcome, String label) {
        metrics.onExchange(Exchanges.held(ROUTE, outcome, 503));
        assertThat(registry.getSampleValue(
                        "scaler4j_http_hold_duration_seconds_sum",
                        new String[] {"route", "outcome"},
                        new String[] {ROUTE, label}))
                .isEqualTo(1.19);
    }

    @Test
    void whatDidNotWaitIsInNoHoldSeries() {
        metrics.onExchange(Exchanges.ready(ROUTE, "GET", 200));
        assertThat(page()).doesNotContain("hold_duration_seconds_count{");
    }

    @Test
    void countersOfEventsBeginAtZero() {
        var tracker = new RequestTracker();
        tracker.counter(ROUTE);
        metrics.follow(tracker);
        assertThat(page())
                .contains("scaler4j_http_rejections_total{route=\"shop/web\",} 0.0")
                .contains("scaler4j_http_cold_start_requests_total{route=\"shop/web\",} 0.0");
        metrics.onExchange(Exchanges.held(ROUTE, Outcome.REJECTED, 503));
        assertThat(value("scaler4j_http_rejections_total", "route", ROUTE)).isEqualTo(1);
        assertThat(value("scaler4j_http_cold_start_requests_total", "route", ROUTE))
                .isEqualTo(1);
    }

    @Test
    void requestsInFlightAreThoseOfTheTracker() {
        var tracker = new RequestTracker();
        var request = tracker.begin(ROUTE);
        metrics.follow(tracker);
        assertThat(value("scaler4j_http_requests_in_flight", "route", ROUTE)).isEqualTo(1);
        assertThat(value("scaler4j_http_requests_held", "route", ROUTE)).isZero();
        request.close();
        assertThat(value("scaler4j_http_requests_in_flight", "route", ROUTE)).isZero();
    }

    @Test
    void theAgeOfTheCountsIsKnownFromAnInterceptor() {
        try (var interceptor = HttpInterceptor.builder().build()) {
            metrics.follow(interceptor);
            assertThat(registry.getSampleValue("scaler4j_http_counts_read_age_seconds"))
                    .isBetween(0.0, interceptor.countsReadAge().toMillis() / 1000.0 + 0.001);
            metrics.follow(interceptor.tracker());
            assertThat(page()).doesNotContain("counts_read_age");
        }
    }

    @Test
    void theSeriesOfARouteGoWithTheRoute() {
        var tracker = new RequestTracker();
        tracker.counter(ROUTE);
        metrics.follow(tracker);
        metrics.onExchange(Exchanges.held(ROUTE, Outcome.HELD_READY, 200));
        metrics.onExchange(Exchanges.sent("GET", "x", "/"));
        assertThat(page()).contains(ROUTE);
        tracker.remove(ROUTE);
        assertThat(page()).doesNotContain(ROUTE).contains("route=\"\"");
    }

    @Test
    void clientsCannotMakeUpSeries() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            metrics.onExchange(Exchanges.sent("M" + random.nextInt(), "h" + random.nextInt(), "/" + random.nextInt()));
        }
        assertThat(page().lines().filter(line -> line.startsWith("scaler4j_http_requests_total{")))
                .hasSize(1);
    }

    @Test
    void aSecondOneInARegistryIsRefusedUntilTheFirstIsClosed() {
        assertThatThrownBy(() -> InterceptorMetrics.register(registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give each interceptor its own registry");
        metrics.close();
        metrics.close();
        assertThat(registry.metricFamilySamples().hasMoreElements()).isFalse();
        InterceptorMetrics.register(registry).close();
    }

    @Test
    void thePageIsMadeOnTheExecutor() {
        metrics.onExchange(Exchanges.of(Optional.of("a\"b\\c\nd"), "GET", 200, Outcome.READY, Duration.ZERO));
        assertThat(page()).contains("route=\"a\\\"b\\\\c\\nd\"");
        var later = metrics.page(task -> {}).answer(new AdminPage.Request("/metrics", ""));
        assertThat(later.toCompletableFuture()).isNotDone();
    }

    private String page() {
        AdminPage.Answer answer = metrics.page(Runnable::run)
                .answer(new AdminPage.Request("/metrics", ""))
                .toCompletableFuture()
                .join();
        assertThat(answer.answer().status()).isEqualTo(200);
        assertThat(answer.answer().contentType()).startsWith("text/plain; version=0.0.4");
        return new String(answer.answer().body(), UTF_8);
    }

    private @Nullable Double requests(String route, String code, String method) {
        return registry.getSampleValue(
                "scaler4j_http_requests_total",
                new String[] {"route", "code", "method"},
                new String[] {route, code, method});
    }

    private @Nullable Double value(String name, String label, String value) {
        return registry.getSampleValue(name, new String[] {label}, new String[] {value});
    }
}
