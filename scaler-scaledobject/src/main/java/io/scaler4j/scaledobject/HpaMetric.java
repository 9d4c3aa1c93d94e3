package io.scaler4j.scaledobject;

import io.scaler4j.metric.MetricTarget;
import java.util.ArrayList;
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
 * @param target what is wanted; empty if it is wrong
 * @param resource the trigger that it amounts to, for {@code cpu} and {@code memory}
 * @param source where it stands
 */
record HpaMetric(
        int index,
        String type,
        String name,
        Optional<MetricTarget> target,
        Optional<TriggerText> resource,
        Fields source) {

    private static final int DEFAULT_PERCENT = 80;
    private static final Map<String, String> BLOCKS = Map.of(
            "Resource", "resource",
            "ContainerResource", "containerResource",
            "Pods", "pods",
            "Object", "object",
            "External", "external");

    /** Those of v2, that of v1, or 80 % of the CPU where there are none. */
    static List<HpaMetric> of(Fields object, Findings findings) {
        List<Fields> given = object.mappings("spec", "metrics");
        if (given.isEmpty()) {
            int percent =
                    object.integer("spec", "targetCPUUtilizationPercentage").orElse(DEFAULT_PERCENT);
            return List.of(cpu(percent, object.mapping("spec").orElse(object)));
        }
        var metrics = new ArrayList<HpaMetric>();
        for (int index = 0; index < given.size(); index++) {
            metrics.add(of(index, given.get(index), findings));
        }
        return metrics;
    }

    private static HpaMetric cpu(int percent, Fields source) {
        var text = new TriggerText(0, "cpu", "", "Utilization", Map.of("value", Integer.toString(percent)), source);
        return new HpaMetric(0, "Resource", "cpu", Optional.empty(), Optional.of(text), source);
    }

    private static HpaMetric of(int index, Fields metric, Findings findings) {
        String type = metric.text("type").orElse("");
        String block = BLOCKS.getOrDefault(type, "");
        Optional<Fields> source = metric.mapping(block);
        if (source.isEmpty()) {
            findings.invalid(
                    "hpa-metric",
                    metric.position("type"),
                    "a metric needs a type of "
                            + BLOCKS.keySet().stream().sorted().toList() + ", and a field named as the type",
                    "correct the type, or add the field");
            return new HpaMetric(index, type, "", Optional.empty(), Optional.empty(), metric);
        }
        return type.endsWith("Resource")
                        && TriggerText.RESOURCES.contains(
                                source.get().text("name").orElse(""))
                ? ofResource(index, type, source.get())
                : ofOther(index, type, source.get(), findings);
    }

    private static HpaMetric ofResource(int index, String type, Fields source) {
        String name = source.text("name").orElse("");
        var options = new LinkedHashMap<String, String>();
        boolean utilization = source.has("target", "averageUtilization");
        source.amount("target", utilization ? "averageUtilization" : "averageValue")
                .ifPresent(value -> options.put("value", value));
        source.text("container").ifPresent(container -> options.put("containerName", container));
        var text = new TriggerText(index, name, "", utilization ? "Utilization" : "AverageValue", options, source);
        return new HpaMetric(index, type, name, Optional.empty(), Optional.of(text), source);
    }

    private static HpaMetric ofOther(int index, String type, Fields source, Findings findings) {
        String name =
                source.text("metric", "name").or(() -> source.text("name")).orElse("");
        Optional<MetricTarget> target =
                Optional.ofNullable(findings.attempt("hpa-metric", source.position("target"), () -> target(source)));
        return new HpaMetric(index, type, name, target, Optional.empty(), source);
    }

    private static MetricTarget target(Fields source) {
        Optional<String> average = source.amount("target", "averageValue");
        Optional<String> total = source.amount("target", "value");
        if (average.isPresent()) {
            return MetricTarget.averageValue(Quantities.wanted(average.get()));
        }
        if (total.isPresent()) {
            return MetricTarget.value(Quantities.wanted(total.get()));
        }
        return source.integer("target", "averageUtilization").isPresent()
                ? MetricTarget.utilization(
                        source.integer("target", "averageUtilization").getAsInt())
                : none();
    }

    private static MetricTarget none() {
        throw new IllegalArgumentException("target needs averageValue, value or averageUtilization; add one of them");
    }

    /** Whether it is a number for each pod, which an idle target does not have. */
    boolean isOfPods() {
        return type.equals("Pods") || type.endsWith("Resource");
    }

    /** For its name among triggers. */
    TriggerText text() {
        return new TriggerText(index, type, "", "", Map.of(), source);
    }
}
