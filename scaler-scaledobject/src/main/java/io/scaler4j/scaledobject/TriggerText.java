package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.Map;
import java.util.Set;

/**
 * A trigger as its file has it, or as an HPA's metric amounts to.
 *
 * @param index its place, from 0
 * @param type as in {@code kafka}
 * @param name empty if the file has none
 * @param metricType empty if the file has none
 * @param options the metadata
 * @param source where it stands
 */
record TriggerText(int index, String type, String name, String metricType, Map<String, String> options, Fields source) {

    /** The types that KEDA leaves to the HPA. */
    static final Set<String> RESOURCES = Set.of("cpu", "memory");

    boolean isResource() {
        return RESOURCES.contains(type);
    }

    TriggerText withOptions(Map<String, String> others) {
        return new TriggerText(index, type, name, metricType, others, source);
    }

    /** The place that a sentence is about: the option that it begins with, or that it names. */
    Position positionOf(String sentence) {
        String first = sentence.split("[ :]", 2)[0];
        String option = options.containsKey(first)
                ? first
                : options.keySet().stream()
                        .filter(name -> sentence.contains(name + " ") || sentence.contains(name + "\""))
                        .findFirst()
                        .orElse("");
        return first.equals("metricType")
                ? source.source().get("metricType").map(Node::position).orElse(source.position("type"))
                : option.isEmpty() ? source.position("metadata") : source.position("metadata", option);
    }

    @Override
    public String toString() {
        return "trigger " + index + " (" + type + ")";
    }
}
