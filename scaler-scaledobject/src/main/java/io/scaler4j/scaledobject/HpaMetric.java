package io.scaler4j.scaledobject;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler.Metric;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the metrics of an HPA.
 *
 * @param index its place, from 0
 * @param type as in {@code External}
 * @param name of the metric or of the resource
 * @param target what is wanted; empty if it is wrong, or for a trigger
 * @param trigger that it amounts to, for {@code cpu} and {@code memory}
 * @param source where it stands
 */
record HpaMetric(
        int index,
        String type,
        String name,
        Optional<MetricTarget> target,
        Optional<TriggerText> trigger,
        Node.Mapping source) {

    private static final int DEFAULT_PERCENT = 80;

    /** Those of v2, that of v1 as v2 has it, or 80 % of the CPU where there are none. */
    static List<HpaMetric> of(HorizontalPodAutoscaler object, Findings findings) {
        List<Metric> given = object.metrics();
        return given.isEmpty()
                ? List.of(cpu(object))
                : given.stream().map(metric -> of(metric, findings)).toList();
    }

    private static HpaMetric cpu(HorizontalPodAutoscaler object) {
        int percent = object.targetCpuUtilization().orElse(DEFAULT_PERCENT);
        Node.Mapping source = new MappingBuilder(object.position("spec", "targetCPUUtilizationPercentage"))
                .put("type", "Resource")
                .put(
                        "resource",
                        new MappingBuilder()
                                .put("name", "cpu")
                                .put(
                                        "target",
                                        new MappingBuilder()
                                                .put("type", "Utilization")
                                                .put("averageUtilization", percent)))
                .build();
        var trigger = new TriggerText(
                0, "cpu", "", "Utilization", Map.of("value", Integer.toString(percent)), new Fields(source));
        return new HpaMetric(0, "Resource", "cpu", Optional.empty(), Optional.of(trigger), source);
    }

    private static HpaMetric of(Metric metric, Findings findings) {
        boolean resource = metric.type().endsWith("Resource") && TriggerText.RESOURCES.contains(metric.name());
        return new HpaMetric(
                metric.index(),
                metric.type(),
                metric.name(),
                resource
                        ? Optional.empty()
                        : Optional.ofNullable(findings.attempt(
                                ReadingRule.HPA_METRIC, metric.source().position(), () -> target(metric))),
                resource ? Optional.of(trigger(metric)) : Optional.empty(),
                metric.source());
    }

    private static TriggerText trigger(Metric metric) {
        boolean utilization = metric.averageUtilization().isPresent();
        var options = new LinkedHashMap<String, String>();
        if (utilization) {
            options.put("value", Integer.toString(metric.averageUtilization().getAsInt()));
        } else {
            metric.averageValue().ifPresent(value -> options.put("value", value));
        }
        metric.container().ifPresent(container -> options.put("containerName", container));
        return new TriggerText(
                metric.index(),
                metric.name(),
                "",
                utilization ? "Utilization" : "AverageValue",
                options,
                new Fields(metric.source()));
    }

    /** The average wins where both are given, as in the HPA. */
    private static MetricTarget target(Metric metric) {
        if (metric.name().isBlank()) {
            throw new IllegalArgumentException("a metric of type \"" + metric.type()
                    + "\" needs a name in the field that is named as the type; add it");
        }
        if (metric.averageValue().isPresent()) {
            return MetricTarget.averageValue(
                    Quantities.wanted(metric.averageValue().get()));
        }
        if (metric.value().isPresent()) {
            return MetricTarget.value(Quantities.wanted(metric.value().get()));
        }
        if (metric.averageUtilization().isPresent()) {
            return MetricTarget.utilization(metric.averageUtilization().getAsInt());
        }
        throw new IllegalArgumentException("target of a metric must have averageValue, value or averageUtilization;"
                + " add the one that the type of the metric has");
    }

    /** Whether it is a number for each pod, which an idle target does not have. */
    boolean isOfPods() {
        return type.equals("Pods") || type.endsWith("Resource");
    }

    /** Its place among the triggers. */
    TriggerText text() {
        return new TriggerText(index, type, "", "", Map.of(), new Fields(source));
    }
}
