package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What KEDA refuses in {@code scalingModifiers}. */
final class ModifierRules {

    private ModifierRules() {}

    static void check(ScaledObject object, List<TriggerManifest> triggers, Reporter reporter) {
        if (!object.usesModifiers()) {
            return;
        }
        if (isText(object, "formula")) {
            formula(object, triggers, reporter);
        }
        if (isText(object, "target")) {
            target(object, reporter);
        }
        if (object.modifiersMetricType().equals("Utilization")) {
            reporter.report(
                    Reason.MODIFIERS,
                    place(object, "metricType"),
                    "metricType Utilization is of cpu and memory alone",
                    "use AverageValue or Value");
        }
        String activation = object.activationTarget();
        if (!activation.isEmpty() && GoNumbers.parse(activation).isEmpty()) {
            reporter.report(
                    Reason.ACTIVATION_TARGET,
                    place(object, "activationTarget"),
                    "activationTarget is no number, so that each poll fails",
                    "write a number in quotes, such as \"1\"");
        }
    }

    private static void formula(ScaledObject object, List<TriggerManifest> triggers, Reporter reporter) {
        if (object.formula().isEmpty()) {
            reporter.report(
                    Reason.MODIFIERS,
                    place(object, "formula"),
                    "scalingModifiers has no formula",
                    "give a formula over the names of the triggers, or remove scalingModifiers");
            return;
        }
        for (String problem : FormulaCheck.problems(object.formula(), names(triggers))) {
            int end = problem.indexOf("; ");
            reporter.report(
                    Reason.MODIFIERS,
                    place(object, "formula"),
                    "the formula cannot be used: " + (end < 0 ? problem : problem.substring(0, end)),
                    end < 0
                            ? "use names of triggers that are neither cpu nor memory, and let it yield a number"
                            : problem.substring(end + 2));
        }
    }

    /** What a formula may use: cpu and memory are read by the HPA, not by KEDA. */
    private static Set<String> names(List<TriggerManifest> triggers) {
        return triggers.stream()
                .filter(trigger -> !trigger.isResource())
                .map(TriggerManifest::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void target(ScaledObject object, Reporter reporter) {
        String target = object.modifiersTarget();
        if (target.isEmpty()) {
            reporter.report(
                    Reason.MODIFIERS,
                    place(object, "target"),
                    "scalingModifiers has no target",
                    "give the number wanted, in quotes, such as \"10\"");
            return;
        }
        OptionalDouble number = GoNumbers.parse(target);
        if (number.isEmpty() || number.getAsDouble() <= 0) {
            reporter.report(
                    Reason.MODIFIERS,
                    place(object, "target"),
                    "the target of scalingModifiers must be a number above 0",
                    "give the number wanted, in quotes, such as \"10\"");
        }
    }

    private static boolean isText(ScaledObject object, String field) {
        return Fields.isReadable(object.source(), Node.Type.STRING, "spec", "advanced", "scalingModifiers", field);
    }

    /** The value's place, as for the schema's violations; without a value that of the block. */
    private static Position place(ScaledObject object, String field) {
        return object.source()
                .find("spec", "advanced", "scalingModifiers", field)
                .map(Node::position)
                .orElseGet(() -> object.position("spec", "advanced", "scalingModifiers", field));
    }
}
