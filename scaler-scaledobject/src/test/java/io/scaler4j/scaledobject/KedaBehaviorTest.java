package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.file;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Converted objects do what KEDA and the HPA are known to do. */
class KedaBehaviorTest {

    private static final String RATE = "s0-prometheus";

    private static Run run(AutoscalerSpec spec, Load load, int replicas, Duration duration) {
        return Simulation.of(spec, Map.of(spec.triggers().get(0).metric().trigger(), load))
                .startingAt(replicas)
                .lasting(duration);
    }

    private static AutoscalerSpec spec(String... lines) {
        return ScaledObjects.parse(scaledObject(lines)).single();
    }

    @Test
    void aFileIsSimulatedWithTrafficByTheNamesOfItsTriggers() {
        Run run = Simulation.of(
                        ScaledObjects.read(file("orders-kafka.yaml")).single(),
                        Map.of("s0-kafka-orders", Load.constant(740).then(ofMinutes(5), 0)))
                .startingAt(0)
                .lasting(ofMinutes(10));
        assertThat(run.replicasAt(ofMinutes(4))).isEqualTo(15);
        assertThat(run.replicasAt(ofMinutes(9))).isZero();
    }

    @Test
    void anActivationGoesToOneAndTheHpaGoesOnByItsLegacyRules() {
        Run run = run(spec(), Load.constant(2000), 0, ofMinutes(3));
        assertThat(run.series()).containsExactly(0, 1, 4, 8, 16, 20);
    }

    @Test
    void anActivationGoesToTheMinimum() {
        Run run = run(spec("minReplicaCount: 3", "idleReplicaCount: 0"), Load.constant(100), 0, ofMinutes(1));
        assertThat(run.series()).containsExactly(0, 3);
    }

    @Test
    void theActivationThresholdIsExceededAndNotMet() {
        String text =
                scaledObject().replace("threshold: \"100\"", "threshold: \"100\"\n        activationThreshold: \"5\"");
        AutoscalerSpec spec = ScaledObjects.parse(text).single();
        assertThat(run(spec, Load.constant(5), 0, ofMinutes(2)).series()).containsOnly(0);
        assertThat(run(spec, Load.constant(5.001), 0, ofMinutes(2)).series()).containsExactly(0, 1);
    }

    @Test
    void aTargetThatWasNeverActiveIsScaledToZeroWithoutACooldown() {
        Run run = run(spec(), Load.constant(0), 8, ofMinutes(2));
        assertThat(run.replicasAt(ZERO)).isEqualTo(8);
        assertThat(run.replicasAt(ofSeconds(15))).isZero();
    }

    @Test
    void theInitialCooldownKeepsATargetThatWasNeverActive() {
        Run run = run(spec("initialCooldownPeriod: 60"), Load.constant(0), 8, ofMinutes(3));
        assertThat(run.replicasAt(ofSeconds(60))).isEqualTo(8);
        assertThat(run.replicasAt(ofSeconds(75))).isZero();
    }

    @Test
    void theCooldownIsExceededAndThenAllReplicasGoAtOnce() {
        Load load = Load.constant(1000).then(ofSeconds(60), 0);
        Run run = run(spec("cooldownPeriod: 90"), load, 10, ofMinutes(5));
        assertThat(run.replicasAt(ofSeconds(45 + 90))).isEqualTo(10);
        assertThat(run.replicasAt(ofSeconds(45 + 105))).isZero();
    }

    @Test
    void anIdleTargetIsLookedAtEveryPollingInterval() {
        Load load = Load.constant(0).then(ofSeconds(61), 100);
        Run run = run(spec("pollingInterval: 60"), load, 0, ofMinutes(5));
        assertThat(run.replicasAt(ofSeconds(119))).isZero();
        assertThat(run.replicasAt(ofSeconds(120))).isEqualTo(1);
    }

    @Test
    void aMinimumAboveZeroIsNeverLeft() {
        Run run = run(spec("minReplicaCount: 2", "cooldownPeriod: 0"), Load.constant(0), 6, ofMinutes(20));
        assertThat(run.series()).doesNotContain(0, 1).endsWith(2);
    }

    @Test
    void theFallbackAsksForItsCountAfterMoreThanTheThreshold() {
        Load load = Load.constant(200).failing(ofSeconds(60), ofMinutes(30));
        AutoscalerSpec spec = spec("fallback: {failureThreshold: 3, replicas: 6}");
        Run run = run(spec, load, 2, ofMinutes(5));
        assertThat(run.replicasAt(ofSeconds(60 + 30))).isEqualTo(2);
        assertThat(run.replicasAt(ofSeconds(60 + 45))).isEqualTo(4);
        assertThat(run.replicasAt(ofSeconds(60 + 60))).isEqualTo(6);
    }

    @Test
    void withoutAFallbackFailuresHoldTheTarget() {
        Load load = Load.constant(200).failing(ofSeconds(60), ofMinutes(30));
        assertThat(run(spec(), load, 2, ofMinutes(20)).series()).containsOnly(2);
    }

    @Test
    void aPauseAtACountHoldsAnInactiveAndABusyTarget() {
        String text = scaledObject("autoscaling.keda.sh/paused-replicas: \"3\"", "", Manifests.PROMETHEUS);
        AutoscalerSpec spec = ScaledObjects.parse(text).single();
        assertThat(run(spec, Load.constant(5000), 1, ofMinutes(5)).series()).containsExactly(1, 3);
        assertThat(run(spec, Load.constant(0), 9, ofMinutes(20)).series()).containsExactly(9, 3);
    }

    @Test
    void aForcedActivationKeepsAnInactiveTargetAwake() {
        String text = scaledObject("autoscaling.keda.sh/force-activation: \"true\"", "", Manifests.PROMETHEUS);
        Run run = run(ScaledObjects.parse(text).single(), Load.constant(0), 0, ofMinutes(20));
        assertThat(run.series()).containsExactly(0, 1);
    }

    @Test
    void aCronWindowIsAFloorWhileItIsOpen() {
        AutoscalerSpec spec = ScaledObjects.read(file("web-prometheus.yaml")).single();
        Run run = Simulation.of(
                        spec,
                        Map.of(
                                "requests",
                                Load.constant(300),
                                "office-hours",
                                elapsed -> Reading.of(elapsed.toHours() >= 7 && elapsed.toHours() < 17 ? 10 : 0)))
                .beginning(Instant.parse("2026-01-05T00:00:00Z"))
                .startingAt(3)
                .lasting(Duration.ofHours(24));
        assertThat(run.replicasAt(Duration.ofHours(6))).isEqualTo(3);
        assertThat(run.replicasAt(Duration.ofHours(8))).isEqualTo(10);
        assertThat(run.replicasAt(Duration.ofHours(20))).isEqualTo(3);
    }
}
