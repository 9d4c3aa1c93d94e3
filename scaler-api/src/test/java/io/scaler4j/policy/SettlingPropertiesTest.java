package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a steady load leads to in the end, whatever the policy: windows and rates delay, they never prevent. */
class SettlingPropertiesTest extends PropertyFixture {

    private static final int MOST_TURNS = 1_500;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSteadyLoadSettlesWithinTheToleranceOrAtABound(long seed) {
        var run = new SteadyRun(seed);
        double load = run.random.nextInt(1, 3_000);
        run.settle(load);
        int floor = Math.max(1, run.settings.min());
        double ratio = load / (50.0 * run.count);
        boolean onTarget = run.settings.tolerance().covers(ratio) || run.count == Math.ceil(load / 50);
        boolean atMinimum = run.count == floor && ratio < 1;
        boolean atMaximum = run.count == run.settings.max() && ratio > 1;
        assertThat(onTarget || atMinimum || atMaximum || run.isHeldByADisabledDirection(ratio))
                .as("%s: a load of %s with 50 per replica settled at %s", run, load, run.count)
                .isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void withoutLoadATargetThatMaySleepFallsAsleep(long seed) {
        var run = new SteadyRun(seed);
        run.settle(0);
        int rest = run.settings.canBeIdle() ? run.settings.idleCount() : run.settings.min();
        boolean gradually = run.settings.deactivation() == DeactivationMode.GRADUAL || !run.settings.canBeIdle();
        if (!(gradually && run.settings.down().isDisabled())) {
            assertThat(run.count).as("%s", run).isEqualTo(rest);
        }
    }

    /** One trigger, every 15 s, every write confirmed. */
    private static final class SteadyRun {

        private final long seed;
        private final SplittableRandom random;
        private final ScalingPolicy.Builder.Staged policy;
        private final PolicySettings settings;
        private ScalingState state = ScalingState.initial();
        private Instant now = Timeline.START;
        private Decision last;
        private int count;

        SteadyRun(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            policy = RandomPolicies.next(random);
            settings = policy.settings();
            count = random.nextInt(1, 60);
        }

        /** Until nothing has changed for longer than any window, period and cooldown. */
        void settle(double load) {
            int unchanged = 0;
            for (int turn = 0; unchanged < 60; turn++) {
                assertThat(turn).as("%s still moves: %s", this, last).isLessThan(MOST_TURNS);
                var lag = Measurement.of("lag", MetricTarget.averageValue(50), Reading.of(load));
                last = policy.decide(state, Observation.of(now, Replicas.of(count), lag));
                if (load == 0 && turn > 0) {
                    assertThat(last.to()).as("%s without load: %s", this, last).isLessThanOrEqualTo(last.from());
                }
                unchanged = last.changes() ? 0 : unchanged + 1;
                state = last.next(true);
                count = last.to();
                now = now.plusSeconds(15);
            }
        }

        boolean isHeldByADisabledDirection(double ratio) {
            return ratio > 1 ? settings.up().isDisabled() : settings.down().isDisabled();
        }

        @Override
        public String toString() {
            return "replay with -Dscaler4j.seed=" + seed + ", " + policy;
        }
    }
}
