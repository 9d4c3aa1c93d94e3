package io.scaler4j.scaledobject;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a file to replica counts: triggers, fallback, behavior and annotations of whole objects. */
class ReadAndRunTest {

    private static final String LAG = """
            - type: rabbitmq
              name: lag
              metadata: {queueName: orders, mode: QueueLength, value: "10", activationValue: "5"}
            """;
    private static final String RATE = """
            - type: prometheus
              name: rate
              metadata: {serverAddress: "http://p:9090", query: sum(x), threshold: "100"}
            """;

    private static AutoscalerSpec spec(String annotations, String spec, String triggers) {
        return ScaledObjects.parse(Manifests.scaledObject(annotations, spec, triggers))
                .single();
    }

    private static Run run(AutoscalerSpec spec, int start, Duration length, Map<String, Load> loads) {
        return Simulation.of(spec, loads).startingAt(start).lasting(length);
    }

    private static int last(Run run) {
        return run.replicasAt(run.length());
    }

    @Test
    void ofSeveralTriggersTheLargestCountWins() {
        AutoscalerSpec spec = spec("", "minReplicaCount: 1\nmaxReplicaCount: 30", LAG + RATE);
        Map<String, Load> loads = Map.of("lag", Load.constant(120), "rate", Load.constant(700));
        assertThat(last(run(spec, 1, ofMinutes(5), loads))).isEqualTo(12);
        Map<String, Load> other = Map.of("lag", Load.constant(20), "rate", Load.constant(1700));
        assertThat(last(run(spec, 1, ofMinutes(5), other))).isEqualTo(17);
        Map<String, Load> much = Map.of("lag", Load.constant(9000), "rate", Load.constant(1700));
        assertThat(last(run(spec, 1, ofMinutes(5), much))).as("the maximum").isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0", "5.001, 1", "6, 1", "10, 1", "11, 1", "11.5, 2", "200, 20"})
    void anActivationThresholdIsForTheStepFromZeroAlone(double length, int replicas) {
        AutoscalerSpec spec = spec("", "maxReplicaCount: 20\ncooldownPeriod: 0", LAG);
        assertThat(last(run(spec, 0, ofMinutes(5), Map.of("lag", Load.constant(length)))))
                .isEqualTo(replicas);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0",
        "minReplicaCount: 2, 0, 2",
        "minReplicaCount: 2, 7, 2",
        "'minReplicaCount: 3\nidleReplicaCount: 0', 5, 0",
        "'minReplicaCount: 3\nidleReplicaCount: 1', 5, 1",
    })
    void withoutWorkTheTargetRestsAtItsMinimumOrItsIdleCount(String spec, int start, int rest) {
        AutoscalerSpec read = spec("", "cooldownPeriod: 30\n" + spec, LAG);
        Map<String, Load> none = Map.of("lag", Load.constant(0));
        assertThat(last(run(read, start, ofMinutes(20), none))).isEqualTo(rest);
    }

    @Test
    void theCooldownDelaysTheWayToZero() {
        AutoscalerSpec spec = spec("", "cooldownPeriod: 120", LAG);
        Run run = run(spec, 0, ofMinutes(10), Map.of("lag", Load.constant(10).then(ofMinutes(2), 0)));
        assertThat(run.replicasAt(ofMinutes(1))).isEqualTo(1);
        assertThat(run.replicasAt(ofMinutes(3).plusSeconds(45)))
                .as("within the cooldown")
                .isEqualTo(1);
        assertThat(run.replicasAt(ofMinutes(4).plusSeconds(30))).isZero();
    }

    @Test
    void policiesAndWindowsOfTheFileHoldBack() {
        String behavior = """
                maxReplicaCount: 40
                minReplicaCount: 1
                advanced:
                  horizontalPodAutoscalerConfig:
                    behavior:
                      scaleUp:
                        policies: [{type: Pods, value: 2, periodSeconds: 60}]
                      scaleDown:
                        stabilizationWindowSeconds: 0
                        policies: [{type: Percent, value: 50, periodSeconds: 60}]
                """;
        AutoscalerSpec spec = spec("", behavior, LAG);
        Run run = run(spec, 1, ofMinutes(20), Map.of("lag", Load.constant(90).then(ofMinutes(10), 10)));
        assertThat(run.replicasAt(ofSeconds(30))).isEqualTo(3);
        assertThat(run.replicasAt(ofMinutes(1).plusSeconds(30))).isEqualTo(5);
        assertThat(run.replicasAt(ofMinutes(9))).isEqualTo(9);
        assertThat(run.replicasAt(ofMinutes(10).plusSeconds(30))).isEqualTo(4);
        assertThat(run.replicasAt(ofMinutes(19))).isEqualTo(1);
    }

    @Test
    void aDisabledDirectionNeverMoves() {
        String disabled = "minReplicaCount: 1\nadvanced: {horizontalPodAutoscalerConfig: {behavior: {scaleDown:"
                + " {selectPolicy: Disabled}}}}";
        AutoscalerSpec spec = spec("", disabled, LAG);
        Run run = run(spec, 9, ofMinutes(30), Map.of("lag", Load.constant(10)));
        assertThat(run.changes()).isEmpty();
        assertThat(last(run)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "'paused: \"true\"', 4",
        "'paused-replicas: \"7\"', 7",
        "'paused-replicas: \"7\"\nautoscaling.keda.sh/paused: \"false\"', 7",
        "'paused-scale-out: \"true\"', 4",
        "'paused-scale-in: \"true\"', 12",
        "'paused: \"false\"', 12",
        "'paused: \"\"', 4",
    })
    void annotationsPauseAWholeTargetOrADirection(String annotation, int replicas) {
        AutoscalerSpec spec = spec("autoscaling.keda.sh/" + annotation, "maxReplicaCount: 20", LAG);
        assertThat(last(run(spec, 4, ofMinutes(10), Map.of("lag", Load.constant(120)))))
                .isEqualTo(replicas);
    }

    @Test
    void aForcedActivationHoldsATargetWithoutWork() {
        AutoscalerSpec spec =
                spec("autoscaling.keda.sh/force-activation: \"true\"", "cooldownPeriod: 0\nmaxReplicaCount: 5", LAG);
        assertThat(last(run(spec, 0, ofMinutes(20), Map.of("lag", Load.constant(0)))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"static, 9", "currentReplicas, 4", "currentReplicasIfHigher, 9", "currentReplicasIfLower, 4"})
    void aFallbackHoldsWhatItsBehaviorSays(String behavior, int replicas) {
        String fallback =
                "minReplicaCount: 1\nfallback: {failureThreshold: 2, replicas: 9, behavior: " + behavior + "}";
        AutoscalerSpec spec = spec("", fallback, LAG);
        Load broken = Load.constant(40).failing(ofMinutes(5), ofMinutes(60));
        Run run = run(spec, 4, ofMinutes(20), Map.of("lag", broken));
        assertThat(run.replicasAt(ofMinutes(5).plusSeconds(20)))
                .as("below the threshold")
                .isEqualTo(4);
        assertThat(last(run)).isEqualTo(replicas);
    }

    @Test
    void aFormulaPutsTheNumbersOfAllTriggersTogether() {
        String modifiers =
                "minReplicaCount: 1\nmaxReplicaCount: 50\nadvanced: {scalingModifiers: {formula: \"max(lag, rate"
                        + " / 10) + 20\", target: \"10\", activationTarget: \"30\"}}";
        AutoscalerSpec spec = spec("", modifiers, LAG + RATE);
        Map<String, Load> loads = Map.of("lag", Load.constant(120), "rate", Load.constant(3000));
        assertThat(last(run(spec, 1, ofMinutes(10), loads))).isEqualTo(32);
    }
}
