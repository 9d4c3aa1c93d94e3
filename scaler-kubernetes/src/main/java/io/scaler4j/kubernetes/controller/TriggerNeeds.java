package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.manifest.TriggerAuthentication;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the triggers of an object need to know of its target. */
final class TriggerNeeds {

    static final String LABEL_SELECTOR = "labelSelector";
    static final Set<String> RESOURCES = Set.of("cpu", "memory");

    private TriggerNeeds() {}

    /** Whether a trigger measures the target's pods, and does not say itself which these are. */
    static boolean ofPods(JsonNode object) {
        for (JsonNode trigger : object.path("spec").path("triggers")) {
            JsonNode metadata = trigger.path("metadata");
            if (RESOURCES.contains(trigger.path("type").asText(""))
                    && !metadata.has(LABEL_SELECTOR)
                    && !metadata.has("sampler")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The containers of the target of which an option, or an authentication, names a variable; an empty name is that of
     * the object's own choice.
     */
    static Set<String> containers(JsonNode object, List<String> texts) {
        var containers = new TreeSet<String>();
        for (JsonNode trigger : object.path("spec").path("triggers")) {
            if (trigger.path("metadata").properties().stream()
                    .anyMatch(option -> option.getKey().endsWith("FromEnv"))) {
                containers.add("");
            }
        }
        texts.stream()
                .skip(1) // the object itself
                .flatMap(text -> ScaledObjects.parse(text).objects().stream())
                .filter(TriggerAuthentication.class::isInstance)
                .flatMap(authentication -> ((TriggerAuthentication) authentication).parameters().stream())
                .filter(parameter -> parameter.from().equals("env"))
                .forEach(parameter -> containers.add(parameter.container()));
        return containers;
    }
}
