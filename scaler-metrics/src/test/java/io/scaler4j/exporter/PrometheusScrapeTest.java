package io.scaler4j.exporter;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.PrometheusSample;
import io.scaler4j.testservers.ServerRequirement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real Prometheus scrapes the endpoint and answers for it. */
class PrometheusScrapeTest extends MetricsFixture {

    @Test
    void aPrometheusSeesWhatTheAutoscalerDoesUntilItIsClosed() throws InterruptedException {
        backlog.set(Reading.of(300));
        readTakes = ofSeconds(1);
        try (var endpoint = MetricsEndpoint.open(registry, 0);
                var prometheus = scraping(endpoint)) {
            var autoscaler = autoscaler("orders", backlogTrigger()).build().start();
            now = now.plusSeconds(2);
            planned.run();
            eventually(prometheus, "scaler4j_desired_replicas{autoscaler=\"orders\"}", 6);
            assertThatPrometheusHasEverySample(prometheus);

            backlog.set(Reading.failure(Kind.UNAVAILABLE, "queue is down"));
            autoscaler.evaluate();
            eventually(prometheus, "scaler4j_scaler_detail_errors_total{kind=\"UNAVAILABLE\"}", 1);
            assertThat(prometheus.query("scaler4j_scaler_metrics_value"))
                    .as("the value of a trigger that cannot be read")
                    .isEmpty();
            assertThat(prometheus.query("increase(scaler4j_scaler_detail_errors_total{kind=\"UNAVAILABLE\"}[1m]) > 0"))
                    .as("the first error is an increase, as its counter began at 0")
                    .hasSize(1);

            autoscaler.close();
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(prometheus.query("{__name__=~\"scaler4j_.*\"}"))
                            .isEmpty());
            assertThat(prometheus.query("up == 1")).as("the endpoint itself").hasSize(1);
        }
    }

    @Test
    void everyPanelOfTheDashboardHasAnAnswer() throws Exception {
        try (var endpoint = MetricsEndpoint.open(registry, 0);
                var prometheus = scraping(endpoint);
                var autoscaler = autoscaler("orders", backlogTrigger()).build().start()) {
            planned.run();
            var expressions = Dashboard.read().expressions();
            assertThat(expressions).as("%s", autoscaler).isNotEmpty();
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(expressions)
                            .allSatisfy(expression -> assertThat(prometheus.query(expression))
                                    .as(expression)
                                    .isNotEmpty()));
        }
    }

    @Test
    void whatToBeWokenForIsAskedInPromQl() throws Exception {
        try (var prometheus = ServerRequirement.start(PrometheusNode::scraping)) {
            var expressions = MetricsPage.read().signs();
            assertThat(expressions).hasSizeGreaterThanOrEqualTo(4);
            assertThat(expressions)
                    .allSatisfy(expression -> assertThat(prometheus.query(expression))
                            .as("%s, where nothing is amiss", expression)
                            .isEmpty());
        }
    }

    private static PrometheusNode scraping(MetricsEndpoint endpoint) {
        return ServerRequirement.start(
                () -> PrometheusNode.scraping("127.0.0.1:" + endpoint.address().getPort()));
    }

    private static void eventually(PrometheusNode prometheus, String expression, double value) {
        await().atMost(ofSeconds(30))
                .untilAsserted(() -> assertThat(prometheus.query(expression))
                        .as(expression)
                        .singleElement()
                        .extracting(PrometheusSample::value)
                        .isEqualTo(value));
    }

    private void assertThatPrometheusHasEverySample(PrometheusNode prometheus) {
        Map<Map<String, String>, Double> scraped = new HashMap<>();
        prometheus.query("{__name__=~\"scaler4j_.*\"}").forEach(sample -> {
            var labels = new HashMap<>(sample.labels());
            labels.remove("instance");
            labels.remove("job");
            scraped.put(labels, sample.value());
        });
        for (MetricFamilySamples family : families()) {
            assertThat(family.samples).as("samples of %s", family.name).isNotEmpty();
            for (Sample sample : family.samples) {
                assertThat(scraped).containsEntry(labels(sample), sample.value);
            }
        }
        assertThat(scraped).hasSameSizeAs(samples());
    }

    private static Map<String, String> labels(Sample sample) {
        var labels = new HashMap<>(Map.of("__name__", sample.name));
        for (int i = 0; i < sample.labelNames.size(); i++) {
            labels.put(sample.labelNames.get(i), sample.labelValues.get(i));
        }
        return labels;
    }
}
