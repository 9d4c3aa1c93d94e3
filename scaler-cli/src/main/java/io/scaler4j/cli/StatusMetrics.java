package io.scaler4j.cli;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import io.scaler4j.kubernetes.controller.ScaledObjectController;
import io.scaler4j.kubernetes.controller.ScaledObjectMetrics;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a process of a cluster says of itself, read at each scrape. */
final class StatusMetrics {

    private StatusMetrics() {}

    static Collector of(ScaledObjectController controller) {
        return collector(() -> List.of(
                gauge(
                        "controller_objects",
                        "ScaledObjects that this process scales.",
                        controller.names().size()),
                gauge("controller_shards_held", "Shards that this process has the lease of.", controller.shardsHeld()),
                follows("controller", controller.isReliable()),
                counter("controller_api_requests", "Requests that were sent to the API server.", (double)
                        controller.requests())));
    }

    /** @param answers requests that were answered, by status */
    static Collector of(ScaledObjectMetrics served, Supplier<Map<Integer, Long>> answers) {
        return collector(() -> List.of(
                gauge("external_metrics_objects", "ScaledObjects whose triggers are served.", served.size()),
                follows("external_metrics", served.isReliable()),
                answers("external_metrics", answers.get())));
    }

    /** @param verb with underscores, as in {@code external_metrics} */
    static Collector ofAnswers(String verb, Supplier<Map<Integer, Long>> answers) {
        return collector(() -> List.of(answers(verb, answers.get())));
    }

    private static Collector collector(Supplier<List<Collector.MetricFamilySamples>> samples) {
        return new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return samples.get();
            }
        };
    }

    private static Collector.MetricFamilySamples gauge(String name, String help, double value) {
        return new GaugeMetricFamily("scaler4j_" + name, help, value);
    }

    private static Collector.MetricFamilySamples counter(String name, String help, double value) {
        return new CounterMetricFamily("scaler4j_" + name, help, value);
    }

    private static Collector.MetricFamilySamples follows(String verb, boolean reliable) {
        return gauge(
                verb + "_follows_objects",
                "1 while the ScaledObjects are known and their watch works, else 0.",
                reliable ? 1 : 0);
    }

    private static Collector.MetricFamilySamples answers(String verb, Map<Integer, Long> answers) {
        var family = new CounterMetricFamily(
                "scaler4j_" + verb + "_answers", "Requests that were answered, by status of HTTP.", List.of("status"));
        answers.forEach((status, count) -> family.addMetric(List.of(String.valueOf(status)), count));
        return family;
    }
}
