package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a state remembers: writes that did not happen, time that jumps, a text in between. */
class StatePropertiesTest extends PropertyFixture {

    /** More than any history can need: changes of 30 minutes at 15 s, and as many recommendations. */
    private static final int LARGEST_TEXT = 8_000;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsNotWrittenHasNoEffect(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);
            Supplier<String> context = () -> world.describe(observation, decision);
            ScalingState before = world.state();
            ScalingState unwritten = decision.next(false);
            assertThat(unwritten.ups()).as(context).isEqualTo(before.ups());
            assertThat(unwritten.downs()).as(context).isEqualTo(before.downs());
            if (!before.zeroIsOurs() && !(decision.changes() && decision.to() == 0)) {
                assertThat(unwritten.zeroIsOurs()).as(context).isFalse(); // a zero may have taken effect all the same
            }
            if (passed(decision, Stage.ACTIVATE) && !passed(decision, Stage.GAP)) {
                assertThat(unwritten.lastActiveAt()).as(context).isEqualTo(before.lastActiveAt());
                assertThat(unwritten.recommendations()).as(context).isEqualTo(before.recommendations());
            }
            if (!decision.changes()) {
                assertThat(decision.next(true)).as(context).isEqualTo(unwritten);
            }
            world.follow(decision);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void timeThatRunsBackwardsStandsStill(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Instant last = world.state().lastDecisionAt().orElse(Timeline.START);
            Instant earlier = last.minusMillis(world.random().nextInt(1, 1_000_000));
            Decision then = world.decide(at(observation, last));
            Decision before = world.decide(at(observation, earlier));
            if (world.state().lastDecisionAt().isPresent()) {
                Supplier<String> context = () -> world.describe(observation, then + "\nearlier: " + before);
                assertThat(before.explanation()).as(context).isEqualTo(then.explanation());
                assertThat(before.next(true)).as(context).isEqualTo(then.next(true));
                assertThat(before.next(false)).as(context).isEqualTo(then.next(false));
            }
            world.follow(world.decide(observation));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aGapNeverShrinks(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Instant last = world.state().lastDecisionAt().orElse(Timeline.START);
            Observation late = at(observation, last.plusSeconds(world.random().nextInt(76, 1_000_000)));
            Decision decision = world.decide(late);
            if (world.state().lastDecisionAt().isPresent() && !late.control().isPaused()) {
                int max = world.boundsOf(late).max();
                assertThat(decision.to())
                        .as(() -> world.describe(late, decision))
                        .isGreaterThanOrEqualTo(Math.min(decision.from(), max));
            }
            world.follow(world.decide(observation));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aDecisionTellsTheStateThatLeadsToItAgain(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);
            assertThat(decision.state()).isSameAs(world.state());
            world.follow(decision);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void savingAndRestoringAtAnyStepChangesNoLaterDecision(long seed) {
        var world = new RandomWorld(seed);
        ScalingState restored = ScalingState.initial();
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);
            Decision afterRestart = world.policy().decide(restored, observation);
            Supplier<String> context = () -> world.describe(observation, decision + "\nrestored: " + afterRestart);
            assertThat(afterRestart).as(context).isEqualTo(decision);
            boolean written = world.follow(decision);
            String text = afterRestart.next(written).toText();
            restored = ScalingState.parse(text);
            assertThat(restored).as(context).isEqualTo(world.state());
            assertThat(text).as(context).hasSizeLessThan(LARGEST_TEXT).isASCII().doesNotContainAnyWhitespaces();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aDamagedTextIsRefusedClearly(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS / 5; turn++) {
            world.follow(world.decide(world.look()));
            String text = world.state().toText();
            int at = world.random().nextInt(text.length());
            char other = (char) (text.charAt(at) ^ (1 << world.random().nextInt(7)));
            String changed = text.substring(0, at) + other + text.substring(at + 1);
            String cut = text.substring(0, at);
            String doubled = text.substring(0, at) + text.substring(Math.max(0, at - 1));
            assertRefused(changed);
            assertRefused(cut);
            assertRefused(doubled.equals(text) ? text + text : doubled);
        }
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> ScalingState.parse(text))
                .as(text)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scaling state is ")
                .hasMessageEndingWith("start with ScalingState.initial()");
    }

    private static Observation at(Observation observation, Instant at) {
        return Observation.of(at, observation.replicas(), observation.measurements())
                .every(Duration.ofSeconds(15))
                .with(observation.control())
                .with(observation.bounds());
    }
}
