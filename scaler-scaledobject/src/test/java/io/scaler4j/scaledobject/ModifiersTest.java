package io.scaler4j.scaledobject;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.Composite;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.formula.Formula;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModifiersTest {

    private static final String TRIGGERS = named("queue") + named("rate");

    private static String named(String name) {
        return Manifests.PROMETHEUS.replace("  metadata:", "  name: " + name + "\n  metadata:");
    }

    private static String text(String modifiers, String... further) {
        return scaledObject(
                "", "advanced: {scalingModifiers: {" + modifiers + "}}\n" + String.join("\n", further), TRIGGERS);
    }

    private static AutoscalerSpec spec(String modifiers, String... further) {
        return ScaledObjects.parse(text(modifiers, further)).single();
    }

    private static Composite composite(AutoscalerSpec spec) {
        return PolicyDetails.of(spec.policy()).orElseThrow().composite().orElseThrow();
    }

    @Test
    void everyFieldOfTheModifiersSetsItsPartOfTheComposite() {
        Formula formula = Formula.compile("queue + rate", List.of("queue", "rate"));
        assertThat(composite(spec("formula: queue + rate, target: \"7.5\"")))
                .isEqualTo(Composite.of(formula, averageValue(7.5)));
        assertThat(composite(
                        spec("formula: queue + rate, target: \"7.5\", activationTarget: \"2\", metricType: Value")))
                .isEqualTo(Composite.of(formula, value(7.5)).activatesAbove(2));
    }

    @Test
    void theFormulaDecidesInPlaceOfItsTriggers() {
        AutoscalerSpec spec = spec("formula: \"max(queue, rate) / 2\", target: \"10\", activationTarget: \"5\"");
        var run = Simulation.of(
                        spec, Map.of("queue", Load.constant(10).then(ofMinutes(2), 140), "rate", Load.constant(3)))
                .startingAt(0)
                .lasting(ofMinutes(5));
        assertThat(run.replicasAt(ofMinutes(1))).as("5 is not above 5").isZero();
        assertThat(run.series()).containsExactly(0, 1, 4, 7);
    }

    @Test
    void aTriggerThatFailsForTooLongIsNilInTheFormulaOnRequest() {
        AutoscalerSpec spec = spec(
                "formula: \"queue ?? rate\", target: \"10\"",
                "fallback: {failureThreshold: 2, replicas: 9, behavior: scalingModifiers}");
        var run = Simulation.of(
                        spec,
                        Map.of(
                                "queue",
                                Load.constant(40).failing(ofSeconds(60), ofMinutes(20)),
                                "rate",
                                Load.constant(70)))
                .startingAt(4)
                .lasting(ofMinutes(5));
        assertThat(run.replicasAt(ofSeconds(75))).isEqualTo(4);
        assertThat(run.replicasAt(ofMinutes(4))).isEqualTo(7);
    }

    @Test
    void aFormulaThatKedaRefusesIsAFinding() {
        assertThat(Manifests.problems(ScaledObjects.parse(text("formula: queue + lag, target: \"7\""))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.INVALID);
                    assertThat(finding.sentence()).contains("lag");
                });
    }

    @Test
    void anActivationTargetThatIsNoNumberIsAFinding() {
        assertThat(Manifests.problems(
                        ScaledObjects.parse(text("formula: queue + rate, target: \"7\", activationTarget: lots"))))
                .isNotEmpty();
    }
}
