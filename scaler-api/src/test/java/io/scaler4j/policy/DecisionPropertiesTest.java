package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every decision, over random policies, states, readings, controls and schedules. */
class DecisionPropertiesTest extends PropertyFixture {

    /** For each of 250 seeds: 200,000 decisions. */
    private static final int TURNS = 800;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyDecisionKeepsTheRules(long seed) {
        var world = new RandomWorld(seed);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            String before = world.state().toText();

            Decision decision = world.decide(observation);

            Supplier<String> context = () -> world.describe(observation, decision);
            assertThat(world.state().toText()).as(context).isEqualTo(before);
            assertThat(world.decide(observation)).as(context).isEqualTo(decision);
            assertThat(decision.from())
                    .as(context)
                    .isEqualTo(observation.replicas().desired());
            assertStepsIsContiguous(decision, context);
            assertNamesWhatDecided(decision, context);
            assertOperatorIsObeyed(observation, decision, context);
            assertWithinBounds(world, observation, decision, context);
            world.follow(decision);
        }
    }

    private static void assertStepsIsContiguous(Decision decision, Supplier<String> context) {
        int at = decision.from();
        for (Step step : decision.explanation().steps()) {
            assertThat(step.from()).as(context).isEqualTo(at);
            at = step.to();
        }
        assertThat(at).as(context).isEqualTo(decision.to());
    }

    private static void assertNamesWhatDecided(Decision decision, Supplier<String> context) {
        var binding = decision.explanation().binding();
        assertThat(decision.explanation().steps())
                .as(context)
                .anyMatch(step -> step.stage() == binding.stage() && step.reason() == binding.reason());
    }

    private static void assertOperatorIsObeyed(Observation observation, Decision decision, Supplier<String> context) {
        Control control = observation.control();
        if (control.isPaused()) {
            assertThat(decision.to()).as(context).isEqualTo(control.pausedAt().orElse(decision.from()));
            assertThat(passed(decision, Stage.PAUSE)).as(context).isTrue();
        } else if (control.isScaleInPaused()) {
            assertThat(decision.to()).as(context).isGreaterThanOrEqualTo(decision.from());
        }
        if (!control.isPaused() && control.isScaleOutPaused()) {
            assertThat(decision.to()).as(context).isLessThanOrEqualTo(decision.from());
        }
    }

    /** Outside of the bounds lies only what the walk gives a reason for. */
    private static void assertWithinBounds(
            RandomWorld world, Observation observation, Decision decision, Supplier<String> context) {
        EffectiveBounds bounds = world.boundsOf(observation);
        boolean paused = observation.control().isPaused();
        if (decision.to() > bounds.max() && !paused && !isBecauseOf(decision, Reason.SCALE_IN_PAUSED)) {
            assertThat(bounds.isLowered()).as(context).isTrue();
            assertThat(decision.to()).as(context).isLessThanOrEqualTo(Math.min(decision.from(), bounds.rangeMax()));
        }
        if (decision.to() < bounds.activeMinimum() && !paused && !isBecauseOf(decision, Reason.SCALE_OUT_PAUSED)) {
            boolean fallsAsleep = isBecauseOf(decision, Reason.COOLDOWN_OVER)
                    && decision.to() >= world.settings().idleCount();
            boolean sleepsOn = !decision.changes() && world.policy().isIdle(decision.to());
            assertThat(fallsAsleep || sleepsOn).as(context).isTrue();
        }
    }
}
