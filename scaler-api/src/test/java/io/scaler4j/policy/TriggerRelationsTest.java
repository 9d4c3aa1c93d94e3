package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How two decisions on the same state are related where their triggers are: nobody has to know the right count. */
class TriggerRelationsTest extends PropertyFixture {

    private static final double LARGEST = 1e12;

    private static Observation with(Observation observation, List<Measurement> measurements) {
        return Observation.of(observation.at(), observation.replicas(), measurements)
                .every(observation.interval())
                .with(observation.control())
                .with(observation.bounds());
    }

    private static List<Measurement> and(Observation observation, Measurement more) {
        List<Measurement> all = new ArrayList<>(observation.measurements());
        all.add(more);
        return all;
    }

    private static Supplier<String> context(RandomWorld world, Observation observation, Decision one, Decision other) {
        return () -> world.describe(observation, one + "\nand\n" + other);
    }

    /** A whole run, with the state that it leads to. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfTriggersDoesNotMatter(long seed) {
        var world = new RandomWorld(seed);
        ScalingState state = ScalingState.initial();
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            List<Measurement> shuffled = new ArrayList<>(observation.measurements());
            Collections.shuffle(shuffled, new Random(seed + turn));

            Decision decision = world.decide(observation);
            Decision other = world.policy().decide(state, with(observation, shuffled));

            assertThat(other.to())
                    .as(context(world, observation, decision, other))
                    .isEqualTo(decision.to());
            boolean written = world.follow(decision);
            state = other.next(written);
        }
    }

    /** Twice the work at twice the target is as many replicas. Powers of two leave no remainder. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theUnitOfAMetricDoesNotMatter(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = with(world.look(), TriggerRelationsTest::moderate);
            int factor = 1 << world.random().nextInt(1, 6);

            Decision decision = world.decide(observation);
            Decision other = world.decide(with(observation, measurement -> times(factor, measurement)));

            assertThat(other.to())
                    .as(context(world, observation, decision, other))
                    .isEqualTo(decision.to());
            assertThat(other.next(true))
                    .as(context(world, observation, decision, other))
                    .isEqualTo(decision.next(true));
            world.follow(decision);
        }
    }

    private static Measurement moderate(Measurement measurement) {
        return measurement.reading() instanceof Reading.Value value && Math.abs((double) value.milli()) > LARGEST
                ? measurement.with(Reading.of(1e6))
                : measurement;
    }

    private static Measurement times(int factor, Measurement measurement) {
        if (!(measurement.reading() instanceof Reading.Value value)) {
            return retargeted(factor, measurement, measurement.reading());
        }
        var reading = Reading.valueOfMilli(value.milli() * factor)
                .activatingOn(value.activationValue() * factor)
                .limits(value.limits());
        return retargeted(factor, measurement, (value.isLowerBound() ? reading.lowerBound() : reading).build());
    }

    /** A utilization is a percentage, and has no unit. */
    private static Measurement retargeted(int factor, Measurement measurement, Reading reading) {
        MetricTarget target = measurement.target();
        if (target instanceof MetricTarget.Utilization) {
            return measurement;
        }
        var other = Measurement.of(
                        measurement.trigger(),
                        target instanceof MetricTarget.AverageValue average
                                ? MetricTarget.averageValue(average.perReplica() * factor)
                                : MetricTarget.value(((MetricTarget.Value) target).total() * factor),
                        reading)
                .activatesAbove(measurement.activationThreshold() * factor);
        return withOptionsOf(measurement, other);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTriggerThatSaysWhatAnotherSaysAddsNothing(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            if (!observation.measurements().isEmpty()) {
                Measurement first = observation.measurements().get(0);
                var twin = Measurement.of("twin", first.target(), first.reading())
                        .activatesAbove(first.activationThreshold());
                twin = first.tolerance().isPresent()
                        ? twin.tolerance(first.tolerance().get())
                        : twin;
                twin = first.isAbstaining() ? twin.abstains() : twin;
                Decision decision = world.decide(observation);
                if (first.fallback().isEmpty()) {
                    Decision other = world.decide(with(observation, and(observation, twin)));
                    assertThat(other.to())
                            .as(context(world, observation, decision, other))
                            .isEqualTo(decision.to());
                }
            }
            world.follow(world.decide(observation));
        }
    }

    /** It may keep a target from falling asleep no more than from growing. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anIdleTriggerBesideOneThatWorksChangesNothing(long seed) {
        var world = new RandomWorld(seed);
        var idle = Measurement.of("idle", MetricTarget.averageValue(50), Reading.of(0));
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);
            boolean works = decision.explanation().recommendations().stream()
                    .anyMatch(each -> each.isUsable() && each.takesPartInActivation());
            if (works) {
                Decision other = world.decide(with(observation, and(observation, idle)));
                assertThat(other.to())
                        .as(context(world, observation, decision, other))
                        .isEqualTo(decision.to());
            }
            world.follow(decision);
        }
    }
}
