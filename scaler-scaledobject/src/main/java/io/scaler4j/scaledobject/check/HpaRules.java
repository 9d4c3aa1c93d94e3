package io.scaler4j.scaledobject.check;

import io.scaler4j.config.Masking;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler.Metric;
import io.scaler4j.scaledobject.schema.HpaShapes;
import io.scaler4j.scaledobject.schema.Violation;
import io.scaler4j.scaledobject.schema.Violation.Code;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the API server refuses in an HPA beyond the bounds of single fields. */
final class HpaRules {

    private static final Map<String, String> FIELDS = new LinkedHashMap<>();

    static {
        for (String type : List.of("Object", "External", "Pods", "Resource", "ContainerResource")) {
            FIELDS.put(type, Character.toLowerCase(type.charAt(0)) + type.substring(1));
        }
    }

    private final HorizontalPodAutoscaler hpa;
    private final List<Violation> violations = new ArrayList<>();

    private HpaRules(HorizontalPodAutoscaler hpa) {
        this.hpa = hpa;
    }

    static List<Violation> check(HorizontalPodAutoscaler hpa, HpaShapes.Features features) {
        var rules = new HpaRules(hpa);
        rules.target();
        rules.bounds();
        List<Metric> metrics = hpa.metrics();
        metrics.forEach(rules::metric);
        rules.zero(metrics);
        if (!features.tolerance()) {
            rules.violations.addAll(FeatureRules.tolerances(hpa));
        }
        return rules.violations;
    }

    /** Only a ReplicationController is of the API without a group. */
    private void target() {
        Optional<String> kind = Fields.text(hpa.source(), "spec", "scaleTargetRef", "kind");
        if (kind.isEmpty() || kind.get().isEmpty()) {
            return;
        }
        String apiVersion = Fields.text(hpa.source(), "spec", "scaleTargetRef", "apiVersion")
                .orElse("");
        boolean hasGroup = apiVersion.indexOf('/') > 0 && apiVersion.indexOf('/') == apiVersion.lastIndexOf('/');
        boolean isCore = kind.get().equals("ReplicationController") && apiVersion.indexOf('/') < 0;
        if (!hasGroup && !isCore) {
            add(
                    Code.INVALID,
                    "scaleTargetRef.apiVersion",
                    hpa.source(),
                    "must be a group and a version, "
                            + (apiVersion.isEmpty() ? "is missing" : "is " + Masking.quote(apiVersion)),
                    "write it as in apps/v1",
                    "spec",
                    "scaleTargetRef");
        }
    }

    private void bounds() {
        OptionalInt min = hpa.minReplicas();
        OptionalInt max = hpa.maxReplicas();
        if (min.isPresent() && max.isPresent() && max.getAsInt() < min.getAsInt()) {
            violations.add(new Violation(
                    Code.MIN,
                    "spec.maxReplicas",
                    hpa.position("spec", "maxReplicas"),
                    OptionalLong.of(min.getAsInt()),
                    "spec.maxReplicas " + max.getAsInt() + " is below minReplicas " + min.getAsInt(),
                    "give a larger maxReplicas or lower minReplicas"));
        }
    }

    private void zero(List<Metric> metrics) {
        boolean canWake = metrics.stream()
                .anyMatch(metric ->
                        metric.type().equals("Object") || metric.type().equals("External"));
        if (hpa.minReplicas().equals(OptionalInt.of(0)) && !canWake) {
            add(
                    Code.REQUIRED,
                    "metrics",
                    hpa.source(),
                    "has no metric of type Object or External, which minReplicas 0 needs: without pods the others"
                            + " measure nothing",
                    "add such a metric, or use minReplicas 1",
                    "spec",
                    "minReplicas");
        }
    }

    private void metric(Metric metric) {
        String path = "metrics[" + metric.index() + "]";
        String wanted = FIELDS.getOrDefault(metric.type(), "");
        List<String> present = FIELDS.values().stream()
                .filter(field -> Fields.has(metric.source(), field))
                .toList();
        if (!wanted.isEmpty() && !present.contains(wanted)) {
            add(
                    Code.REQUIRED,
                    path + "." + wanted,
                    metric.source(),
                    "is missing, the type is " + metric.type(),
                    present.isEmpty() ? "add " + wanted : "write " + wanted + " in place of " + present.get(0));
        }
        if (present.size() > 1) {
            present.stream()
                    .filter(field -> !field.equals(wanted))
                    .forEach(field -> add(
                            Code.FORBIDDEN_TOGETHER,
                            path + "." + field,
                            metric.source(),
                            "does not belong to type " + metric.type(),
                            "write a metric of its own for it",
                            field));
        }
        for (String field : present) {
            metric.source()
                    .get(field)
                    .filter(Node.Mapping.class::isInstance)
                    .flatMap(details -> ((Node.Mapping) details).get("target"))
                    .filter(Node.Mapping.class::isInstance)
                    .ifPresent(target -> target(field, path + "." + field + ".target.", (Node.Mapping) target));
        }
    }

    private void target(String field, String path, Node.Mapping target) {
        boolean value = Fields.has(target, "value");
        boolean average = Fields.has(target, "averageValue");
        boolean utilization = Fields.has(target, "averageUtilization");
        switch (field) {
            case "object", "external" -> {
                if (!value && !average) {
                    missing(path + "averageValue", target, "give value or averageValue");
                }
                if (value && average && field.equals("external")) {
                    excluding(path + "value", target, "averageValue", "value");
                }
            }
            case "pods" -> {
                if (!average) {
                    missing(path + "averageValue", target, "give averageValue");
                }
            }
            default -> {
                if (!utilization && !average) {
                    missing(path + "averageUtilization", target, "give averageUtilization or averageValue");
                }
                if (utilization && average) {
                    excluding(path + "averageValue", target, "averageUtilization", "averageValue");
                }
            }
        }
    }

    private void missing(String path, Node.Mapping target, String wayOut) {
        add(Code.REQUIRED, path, target, "is missing", wayOut);
    }

    private void excluding(String path, Node.Mapping target, String other, String field) {
        add(Code.FORBIDDEN_TOGETHER, path, target, "excludes " + other, "keep one of the two", field);
    }

    /** At the value of the path within the object, or at the object without one. */
    private void add(Code code, String field, Node.Mapping object, String rest, String wayOut, String... place) {
        violations.add(new Violation(
                code,
                "spec." + field,
                object.find(place).orElse(object).position(),
                OptionalLong.empty(),
                "spec." + field + " " + rest,
                wayOut));
    }
}
