package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Stage;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A composite reaches simulations, specifications and replays as a part of the policy. */
class CompositeSimulationTest {

    /** {@code (in ?? 0) + backlog / 10}, or a nil while the backlog is not known. */
    private record Work() implements Composite.Formula {

        @Override
        public List<String> triggers() {
            return List.of("in", "backlog");
        }

        @Override
        public double evaluate(double[] values, double ifNil) {
            double in = Double.isNaN(values[0]) ? 0 : values[0];
            return Double.isNaN(values[1]) ? ifNil : in + values[1] / 10;
        }
    }

    private record Lag() implements Composite.Formula {

        @Override
        public List<String> triggers() {
            return List.of("lag");
        }

        @Override
        public double evaluate(double[] values, double ifNil) {
            return 2 * values[0];
        }
    }

    private static final MetricTarget UNUSED = averageValue(1);
    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(0, 30)
            .cooldown(ofMinutes(2))
            .composite(Composite.of(new Work(), averageValue(10)).activatesAbove(3))
            .build();

    @TempDir
    Path directory;

    @Test
    void aSpecificationIsSimulatedWithItsComposite() {
        Fallback nil = Fallback.replicas(7).behavior(FallbackBehavior.FORMULA).afterFailures(2);
        AutoscalerSpec spec = AutoscalerSpec.builder("orders")
                .policy(POLICY)
                .trigger(plan(MetricSpec.of("in", UNUSED)))
                .trigger(plan(MetricSpec.of("backlog", UNUSED).fallback(nil)))
                .build();
        Load in = Load.constant(50).then(ofHours(1), 0);
        Load backlog = Load.constant(1000).failing(ofMinutes(20), ofMinutes(40)).then(ofHours(1), 30);

        Run run = Simulation.of(spec, Map.of("in", in, "backlog", backlog)).lasting(ofHours(2));

        assertThat(run.replicasAt(ofMinutes(19))).as("(50 + 1000 / 10) / 10").isEqualTo(15);
        assertThat(run.replicasAt(ofMinutes(21))).as("not nil yet").isEqualTo(15);
        assertThat(run.replicasAt(ofMinutes(39)))
                .as("nil: the fallback's replicas")
                .isEqualTo(7);
        assertThat(run.replicasAt(ofMinutes(59)))
                .as("twice 7, within the tolerance of 15")
                .isEqualTo(14);
        assertThat(run.replicasAt(ofHours(2))).as("30 / 10 is not above 3").isZero();
        assertThat(run.turns().get(10).decision().orElseThrow().explanation().composite())
                .hasValueSatisfying(composite -> assertThat(composite.toString())
                        .startsWith("composite 150 of 10 per replica (in=50, backlog=1000)"));
    }

    @Test
    void aRecordedRunIsReplayedUnderItsComposite() {
        ScalingPolicy policy = ScalingPolicy.builder()
                .replicas(0, 20)
                .cooldown(ofMinutes(2))
                .composite(Composite.of(new Lag(), averageValue(50)).activatesAbove(4))
                .build();
        Load load = Load.sine(500, 450, ofMinutes(17))
                .failing(ofMinutes(25), ofMinutes(35))
                .then(ofMinutes(60), 0);
        var service = new RecordedService(directory, policy, load);
        service.run(ScalingState.initial(), autoscaler -> service.time.advance(ofMinutes(80)));

        Replay replay = Replay.of(service.recording(), policy);

        assertThat(replay.firstDifference()).isEmpty();
        assertThat(service.decisions).anySatisfy(decision -> {
            assertThat(decision.explanation().binding().stage()).isEqualTo(Stage.DEACTIVATE);
            assertThat(decision.to()).isZero();
        });
        assertThat(service.decisions)
                .anyMatch(decision ->
                        decision.explanation().composite().orElseThrow().reason() == Reason.FALLBACK);
        assertThat(Replay.of(
                                service.recording(),
                                ScalingPolicy.builder()
                                        .replicas(0, 20)
                                        .cooldown(ofMinutes(2))
                                        .build())
                        .isIdentical())
                .as("without the composite")
                .isFalse();
    }

    @Test
    void aChangedTargetOfTheCompositeIsWhatIf() {
        Load in = Load.constant(100);
        ScalingPolicy half = ScalingPolicy.builder()
                .replicas(0, 30)
                .composite(Composite.of(new Work(), averageValue(5)))
                .build();
        for (var one : Map.of(POLICY, 10, half, 20).entrySet()) {
            Run run = Simulation.of(one.getKey())
                    .every(ofSeconds(15))
                    .trigger("in", UNUSED, in)
                    .trigger("backlog", UNUSED, Load.constant(0))
                    .lasting(ofMinutes(10));
            assertThat(run.replicasAt(ofMinutes(10))).isEqualTo(one.getValue());
        }
    }

    private static TriggerPlan plan(MetricSpec metric) {
        return OptionReader.of(TriggerSpec.builder("queue").build(), List.of())
                .plan(metric, index -> "s" + index, context -> {
                    throw new AssertionError("a simulation opens nothing");
                });
    }
}
