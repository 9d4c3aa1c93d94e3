package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.ScaledJob;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * A ScaledObject or a ScaledJob with the fields that most rules need, read once.
 *
 * @param object the object itself
 * @param spec its {@code spec}; empty if absent
 * @param min {@code minReplicaCount}; empty if absent
 * @param max {@code maxReplicaCount}; empty if absent
 * @param idle {@code idleReplicaCount}; empty if absent
 * @param areBoundsKnown whether each of the three is absent or a number
 * @param triggers those that are mappings
 */
record LintScaled(
        Manifest object,
        Node.Mapping spec,
        OptionalInt min,
        OptionalInt max,
        OptionalInt idle,
        boolean areBoundsKnown,
        List<LintTrigger> triggers) {

    private static final int DEFAULT_MAX = 100;

    static LintScaled of(ScaledObject object) {
        return of(
                object,
                object.minReplicaCount(),
                object.maxReplicaCount(),
                object.idleReplicaCount(),
                object.triggers());
    }

    static LintScaled of(ScaledJob job) {
        return of(job, job.minReplicaCount(), job.maxReplicaCount(), OptionalInt.empty(), job.triggers());
    }

    private static LintScaled of(
            Manifest object, OptionalInt min, OptionalInt max, OptionalInt idle, List<TriggerManifest> triggers) {
        Node.Mapping spec = object.source().get("spec").orElse(null) instanceof Node.Mapping mapping
                ? mapping
                : new Node.Mapping(List.of(), object.source().position());
        boolean known = isKnown(spec, "minReplicaCount", min)
                && isKnown(spec, "maxReplicaCount", max)
                && isKnown(spec, "idleReplicaCount", idle);
        return new LintScaled(object, spec, min, max, idle, known, read(object, triggers));
    }

    private static List<LintTrigger> read(Manifest object, List<TriggerManifest> views) {
        var triggers = new ArrayList<LintTrigger>(views.size());
        for (TriggerManifest view : views) {
            triggers.add(LintTrigger.of(object, view));
        }
        return Collections.unmodifiableList(triggers);
    }

    /** The triggers of one type. */
    List<LintTrigger> ofType(String type) {
        var found = new ArrayList<LintTrigger>(0);
        for (LintTrigger trigger : triggers) {
            if (trigger.type().equals(type)) {
                found.add(trigger);
            }
        }
        return found;
    }

    private static boolean isKnown(Node.Mapping spec, String field, OptionalInt value) {
        return value.isPresent() || !Fields.has(spec, field);
    }

    /** Whether the field has a value; the API server takes null for absent. */
    boolean has(String field) {
        return Fields.has(spec, field);
    }

    /** Whether an inactive target goes to 0. */
    boolean goesToZero() {
        return areBoundsKnown && (idle.isPresent() ? idle.getAsInt() == 0 : min.orElse(0) == 0);
    }

    /** Whether the loop between 0 and 1 never has anything to do. */
    boolean neverIdle() {
        return areBoundsKnown && idle.isEmpty() && min.orElse(0) > 0;
    }

    /** The least replicas of the HPA. */
    int least() {
        return Math.max(1, min.orElse(1));
    }

    int most() {
        return max.orElse(DEFAULT_MAX);
    }

    Position at(String field) {
        return object.position("spec", field);
    }
}
