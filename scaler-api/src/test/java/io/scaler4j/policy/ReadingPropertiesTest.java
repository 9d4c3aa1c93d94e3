package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What readings can and cannot do to a decision, in any state that a run of decisions leads to. */
class ReadingPropertiesTest extends PropertyFixture {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void moreWorkNeverMeansFewerReplicas(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            double factor = 1 + world.random().nextDouble(0.5);
            double more = world.random().nextDouble(100);
            Decision less = world.decide(withPositiveAverages(observation, value -> value));
            Decision most = world.decide(withPositiveAverages(observation, value -> value * factor + more));
            assertThat(most.to())
                    .as(() -> world.describe(observation, less + "\nwith more work: " + most))
                    .isGreaterThanOrEqualTo(less.to());
            world.follow(less);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anUncoveredFailureNeverShrinksBelowTheSmallerOfCountAndMaximum(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);
            Supplier<String> context = () -> world.describe(observation, decision);
            boolean uncovered = decision.explanation().recommendations().stream()
                    .anyMatch(recommendation -> !recommendation.isUsable() && recommendation.takesPartInActivation());
            if (uncovered && !observation.control().isPaused()) {
                int max = world.boundsOf(observation).max();
                assertThat(decision.to()).as(context).isGreaterThanOrEqualTo(Math.min(decision.from(), max));
            }
            world.follow(decision);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void notANumberAndInfinitiesNeverScale(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            double nonsense = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                    .get(world.random().nextInt(3));
            Decision decision = world.decide(withoutFallbacks(observation, Reading.of(nonsense)));
            boolean bounded = passed(decision, Stage.PAUSE)
                    || passed(decision, Stage.RANGE)
                    || passed(decision, Stage.SCHEDULE)
                    || isBecauseOf(decision, Reason.FORCED);
            boolean everyTriggerAbstains = observation.measurements().stream().allMatch(Measurement::isAbstaining);
            if (!bounded && !everyTriggerAbstains) {
                assertThat(decision.changes())
                        .as(() -> world.describe(observation, decision))
                        .isFalse();
            }
            world.follow(world.decide(observation));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void negativeNumbersActAsZero(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            double negative =
                    -Math.scalb(world.random().nextDouble(), world.random().nextInt(1000));
            Decision zero = world.decide(withoutFallbacks(observation, Reading.of(0)));
            Decision below = world.decide(withoutFallbacks(observation, Reading.of(negative)));
            Supplier<String> context = () -> world.describe(observation, zero + "\nwith " + negative + ": " + below);
            assertThat(below.to()).as(context).isEqualTo(zero.to());
            assertThat(below.next(true)).as(context).isEqualTo(zero.next(true));
            world.follow(world.decide(observation));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void hugeNumbersLeadToTheMaximumAndNoFurther(long seed) {
        var world = new RandomWorld(seed);
        var policy = ScalingPolicy.builder()
                .replicas(1, world.random().nextInt(1, Integer.MAX_VALUE))
                .scaleUp(ScalingRules.builder()
                        .percent(Integer.MAX_VALUE, Duration.ofSeconds(1))
                        .build())
                .build();
        var huge = Reading.of(
                Math.scalb(1 + world.random().nextDouble(), world.random().nextInt(80, 1023)));
        var target = world.random().nextBoolean() ? MetricTarget.averageValue(50) : MetricTarget.value(50);
        int max = ((ScalingPolicy.Builder.Staged) policy).settings().max();
        int from = world.random().nextInt(1, max + 1);
        var observation = Observation.of(Timeline.START, Replicas.of(from), Measurement.of("lag", target, huge));
        Decision decision = policy.decide(ScalingState.initial(), observation);
        assertThat(decision.to())
                .as(() -> world.describe(observation, decision))
                .isEqualTo(max);
    }

    /** Positive numbers changed, everything else as it is. */
    private static Observation withPositiveAverages(Observation observation, UnaryOperator<Double> change) {
        return with(observation, measurement -> {
            boolean average = measurement.target() instanceof MetricTarget.AverageValue;
            return average && measurement.reading() instanceof Reading.Value value && value.milli() >= 0
                    ? measurement.with(changed(value, change))
                    : measurement;
        });
    }

    private static Reading changed(Reading.Value value, UnaryOperator<Double> change) {
        double number = Math.min(change.apply(value.milli() / 1000.0), Double.MAX_VALUE);
        var reading = Reading.value(number)
                .activatingOn(Math.min(change.apply(Math.max(0, value.activationValue())), Double.MAX_VALUE))
                .limits(value.limits());
        return value.isLowerBound() ? reading.lowerBound().build() : reading.build();
    }

    private static Observation withoutFallbacks(Observation observation, Reading reading) {
        return with(observation, measurement -> {
            var bare = Measurement.of(measurement.trigger(), measurement.target(), reading)
                    .activatesAbove(measurement.activationThreshold());
            return measurement.isAbstaining() ? bare.abstains() : bare;
        });
    }
}
