package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Trigger;
import io.scaler4j.prometheus.MissingValue;
import io.scaler4j.prometheus.NegativeValue;
import io.scaler4j.prometheus.PrometheusCredentials;
import io.scaler4j.prometheus.PrometheusScaler;
import io.scaler4j.prometheus.PrometheusSecurity;
import io.scaler4j.prometheus.PrometheusServer;
import io.scaler4j.prometheus.Reduction;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The blocks of docs/prometheus.md. That the options do what they say is proven on real servers, in their own module.
 */
class PrometheusSnippetsTest {

    @Test
    void aTriggerIsAQueryWithIntent() {
        var rate = PrometheusScaler.builder()
                .serverAddress("http://prometheus:9090")
                .query("sum(rate(http_requests_total{app=\"shop\"}[2m]))")
                .build();
        var trigger = Trigger.of("requests", rate, averageValue(50)).activatesAbove(1);

        assertThat(trigger).hasToString("trigger requests: 50 per replica, active above 1.0");
        rate.close();
    }

    @Test
    void scalersShareAConnectionAndOutliveItsHandle() {
        List<PrometheusScaler> scalers = sharing(() -> "token");

        assertThat(scalers)
                .hasToString(
                        "[query \"sum(rate(orders_total[2m]))\" of Prometheus at https://mimir.example.com/prometheus,"
                                + " query \"sum(parcels_waiting)\" of Prometheus at https://mimir.example.com/prometheus]");
        scalers.forEach(PrometheusScaler::close);
    }

    @Test
    void everyMeaningCanBeSaid() {
        try (var server = PrometheusServer.builder()
                        .serverAddress("http://127.0.0.1:1")
                        .build();
                var scaler = withMeanings(server)) {
            assertThat(scaler).asString().contains("sum(up)");
        }
    }

    private static List<PrometheusScaler> sharing(Supplier<String> token) {
        try (var server = PrometheusServer.builder()
                .serverAddress("https://mimir.example.com/prometheus")
                .security(() -> PrometheusSecurity.builder()
                        .credentials(PrometheusCredentials.bearer(token.get()))
                        .build())
                .maximumConnections(4)
                .build()) {
            var orders = PrometheusScaler.builder()
                    .server(server)
                    .query("sum(rate(orders_total[2m]))")
                    .header("X-Scope-OrgID", "shop")
                    .build();
            var parcels = PrometheusScaler.builder()
                    .server(server)
                    .query("sum(parcels_waiting)")
                    .header("X-Scope-OrgID", "shop")
                    .build();
            return List.of(orders, parcels);
        } // the client closes with the last scaler
    }

    private static PrometheusScaler withMeanings(PrometheusServer server) {
        return PrometheusScaler.builder()
                .server(server)
                .query("sum(rate(http_requests_total[2m])) / sum(up)")
                .whenEmpty(MissingValue.lastValue(ofMinutes(5))) // a scrape that fails now and then
                .whenNonFinite(MissingValue.zero()) // 0 of 0
                .whenNegative(NegativeValue.FAILURE) // cannot be
                .reduce(Reduction.MAX) // of several series
                .timeout(ofSeconds(2))
                .build();
    }
}
