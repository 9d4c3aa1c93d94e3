package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every decision, over random policies, states and readings. Replay one seed with
 * {@code -Dscaler4j.seed=N}.
 */
class DecisionPropertiesTest {

    private static final int DECISIONS_PER_SEED = 200;

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, 250) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyDecisionKeepsTheRules(long seed) {
        var random = new SplittableRandom(seed);
        var given = new RandomPolicy(random);
        ScalingState state = ScalingState.initial();
        int count = random.nextInt(0, given.max + 3);
        Instant now = Timeline.START;
        for (int turn = 0; turn < DECISIONS_PER_SEED; turn++) {
            now = now.plus(Duration.ofMillis(random.nextInt(0, 40_000)));
            count = random.nextInt(20) == 0 ? random.nextInt(0, given.max + 3) : count;
            var replicas =
                    new Replicas(count, Math.max(0, count - random.nextInt(2)), Math.max(0, count - random.nextInt(3)));
            var observation = Observation.of(now, replicas, measurements(random));
            String before = state.toString();

            Decision decision = given.policy.decide(state, observation);

            String context =
                    "seed " + seed + ", turn " + turn + ", " + given.policy + "\n" + observation + "\n" + decision;
            assertThat(given.policy.decide(state, observation)).as(context).isEqualTo(decision);
            assertThat(state).as(context).hasToString(before);
            assertWalkIsContiguous(decision, context);
            assertWithinBounds(given, decision, context);
            assertFailuresNeverShrink(given, observation, decision, context);
            assertNamesWhatDecided(decision, context);
            boolean applied = random.nextInt(10) > 0;
            state = decision.next(applied);
            count = applied ? decision.to() : decision.from();
        }
    }

    private static void assertWalkIsContiguous(Decision decision, String context) {
        int at = decision.from();
        for (Step step : decision.explanation().steps()) {
            assertThat(step.from()).as(context).isEqualTo(at);
            at = step.to();
        }
        assertThat(at).as(context).isEqualTo(decision.to());
    }

    private static void assertWithinBounds(RandomPolicy given, Decision decision, String context) {
        boolean awake = !given.policy.isDormant(decision.to());
        if (awake) {
            assertThat(decision.to()).as(context).isBetween(Math.max(1, given.min), given.max);
        } else if (decision.changes()) {
            assertThat(decision.to()).as(context).isEqualTo(given.idle < 0 ? 0 : given.idle);
        }
    }

    private static void assertFailuresNeverShrink(
            RandomPolicy given, Observation observation, Decision decision, String context) {
        boolean failed = observation.measurements().stream()
                .filter(measurement -> !measurement.isAbstaining())
                .anyMatch(measurement -> measurement.reading() instanceof Reading.Failure);
        if (failed) {
            assertThat(decision.to()).as(context).isGreaterThanOrEqualTo(Math.min(decision.from(), given.max));
        }
    }

    private static void assertNamesWhatDecided(Decision decision, String context) {
        var binding = decision.explanation().binding();
        assertThat(decision.explanation().steps())
                .as(context)
                .anyMatch(step -> step.stage() == binding.stage() && step.reason() == binding.reason());
    }

    private static List<Measurement> measurements(SplittableRandom random) {
        var measurements = new ArrayList<Measurement>();
        int triggers = random.nextInt(1, 4);
        for (int i = 0; i < triggers; i++) {
            MetricTarget target = random.nextInt(3) == 0 ? MetricTarget.value(50) : MetricTarget.averageValue(50);
            measurements.add(
                    Measurement.of("trigger" + i, target, reading(random)).activatesAbove(random.nextInt(3)));
        }
        return measurements;
    }

    private static Reading reading(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0 -> Reading.failure(Kind.UNAVAILABLE, "down");
            case 1 -> Reading.of(Double.NaN);
            case 2 -> Reading.of(Math.scalb(random.nextDouble(-1, 1), random.nextInt(0, 90)));
            case 3 -> Reading.value(random.nextInt(2000)).lowerBound().build();
            case 4 ->
                Reading.value(random.nextInt(2000))
                        .limits(ReplicaLimits.atMost(random.nextInt(20)))
                        .build();
            case 5, 6, 7 -> Reading.of(0);
            default -> Reading.of(random.nextInt(2000));
        };
    }

    /** A policy with random settings, and the settings. */
    private static final class RandomPolicy {

        private final int min;
        private final int max;
        private final int idle;
        private final ScalingPolicy policy;

        RandomPolicy(SplittableRandom random) {
            min = random.nextInt(0, 6);
            max = Math.max(1, min) + random.nextInt(0, 30);
            idle = random.nextInt(4) == 0 ? random.nextInt(0, Math.max(1, min)) : -1;
            var builder = ScalingPolicy.builder()
                    .replicas(min, max)
                    .cooldown(Duration.ofSeconds(random.nextInt(0, 300)))
                    .initialCooldown(Duration.ofSeconds(random.nextInt(0, 300)))
                    .tolerance(random.nextInt(3) * 0.1)
                    .activation(ActivationMode.values()[random.nextInt(2)])
                    .deactivation(DeactivationMode.values()[random.nextInt(2)])
                    .scaleUp(rules(random))
                    .scaleDown(rules(random));
            policy = (idle < 0 ? builder : builder.idleReplicas(idle)).build();
        }

        private static ScalingRules rules(SplittableRandom random) {
            var rules = ScalingRules.builder().select(SelectPolicy.values()[random.nextInt(3)]);
            if (random.nextBoolean()) {
                rules.stabilizationWindow(Duration.ofSeconds(random.nextInt(0, 400)));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                rules.percent(random.nextInt(1, 150), Duration.ofSeconds(random.nextInt(1, 120)));
                rules.replicas(random.nextInt(1, 10), Duration.ofSeconds(random.nextInt(1, 120)));
            }
            return rules.build();
        }
    }
}
