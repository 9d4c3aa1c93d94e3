package io.scaler4j.scaledobject;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.Composite;
import io.scaler4j.scaledobject.formula.Formula;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import java.util.List;
import java.util.Optional;

/** The {@code scalingModifiers} of a ScaledObject as a composite. */
final class Modifiers {

    private Modifiers() {}

    /** Empty without modifiers. */
    static Optional<Composite> read(ScaledObject object) {
        if (!object.usesModifiers()) {
            return Optional.empty();
        }
        List<String> names = object.triggers().stream()
                .filter(trigger -> !trigger.isResource() && !trigger.name().isBlank())
                .map(TriggerManifest::name)
                .toList();
        double wanted = number("target", object.modifiersTarget());
        MetricTarget target = object.modifiersMetricType().equals("Value")
                ? MetricTarget.value(wanted)
                : MetricTarget.averageValue(wanted);
        Composite composite = Composite.of(Formula.compile(object.formula(), names), target);
        return Optional.of(
                object.activationTarget().isEmpty()
                        ? composite
                        : composite.activatesAbove(number("activationTarget", object.activationTarget())));
    }

    private static double number(String field, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    field + " of scalingModifiers must be a number, was " + Masking.unexpected(text) + "; correct it");
        }
    }

    /** Empty, and a problem, for a formula that is no text. */
    static Optional<MappingBuilder> write(Composite composite, Problems problems) {
        if (!(composite.formula() instanceof Formula formula)) {
            problems.add("the formula of the composite must be one that Formula compiles; another has no form as YAML");
            return Optional.empty();
        }
        var modifiers = new MappingBuilder()
                .put("formula", formula.text())
                .put("target", WrittenPolicy.quantity(composite.target()));
        if (composite.activationThreshold() != 0) {
            modifiers.put("activationTarget", Double.toString(composite.activationThreshold()));
        }
        return Optional.of(modifiers.put(
                "metricType", composite.target() instanceof MetricTarget.Value ? "Value" : "AverageValue"));
    }
}
