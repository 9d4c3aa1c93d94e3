package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How decisions are related where bounds, times and names are: nobody has to know the right count. */
class WorldRelationsTest extends PropertyFixture {

    private static Supplier<String> context(RandomWorld world, Observation observation, Decision one, Decision other) {
        return () -> world.describe(observation, one + "\nand\n" + other);
    }

    /** A count below the minimum is first raised to it, whatever the triggers ask for, as the HPA does. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aHigherMinimumNeverMeansFewerReplicas(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look().with(ReplicaBounds.none());
            int low = world.random().nextInt(0, 20);
            int high = low + world.random().nextInt(0, 20);

            Decision less = world.decide(observation.with(ReplicaBounds.atLeast(low)));
            Decision more = world.decide(observation.with(ReplicaBounds.atLeast(high)));

            assertThat(more.to())
                    .as(context(world, observation, less, more))
                    .isGreaterThanOrEqualTo(Math.min(less.to(), high));
            world.follow(world.decide(observation));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aLowerMaximumNeverMeansMoreReplicas(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look().with(ReplicaBounds.none());
            int low = world.random().nextInt(1, 20);
            int high = low + world.random().nextInt(0, 20);

            Decision less = world.decide(observation.with(ReplicaBounds.atMost(low)));
            Decision more = world.decide(observation.with(ReplicaBounds.atMost(high)));

            assertThat(less.to()).as(context(world, observation, less, more)).isLessThanOrEqualTo(more.to());
            world.follow(world.decide(observation));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aBoundThatThePolicyHasAnywayChangesNothing(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look().with(ReplicaBounds.none());
            var wide = new ReplicaBounds(0, Integer.MAX_VALUE);
            assertThat(world.decide(observation.with(wide)).to())
                    .as(() -> world.describe(observation, wide))
                    .isEqualTo(world.decide(observation).to());
            world.follow(world.decide(observation));
        }
    }

    /** A whole run, with the state that it leads to. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theDateDoesNotMatter(long seed) {
        var world = new RandomWorld(seed);
        Duration later = Duration.ofSeconds(world.random().nextLong(-1L << 30, 1L << 30));
        ScalingState state = ScalingState.initial();
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);
            Decision other = world.policy().decide(state, at(observation, later));

            assertThat(other.to())
                    .as(context(world, observation, decision, other))
                    .isEqualTo(decision.to());
            boolean written = world.follow(decision);
            state = other.next(written);
        }
    }

    private static Observation at(Observation observation, Duration later) {
        Observation shifted = with(observation, measurement -> measurement.with(at(measurement.reading(), later)));
        return Observation.of(shifted.at().plus(later), shifted.replicas(), shifted.measurements())
                .every(shifted.interval())
                .with(shifted.control())
                .with(shifted.bounds());
    }

    private static Reading at(Reading reading, Duration later) {
        if (!(reading instanceof Reading.Samples samples)) {
            return reading;
        }
        List<ReplicaSample> replicas =
                samples.replicas().stream().map(each -> at(each, later)).toList();
        return Reading.samples(samples.resource(), replicas)
                .startingUp(samples.initializationPeriod(), samples.readinessDelay());
    }

    private static ReplicaSample at(ReplicaSample replica, Duration later) {
        var shifted = ReplicaSample.builder(replica.name())
                .phase(replica.phase())
                .ready(
                        replica.ready().orElseThrow(),
                        replica.readyChangedAt().map(at -> at.plus(later)).orElseThrow())
                .startedAt(replica.startedAt().map(at -> at.plus(later)).orElseThrow());
        replica.requestMilli().ifPresent(shifted::requestMilli);
        Instant sampledAt = replica.sampledAt().orElse(Instant.EPOCH).plus(later);
        replica.usageMilli().ifPresent(milli -> shifted.usage(milli, sampledAt, replica.window()));
        return shifted.build();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theNamesOfTriggersDoNotMatter(long seed) {
        var world = new RandomWorld(seed);
        ScalingState state = ScalingState.initial();
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);
            Decision other = world.policy().decide(state, with(observation, WorldRelationsTest::renamed));

            assertThat(other.to())
                    .as(context(world, observation, decision, other))
                    .isEqualTo(decision.to());
            boolean written = world.follow(decision);
            state = other.next(written);
        }
    }

    /** In another order, too. */
    private static Measurement renamed(Measurement measurement) {
        String name = measurement.trigger();
        var other = Measurement.of(
                        (9 - (name.charAt(name.length() - 1) - '0')) + " = ü;,\"" + name,
                        measurement.target(),
                        measurement.reading())
                .activatesAbove(measurement.activationThreshold());
        return withOptionsOf(measurement, other);
    }

    /** Nothing is remembered of a state but what its text says. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPolicyThatIsBuiltAgainDecidesTheSame(long seed) {
        var world = new RandomWorld(seed);
        var again = new RandomWorld(seed).policy();
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);

            assertThat(again.decide(ScalingState.parse(world.state().toText()), observation))
                    .as(() -> world.describe(observation, decision))
                    .isEqualTo(decision);
            world.follow(decision);
        }
    }
}
