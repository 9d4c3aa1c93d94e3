package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.ScaledObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules about scaling modifiers. */
final class LintFormula {

    static final LintRule UNNAMED = new LintRule(
            "formula-with-unnamed-trigger",
            "a trigger without a name beside a formula",
            "With a formula its result is the only external metric. A formula reaches triggers by their names, so one"
                    + " without a name is read in vain.");
    static final LintRule UNUSED = new LintRule(
            "formula-without-trigger",
            "a named trigger that the formula does not mention",
            "With a formula its result is the only external metric, so a trigger that it does not mention has no effect.");
    static final LintRule ACTIVATION_IGNORED = new LintRule(
            "formula-ignores-activation",
            "an activation threshold of a trigger beside a formula",
            "With a formula KEDA compares its result with scalingModifiers.activationTarget. Activation thresholds of the"
                    + " triggers are ignored.");
    static final LintRule CONTAINER_DROPPED = new LintRule(
            "formula-drops-container",
            "a cpu or memory trigger of one container beside a formula",
            "With a formula KEDA keeps the resource metrics of whole pods and drops those of a container.");

    static final List<LintRule> RULES = List.of(UNNAMED, UNUSED, ACTIVATION_IGNORED, CONTAINER_DROPPED);

    private LintFormula() {}

    static void check(LintScaled scaled, ScaledObject object, LintReport report) {
        String formula = object.usesModifiers() ? object.formula() : "";
        if (formula.isEmpty()) {
            return;
        }
        Set<String> words = words(formula);
        for (LintTrigger trigger : scaled.triggers()) {
            if (trigger.isResource()) {
                container(trigger, report);
            } else {
                source(trigger, words, report);
            }
        }
    }

    private static void source(LintTrigger trigger, Set<String> words, LintReport report) {
        if (trigger.name().isEmpty()) {
            report.add(
                    UNNAMED,
                    trigger.owner(),
                    trigger.at("type"),
                    trigger.called() + " has no name, so the formula cannot use it, and it has no effect",
                    "give it a name and use that in the formula, or leave the trigger out");
        } else if (!words.contains(trigger.name())) {
            report.add(
                    UNUSED,
                    trigger.owner(),
                    trigger.at("name"),
                    "the formula does not mention " + trigger.name() + ", so the trigger has no effect",
                    "use it in the formula, or leave it out");
        }
        trigger.metadata().keySet().stream()
                .filter(LintThresholds::isActivation)
                .forEach(key -> report.add(
                        ACTIVATION_IGNORED,
                        trigger.owner(),
                        trigger.atOption(key),
                        key + " has no effect beside a formula",
                        "set scalingModifiers.activationTarget"));
    }

    private static void container(LintTrigger trigger, LintReport report) {
        if (!trigger.option("containerName").isEmpty()) {
            report.add(
                    CONTAINER_DROPPED,
                    trigger.owner(),
                    trigger.atOption("containerName"),
                    "KEDA drops " + trigger.type() + " of the container " + trigger.option("containerName")
                            + " from the HPA, since there is a formula",
                    "leave containerName out, or scale without a formula");
        }
    }

    /** The names in a text, whatever they stand for. */
    private static Set<String> words(String text) {
        var words = new HashSet<String>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && Character.isJavaIdentifierPart(text.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            }
        }
        return words;
    }
}
