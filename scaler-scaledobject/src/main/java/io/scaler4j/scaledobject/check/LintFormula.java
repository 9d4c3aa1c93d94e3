package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.ScaledObject;
import java.util.List;

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
        for (LintTrigger trigger : scaled.triggers()) {
            if (trigger.isResource()) {
                container(trigger, report);
            } else {
                source(trigger, formula, report);
            }
        }
    }

    private static void source(LintTrigger trigger, String formula, LintReport report) {
        if (trigger.name().isEmpty()) {
            report.add(
                    UNNAMED,
                    trigger.owner(),
                    trigger.at("type"),
                    trigger.called() + " has no name, so the formula cannot use it, and it has no effect",
                    "give it a name and use that in the formula, or leave the trigger out");
        } else if (!isMentioned(trigger.name(), formula)) {
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

    /** Whether a text has a name, whatever it stands for there: alone, or in quotes if it has a dash. */
    private static boolean isMentioned(String name, String formula) {
        for (int at = formula.indexOf(name); at >= 0; at = formula.indexOf(name, at + 1)) {
            if (!isPart(formula, at - 1) && !isPart(formula, at + name.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(String text, int at) {
        return at >= 0 && at < text.length() && Character.isJavaIdentifierPart(text.charAt(at));
    }
}
