package io.scaler4j.policy;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions that a custom policy makes with {@link Decision#of}. */
class CustomDecisionTest extends PropertyFixture {

    private static final Instant NOW = Timeline.START;

    private static Observation seeing(int replicas, double lag) {
        return Observation.of(
                NOW, Replicas.of(replicas), Measurement.of("lag", MetricTarget.averageValue(50), Reading.of(lag)));
    }

    private static Step recommend(int from, int to) {
        return Step.of(Stage.RECOMMEND, from, to, Reason.CUSTOM, "because of the moon");
    }

    // ---- what is derived

    @Test
    void theCountBeforeTheReasonAndTheExplanationFollow() {
        Decision decision = Decision.of(
                seeing(3, 120),
                ScalingState.initial(),
                5,
                List.of(recommend(3, 8), Step.of(Stage.RATE_LIMIT, 8, 5, Reason.RATE, "two at a time")));
        assertThat(decision.from()).isEqualTo(3);
        assertThat(decision.to()).isEqualTo(5);
        assertThat(decision.at()).isEqualTo(NOW);
        assertThat(decision.state()).isEqualTo(ScalingState.initial());
        assertThat(decision.bounds()).isEqualTo(ReplicaBounds.none());
        assertThat(decision).hasToString("RECOMMEND 3 -> 8 because of the moon · RATE_LIMIT 8 -> 5 two at a time");
        assertThat(decision.explanation().binding())
                .isEqualTo(new Explanation.Binding(Stage.RATE_LIMIT, Reason.RATE, 8));
        assertThat(decision.explanation().recommendations())
                .extracting(Recommendation::trigger, one -> one.replicas().orElseThrow())
                .containsExactly(tuple("lag", 3));
        assertThat(decision.toMap()).containsEntry("to", 5).containsEntry("reason", "RATE");
    }

    @Test
    void theNextStateRemembersTheRecommendationTheChangeAndTheActivity() {
        ScalingState next = Decision.of(seeing(3, 120), ScalingState.initial(), 5, List.of(recommend(3, 5)))
                .next(true);
        assertThat(next.recommendations()).hasToString("[3, 5]");
        assertThat(next.ups()).hasToString("[2]");
        assertThat(next.lastActiveAt()).contains(NOW);
        assertThat(next.lastDecisionAt()).contains(NOW);
        assertThat(ScalingState.parse(next.toText())).isEqualTo(next);
    }

    @Test
    void aWriteThatDidNotHappenIsNoChange() {
        ScalingState next = Decision.of(seeing(3, 120), ScalingState.initial(), 5, List.of(recommend(3, 5)))
                .next(false);
        assertThat(next.recommendations()).hasToString("[3, 5]");
        assertThat(next.ups()).hasToString("[]");
    }

    @Test
    void aZeroIsOurs() {
        ScalingState next = Decision.of(seeing(3, 0), ScalingState.initial(), 0, List.of(recommend(3, 0)))
                .next(true);
        assertThat(next.zeroIsOurs()).isTrue();
        assertThat(next.lastActiveAt()).isEmpty();
    }

    // ---- what is refused

    @Test
    void stepsLeadFromTheObservedCountToTheDecidedOne() {
        assertThatThrownBy(() -> Decision.of(seeing(3, 0), ScalingState.initial(), 5, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the steps of a decision must end at its count 5, were []");
        assertThatThrownBy(() -> Decision.of(seeing(3, 0), ScalingState.initial(), 5, List.of(recommend(3, 4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the steps of a decision must end at its count 5");
        assertThatThrownBy(() ->
                        Decision.of(seeing(3, 0), ScalingState.initial(), 5, List.of(recommend(3, 4), recommend(3, 5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the step \"RECOMMEND 3 -> 5 because of the moon\" of a decision must start at 4, where the"
                        + " one before it ended, or at the observed desired count");
    }

    @Test
    void aStepNeedsItsPartsAndCountsOfAtLeastZero() {
        assertThatThrownBy(() -> recommend(3, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counts of at least 0, was RECOMMEND 3 -> -1");
    }

    // ---- beside the policies of this library

    /** Decides nothing itself: it tells what another policy decided. */
    private record Retold(ScalingPolicy policy) implements ScalingPolicy {

        @Override
        public Decision decide(ScalingState state, Observation observation) {
            Decision decision = policy.decide(state, observation);
            return Decision.of(
                    observation, state, decision.to(), decision.explanation().steps());
        }
    }

    /** The built-in options that only a policy itself can know of when it decides the next time. */
    private static boolean canBeRetold(PolicySettings settings) {
        boolean seesWhatActivationAskedFor = settings.activation() == ActivationMode.PROPORTIONAL
                && settings.up().windowMicros() > 0;
        return settings.idle().isEmpty() && !seesWhatActivationAskedFor;
    }

    /** While no replica is there, a tolerance decides whether a total can be used, and a custom policy has none. */
    private static Observation settled(Observation seen) {
        return Observation.of(seen.at(), Replicas.of(seen.replicas().desired()), seen.measurements())
                .every(seen.interval())
                .with(seen.bounds())
                .with(seen.control());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPolicyThatIsRetoldDecidesTheSameTurnAfterTurn(long seed) {
        var world = new RandomWorld(seed);
        if (!canBeRetold(world.settings())) {
            return;
        }
        var retold = new Retold(world.policy());
        ScalingState state = ScalingState.initial();
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = settled(world.look());
            Decision decision = world.decide(observation);
            Decision told = retold.decide(state, observation);
            Supplier<String> context = () -> world.describe(observation, decision + "\nretold: " + told);
            assertThat(told.to()).as(context).isEqualTo(decision.to());
            assertThat(told.explanation().steps())
                    .as(context)
                    .isEqualTo(decision.explanation().steps());
            boolean written = world.follow(decision);
            state = told.next(written);
            assertThat(state.lastActiveAt()).as(context).isEqualTo(world.state().lastActiveAt());
            assertThat(state.failures()).as(context).isEqualTo(world.state().failures());
            assertThat(state.zeroIsOurs()).as(context).isEqualTo(world.state().zeroIsOurs());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverIsDecidedTheStateKeepsEachRecommendationAndEachConfirmedChangeOfHalfAnHour(long seed) {
        var world = new RandomWorld(seed);
        ScalingState state = ScalingState.initial();
        var changes = new ArrayList<long[]>();
        int first = world.random().nextInt(10);
        int count = first;
        long at = Micros.of(NOW);
        for (int turn = 0; turn < TURNS; turn++) {
            at += ofSeconds(world.random().nextInt(1, 60)).toMillis() * 1000;
            int to = world.random().nextInt(20);
            Observation observation = Observation.of(Micros.toInstant(at), Replicas.of(count));
            Decision decision = Decision.of(observation, state, to, List.of(recommend(count, to)));
            boolean written = world.random().nextInt(4) > 0;
            state = decision.next(written);
            if (written && to != count) {
                changes.add(new long[] {at, to - count});
            }
            count = written ? to : count;
            // At first sight the count stands for what was recommended before.
            assertThat(state.recommendations().highest(0, at, 0)).isEqualTo(turn == 0 ? Math.max(first, to) : to);
            assertThat(state.ups().within(Micros.of(RateLimit.LONGEST_PERIOD), at))
                    .isEqualTo(sum(changes, at, 1));
            assertThat(state.downs().within(Micros.of(RateLimit.LONGEST_PERIOD), at))
                    .isEqualTo(sum(changes, at, -1));
            assertThat(ScalingState.parse(state.toText())).isEqualTo(state);
        }
    }

    private static long sum(List<long[]> changes, long at, int sign) {
        long since = at - Micros.of(RateLimit.LONGEST_PERIOD);
        return changes.stream()
                .filter(change -> change[0] > since && change[1] * sign > 0)
                .mapToLong(change -> change[1] * sign)
                .sum();
    }
}
