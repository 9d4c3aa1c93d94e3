package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TargetRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pods of a workload, by the labels that its own object in the files selects. */
final class PodSelectors {

    private static final String LABEL_SELECTOR = "labelSelector";

    private final List<Manifest> objects;
    private final String defaultNamespace;

    PodSelectors(List<Manifest> objects, String defaultNamespace) {
        this.objects = objects;
        this.defaultNamespace = defaultNamespace;
    }

    /** Options with which a source checks the others. */
    static Map<String, String> withStandIn(Map<String, String> options) {
        var all = new LinkedHashMap<>(options);
        all.put(LABEL_SELECTOR, "any");
        return all;
    }

    /** Adds the pods of the target, unless the trigger says itself where its samples come from. */
    TriggerText select(ScalerProvider provider, TriggerText trigger, Scaled object) {
        boolean open =
                provider.options().stream().anyMatch(option -> option.name().equals(LABEL_SELECTOR))
                        && !TriggerOptions.hasOwn(provider, trigger.options());
        Optional<String> labels = open ? object.target().flatMap(ref -> labels(ref, object)) : Optional.empty();
        if (labels.isEmpty()) {
            return trigger;
        }
        var options = new LinkedHashMap<>(trigger.options());
        options.put(LABEL_SELECTOR, labels.get());
        return trigger.withOptions(options);
    }

    private Optional<String> labels(TargetRef ref, Scaled object) {
        return objects.stream()
                .filter(workload -> is(workload, ref, object))
                .map(workload -> new Fields(workload.source()))
                .filter(workload -> !workload.has("spec", "selector", "matchExpressions"))
                .map(workload -> workload.texts("spec", "selector", "matchLabels"))
                .filter(labels -> !labels.isEmpty())
                .map(labels -> labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",")))
                .findFirst();
    }

    private boolean is(Manifest workload, TargetRef ref, Scaled object) {
        String namespace = workload.namespace().isEmpty() ? defaultNamespace : workload.namespace();
        return workload.apiVersion().equals(ref.apiVersion())
                && workload.kind().equals(ref.kind())
                && workload.name().equals(ref.name())
                && namespace.equals(object.namespace());
    }
}
