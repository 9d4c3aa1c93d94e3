package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What KEDA's webhook refuses in a ScaledObject by itself. */
final class ScaledObjectRules {

    private static final int LONGEST_NAME = 63;
    private static final Set<String> NOT_CACHED = Set.of("cpu", "memory", "cron");

    private ScaledObjectRules() {}

    static void check(ScaledObject object, List<TriggerManifest> triggers, Reporter reporter) {
        names(object, reporter);
        replicas(object, reporter);
        fallback(object, triggers, reporter);
        triggers(object.source(), triggers, reporter);
        ModifierRules.check(object, triggers, reporter);
    }

    static void names(ScaledObject object, Reporter reporter) {
        if (object.name().length() > LONGEST_NAME) {
            reporter.report(
                    Reason.NAME_TOO_LONG,
                    object.position("metadata", "name"),
                    "the name has " + object.name().length() + " characters; KEDA uses it as the value of a label,"
                            + " which takes at most " + LONGEST_NAME,
                    "shorten metadata.name");
        }
        String hpaName = object.hpaName();
        boolean hasOwn = Fields.has(object.source(), "spec", "advanced", "horizontalPodAutoscalerConfig", "name");
        if (hpaName.length() > LONGEST_NAME && (hasOwn || object.name().length() <= LONGEST_NAME)) {
            reporter.report(
                    Reason.HPA_NAME_TOO_LONG,
                    hasOwn
                            ? object.position("spec", "advanced", "horizontalPodAutoscalerConfig", "name")
                            : object.position("metadata", "name"),
                    "the HPA's name " + hpaName + " has " + hpaName.length() + " characters, at most " + LONGEST_NAME
                            + " are allowed",
                    "give spec.advanced.horizontalPodAutoscalerConfig.name, or shorten metadata.name");
        }
    }

    static void replicas(ScaledObject object, Reporter reporter) {
        OptionalInt given = object.minReplicaCount();
        if (!isKnown(object, "minReplicaCount", given)
                || !isKnown(object, "maxReplicaCount", object.maxReplicaCount())) {
            return;
        }
        int min = given.isPresent() ? object.hpaMinReplicas() : 0;
        int max = object.hpaMaxReplicas();
        // A maximum below 1 is refused whatever the minimum is.
        if (max > 0 && min > max) {
            reporter.report(
                    Reason.MIN_ABOVE_MAX,
                    object.position("spec", "minReplicaCount"),
                    "minReplicaCount " + given.orElse(min) + " is above maxReplicaCount " + max
                            + (object.maxReplicaCount().isPresent() ? "" : ", which holds unless given"),
                    "lower minReplicaCount or give a larger maxReplicaCount");
        }
        OptionalInt idle = object.idleReplicaCount();
        if (idle.isPresent() && idle.getAsInt() >= min) {
            reporter.report(
                    Reason.IDLE_NOT_BELOW_MIN,
                    object.position("spec", "idleReplicaCount"),
                    "idleReplicaCount " + idle.getAsInt() + " is not below minReplicaCount "
                            + (given.isPresent() ? String.valueOf(min) : "0, which holds unless given"),
                    given.isPresent()
                            ? "use idleReplicaCount 0 with a minReplicaCount of at least 1, or remove idleReplicaCount"
                            : "give minReplicaCount, at least " + (idle.getAsInt() + 1L)
                                    + ", or remove idleReplicaCount");
        }
    }

    private static boolean isKnown(ScaledObject object, String field, OptionalInt value) {
        return value.isPresent() || !Fields.has(object.source(), "spec", field);
    }

    static void fallback(ScaledObject object, List<TriggerManifest> triggers, Reporter reporter) {
        if (object.fallback().isEmpty()) {
            return;
        }
        negative(object, "failureThreshold", object.fallbackFailureThreshold(), reporter);
        negative(object, "replicas", object.fallbackReplicas(), reporter);
        if (!object.usesModifiers() && !triggers.isEmpty() && triggers.stream().allMatch(TriggerManifest::isResource)) {
            reporter.report(
                    Reason.FALLBACK_OF_RESOURCES,
                    object.position("spec", "fallback"),
                    "fallback has no effect on triggers of type cpu and memory, and there are no others",
                    "remove fallback, or add a trigger of another type");
        }
        if (object.fallbackBehavior().equals("scalingModifiers")
                && object.formula().isEmpty()
                && isText(object, "formula")) {
            reporter.report(
                    Reason.MODIFIERS_FALLBACK,
                    object.position("spec", "fallback", "behavior"),
                    "fallback.behavior scalingModifiers asks the formula, and there is none",
                    "give advanced.scalingModifiers.formula, or use behavior static");
        }
    }

    private static boolean isText(ScaledObject object, String field) {
        return Fields.isReadable(object.source(), Node.Type.STRING, "spec", "advanced", "scalingModifiers", field);
    }

    private static void negative(ScaledObject object, String field, OptionalInt value, Reporter reporter) {
        if (value.isPresent() && value.getAsInt() < 0) {
            reporter.report(
                    Reason.FALLBACK_NEGATIVE,
                    object.source()
                            .find("spec", "fallback", field)
                            .map(Node::position)
                            .orElse(object.source().position()),
                    "fallback." + field + " is " + value.getAsInt() + ", it must not be negative",
                    "write 0 or more");
        }
    }

    /** For a ScaledJob, too. */
    static void triggers(Node.Mapping source, List<TriggerManifest> triggers, Reporter reporter) {
        if (triggers.isEmpty()) {
            source.find("spec", "triggers")
                    .filter(node ->
                            node instanceof Node.Sequence list && list.items().isEmpty())
                    .ifPresent(list -> reporter.report(
                            Reason.NO_TRIGGERS,
                            list.position(),
                            "there is no trigger, so nothing is measured",
                            "add a trigger"));
        }
        var names = new HashSet<String>();
        for (TriggerManifest trigger : triggers) {
            if (trigger.usesCachedMetrics() && NOT_CACHED.contains(trigger.type())) {
                reporter.report(
                        Reason.CACHED_UNSUPPORTED,
                        place(trigger, "useCachedMetrics"),
                        "useCachedMetrics does not work with type " + trigger.type(),
                        "remove useCachedMetrics");
            }
            if (!trigger.name().isEmpty() && !names.add(trigger.name())) {
                reporter.report(
                        Reason.SAME_TRIGGER_NAME,
                        place(trigger, "name"),
                        "two triggers have the name " + trigger.name(),
                        "give each trigger a name of its own, or none");
            }
        }
    }

    static Position place(TriggerManifest trigger, String field) {
        return trigger.source()
                .get(field)
                .map(Node::position)
                .orElse(trigger.source().position());
    }
}
