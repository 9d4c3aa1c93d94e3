package io.scaler4j.scaledobject.check;

import io.scaler4j.config.Masking;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.PauseAnnotations;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.scaledobject.schema.Names;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.spi.ScalerCatalog;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the webhook lets pass and KEDA's operator cannot use, whatever the options of a trigger's type are. */
final class OperatorRules {

    private static final Set<String> METRIC_TYPES = Set.of("AverageValue", "Value", "Utilization");

    private OperatorRules() {}

    static void triggers(List<TriggerManifest> triggers, Set<String> ownTypes, Reporter reporter) {
        for (TriggerManifest trigger : triggers) {
            String type = trigger.type();
            if (!type.isEmpty() && !ScalerCatalog.kedaTypes().contains(type) && !ownTypes.contains(type)) {
                reporter.report(
                        Reason.TRIGGER_TYPE,
                        ScaledObjectRules.place(trigger, "type"),
                        "there is no trigger type " + Masking.quote(type),
                        wayOut(type, ownTypes));
            }
            metricType(trigger, reporter);
        }
    }

    private static String wayOut(String type, Set<String> ownTypes) {
        if (type.equals("stan")) {
            return "KEDA removed it in 2.19, use nats-jetstream";
        }
        if (type.contains("/") || type.contains(",")) {
            return "write one trigger for each type";
        }
        var known = new TreeSet<>(ScalerCatalog.kedaTypes());
        known.addAll(ownTypes);
        return Names.nearest(type, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("use one of KEDA's types, or external for your own scaler");
    }

    private static void metricType(TriggerManifest trigger, Reporter reporter) {
        String metricType = trigger.metricType();
        if (metricType.isEmpty()) {
            return;
        }
        if (!METRIC_TYPES.contains(metricType)) {
            reporter.report(
                    Reason.METRIC_TYPE,
                    ScaledObjectRules.place(trigger, "metricType"),
                    "metricType must be AverageValue or Value, or Utilization for cpu and memory, is "
                            + Masking.unexpected(metricType),
                    "write one of these words");
        } else if (metricType.equals("Utilization") && !trigger.isResource()) {
            reporter.report(
                    Reason.METRIC_TYPE,
                    ScaledObjectRules.place(trigger, "metricType"),
                    "metricType Utilization is of cpu and memory alone, the type is " + trigger.type(),
                    "use AverageValue, which holds unless given, or Value");
        } else if (metricType.equals("Value") && trigger.isResource()) {
            reporter.report(
                    Reason.METRIC_TYPE,
                    ScaledObjectRules.place(trigger, "metricType"),
                    "metricType Value does not work with type " + trigger.type(),
                    "use Utilization or AverageValue");
        }
    }

    /** The webhook looks for most kinds that are neither Deployment nor StatefulSet, and the operator for all. */
    static void target(ScaledObject object, Reporter reporter) {
        object.scaleTargetRef()
                .flatMap(target -> TargetKinds.problem(target.apiVersion(), target.kind()))
                .ifPresent(problem -> reporter.report(
                        Reason.TARGET_KIND,
                        object.position("spec", "scaleTargetRef", "kind"),
                        problem.sentence(),
                        problem.wayOut()));
    }

    static void annotations(ScaledObject object, Reporter reporter) {
        PauseAnnotations pause = object.pause();
        if (pause.pausedReplicasText().isPresent() && pause.pausedReplicas().isEmpty()) {
            reporter.report(
                    Reason.PAUSED_REPLICAS,
                    annotation(object, PauseAnnotations.PAUSED_REPLICAS),
                    PauseAnnotations.PAUSED_REPLICAS + " is no whole number, so that the object pauses and then fails",
                    "write a number in quotes, or use " + PauseAnnotations.PAUSED);
        }
    }

    private static Position annotation(Manifest object, String name) {
        return object.position("metadata", "annotations", name);
    }
}
