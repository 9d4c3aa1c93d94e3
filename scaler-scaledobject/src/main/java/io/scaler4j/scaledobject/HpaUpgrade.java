package io.scaler4j.scaledobject;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.scaledobject.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a HorizontalPodAutoscaler of an old version as one of {@code autoscaling/v2}: {@code v1} with the metrics and
 * the behavior that it keeps in annotations, {@code v2beta1} and {@code v2beta2}. The meaning stays the same; the
 * status and comments are left out.
 */
public final class HpaUpgrade {

    private static final String ANNOTATIONS = "autoscaling.alpha.kubernetes.io/";

    private HpaUpgrade() {}

    /**
     * Writes.
     *
     * @param object a HorizontalPodAutoscaler of any version
     * @return YAML of one object, which ends with a line feed
     * @throws InvalidConfigurationException if an annotation holds no list of metrics or no behavior
     * @throws IllegalArgumentException for another kind
     */
    public static String write(Manifest object) {
        if (!object.kind().equals("HorizontalPodAutoscaler")) {
            throw new IllegalArgumentException(
                    object.kind() + " " + object.name() + " is no HorizontalPodAutoscaler, so it has no newer version");
        }
        Node.Mapping changed = NodeEdit.without(object.source(), "status");
        changed = NodeEdit.set(changed, NodeEdit.text("autoscaling/v2"), "apiVersion");
        return YamlWriter.write(
                switch (object.apiVersion()) {
                    case "autoscaling/v1" -> ofVersion1(changed, object);
                    case "autoscaling/v2beta1" -> withMetrics(changed, listAt(changed, "spec", "metrics"));
                    default -> changed;
                });
    }

    private static Node.Mapping ofVersion1(Node.Mapping source, Manifest object) {
        var metrics = new ArrayList<Node>();
        Optional<Node> percent = source.find("spec", "targetCPUUtilizationPercentage");
        percent.ifPresent(wanted -> metrics.add(new MappingBuilder()
                .put("type", "Resource")
                .put(
                        "resource",
                        new MappingBuilder()
                                .put("name", "cpu")
                                .put(
                                        "target",
                                        new MappingBuilder()
                                                .put("type", "Utilization")
                                                .put("averageUtilization", wanted)))
                .build()));
        annotation(object, "metrics").ifPresent(more -> {
            if (!(more instanceof Node.Sequence list)) {
                throw wrong(object, "metrics", "a list of metrics");
            }
            list.items().forEach(metric -> metrics.add(converted(metric)));
        });
        Node.Mapping changed = source;
        if (percent.isPresent() && changed.get("spec").orElseThrow() instanceof Node.Mapping spec) {
            changed = NodeEdit.set(changed, NodeEdit.without(spec, "targetCPUUtilizationPercentage"), "spec");
        }
        if (!metrics.isEmpty()) {
            changed = NodeEdit.set(changed, new Node.Sequence(metrics, source.position()), "spec", "metrics");
        }
        Optional<Node> behavior = annotation(object, "behavior");
        if (behavior.isPresent()) {
            if (!(behavior.get() instanceof Node.Mapping)) {
                throw wrong(object, "behavior", "a behavior");
            }
            changed = NodeEdit.set(changed, behavior.get(), "spec", "behavior");
        }
        return withoutAnnotations(changed);
    }

    /** The value is JSON, and so YAML. */
    private static Optional<Node> annotation(Manifest object, String name) {
        String text = object.annotations().get(ANNOTATIONS + name);
        if (text == null) {
            return Optional.empty();
        }
        YamlFile file = YamlReader.read(text, ANNOTATIONS + name);
        if (!file.problems().isEmpty() || file.documents().size() != 1) {
            throw wrong(object, name, "JSON");
        }
        return Optional.of(file.documents().get(0));
    }

    private static InvalidConfigurationException wrong(Manifest object, String name, String what) {
        return new InvalidConfigurationException(
                object.kind() + " " + object.name(),
                List.of("the annotation " + ANNOTATIONS + name + " must hold " + what
                        + ", as the API server writes it; correct it or leave it out"));
    }

    private static Node.Mapping withoutAnnotations(Node.Mapping source) {
        if (!(source.find("metadata", "annotations").orElse(null) instanceof Node.Mapping annotations)
                || !(source.get("metadata").orElse(null) instanceof Node.Mapping metadata)) {
            return source;
        }
        List<Node.Entry> kept = annotations.entries().stream()
                .filter(entry -> !entry.key().startsWith(ANNOTATIONS))
                .toList();
        return kept.isEmpty()
                ? NodeEdit.set(source, NodeEdit.without(metadata, "annotations"), "metadata")
                : NodeEdit.set(source, new Node.Mapping(kept, annotations.position()), "metadata", "annotations");
    }

    private static List<Node> listAt(Node.Mapping source, String... path) {
        return source.find(path).orElse(null) instanceof Node.Sequence list ? list.items() : List.of();
    }

    private static Node.Mapping withMetrics(Node.Mapping source, List<Node> old) {
        if (old.isEmpty()) {
            return source;
        }
        List<Node> metrics = old.stream().map(HpaUpgrade::converted).toList();
        return NodeEdit.set(source, new Node.Sequence(metrics, source.position()), "spec", "metrics");
    }

    /** From the flat fields of version 2beta1; what is in the form of version 2 stays. */
    private static Node converted(Node metric) {
        if (!(metric instanceof Node.Mapping mapping)) {
            return metric;
        }
        String type = text(mapping, "type");
        String field = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        if (!(mapping.get(field).orElse(null) instanceof Node.Mapping details) || hasTarget(details)) {
            return metric;
        }
        return NodeEdit.set(mapping, converted(details).build(), field);
    }

    /** The target of version 2 is an amount, that of an old object metric is another object. */
    private static boolean hasTarget(Node.Mapping details) {
        return details.find("target", "type").isPresent();
    }

    private static MappingBuilder converted(Node.Mapping old) {
        var made = new MappingBuilder();
        old.get("name").ifPresent(name -> made.put("name", name));
        old.get("container").ifPresent(container -> made.put("container", container));
        old.get("target").ifPresent(target -> made.put("describedObject", target));
        old.get("metricName").ifPresent(name -> {
            var metric = new MappingBuilder().put("name", name);
            old.get("selector").or(() -> old.get("metricSelector")).ifPresent(by -> metric.put("selector", by));
            made.put("metric", metric);
        });
        return made.put("target", target(old));
    }

    private static MappingBuilder target(Node.Mapping old) {
        Optional<Node> percent = old.get("targetAverageUtilization");
        if (percent.isPresent()) {
            return new MappingBuilder().put("type", "Utilization").put("averageUtilization", percent.get());
        }
        Optional<Node> average = old.get("targetAverageValue").or(() -> old.get("averageValue"));
        if (average.isPresent()) {
            return new MappingBuilder().put("type", "AverageValue").put("averageValue", average.get());
        }
        var target = new MappingBuilder().put("type", "Value");
        old.get("targetValue").ifPresent(value -> target.put("value", value));
        return target;
    }

    private static String text(Node.Mapping mapping, String key) {
        return mapping.get(key).orElse(null) instanceof Node.Scalar scalar ? scalar.text() : "";
    }
}
