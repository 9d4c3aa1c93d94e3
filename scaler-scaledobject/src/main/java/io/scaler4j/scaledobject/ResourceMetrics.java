package io.scaler4j.scaledobject;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import java.util.Optional;

/** What is wanted of {@code cpu} and {@code memory}, as KEDA and the HPA write it. */
final class ResourceMetrics {

    private ResourceMetrics() {}

    /** Empty if it is wrong; a source says so in a sentence. */
    static Optional<MetricSpec> metric(String name, TriggerText trigger) {
        String value = trigger.options().getOrDefault("value", "").strip();
        try {
            MetricTarget target = switch (trigger.metricType()) {
                case "Utilization" -> MetricTarget.utilization(Integer.parseInt(value));
                case "AverageValue" -> MetricTarget.averageValue(Quantities.wanted(value));
                default -> throw new IllegalArgumentException("neither");
            };
            return Optional.of(MetricSpec.of(name, target).abstains());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
