package io.scaler4j.scaledobject;

import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TargetRef;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a trigger has to know of the object that it belongs to.
 *
 * @param name of the object
 * @param namespace may be empty
 * @param target what is scaled; empty if the file does not say
 * @param fallback of every trigger but those of resources
 * @param names of triggers so far; grows
 */
record Scaled(
        String name, String namespace, Optional<TargetRef> target, Optional<Fallback> fallback, Set<String> names) {

    Scaled(String name, String namespace, Optional<TargetRef> target, Optional<Fallback> fallback) {
        this(name, namespace, target, fallback, new HashSet<>());
    }

    MetricSpec complete(MetricSpec metric, TriggerText trigger) {
        return fallback.isEmpty() || trigger.isResource() ? metric : metric.fallback(fallback.get());
    }

    /** The name that no other trigger of the object has: a default that is taken gets the position in front. */
    String unique(String name, TriggerText trigger) {
        String unique = trigger.name().isEmpty() && names.contains(name) ? "s" + trigger.index() + "-" + name : name;
        names.add(unique);
        return unique;
    }
}
