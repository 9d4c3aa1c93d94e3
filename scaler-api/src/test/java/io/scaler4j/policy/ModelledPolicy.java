package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.NaiveModel.Sum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A random policy whose target is never idle, and the same settings for the {@link NaiveModel}. */
final class ModelledPolicy {

    private static final List<RateLimit> DEFAULT_UP =
            List.of(RateLimit.replicas(4, Duration.ofSeconds(15)), RateLimit.percent(100, Duration.ofSeconds(15)));
    private static final List<RateLimit> DEFAULT_DOWN = List.of(RateLimit.percent(100, Duration.ofSeconds(15)));

    private final ScalingPolicy policy;
    private final NaiveModel.Settings settings;
    private final double toleranceUp;
    private final double toleranceDown;
    private final @Nullable Sum sum;

    ModelledPolicy(SplittableRandom random) {
        boolean composite = random.nextInt(5) == 0;
        int min = random.nextInt(composite ? 1 : 0, 6); // a composite that is unknown has one more step with 0
        int max = random.nextInt(20) == 0 ? Integer.MAX_VALUE : Math.max(1, min) + random.nextInt(0, 60);
        boolean legacy = random.nextInt(8) == 0;
        double general = random.nextInt(4) * 0.1;
        var up = new RandomRules(random, legacy, false);
        var down = new RandomRules(random, legacy, true);
        toleranceUp = up.tolerance < 0 ? general : up.tolerance;
        toleranceDown = down.tolerance < 0 ? general : down.tolerance;
        settings =
                new NaiveModel.Settings(min, max, legacy, up.modelled(0, DEFAULT_UP), down.modelled(300, DEFAULT_DOWN));
        var builder = ScalingPolicy.builder().replicas(min, max).tolerance(general);
        sum = composite ? new Sum(random.nextBoolean(), random.nextInt(1, 100_000), toleranceUp, toleranceDown) : null;
        if (sum != null) {
            double target = sum.target() / 1000.0;
            builder.composite(Composite.of(
                            Formulas.sum("trigger0", "trigger1"),
                            sum.perReplica() ? MetricTarget.averageValue(target) : MetricTarget.value(target))
                    .activatesAbove(-Double.MAX_VALUE)); // always active: becoming idle is not in the model
        }
        policy = (legacy ? builder.legacy() : builder.scaleUp(up.built()))
                .scaleDown(down.built())
                .build();
    }

    ScalingPolicy policy() {
        return policy;
    }

    NaiveModel.Settings settings() {
        return settings;
    }

    /** Null for a policy without a composite; else its triggers are {@code trigger0} and {@code trigger1}. */
    @Nullable
    Sum sum() {
        return sum;
    }

    double toleranceUp() {
        return toleranceUp;
    }

    double toleranceDown() {
        return toleranceDown;
    }

    /** A count that someone else may set: at least 1, at times out of the bounds. */
    int someCount(SplittableRandom random) {
        return random.nextInt(1, Math.min(settings.max(), 1000) + 4);
    }

    /** What is configured for one direction; negative numbers are not set. */
    private static final class RandomRules {

        private final int windowSeconds;
        private final SelectPolicy select;
        private final List<RateLimit> limits = new ArrayList<>();
        private final double tolerance;

        RandomRules(SplittableRandom random, boolean legacy, boolean down) {
            boolean unset = legacy && !down;
            windowSeconds = unset ? -1 : random.nextInt(-5, 25) * 15 + (random.nextInt(5) == 0 ? 7 : 0);
            select = legacy ? SelectPolicy.MAX : SelectPolicy.values()[Math.floorMod(random.nextInt(7), 3)];
            tolerance = unset || random.nextBoolean() ? -1 : random.nextInt(5) * 0.05;
            for (int i = legacy ? 0 : random.nextInt(4); i > 0; i--) {
                Duration period = Duration.ofSeconds(
                        random.nextInt(8) == 0 ? random.nextInt(1, 1801) : random.nextInt(1, 9) * 15L);
                limits.add(
                        random.nextBoolean()
                                ? RateLimit.replicas(random.nextInt(1, 12), period)
                                : RateLimit.percent(random.nextInt(1, 200), period));
            }
        }

        NaiveModel.Rules modelled(int defaultWindowSeconds, List<RateLimit> defaults) {
            return new NaiveModel.Rules(
                    (windowSeconds < 0 ? defaultWindowSeconds : windowSeconds) * 1000L,
                    select,
                    limits.isEmpty() ? defaults : limits);
        }

        ScalingRules built() {
            var rules = ScalingRules.builder().select(select);
            if (windowSeconds >= 0) {
                rules.stabilizationWindow(Duration.ofSeconds(windowSeconds));
            }
            if (tolerance >= 0) {
                rules.tolerance(tolerance);
            }
            for (RateLimit limit : limits) {
                if (limit.unit() == RateLimit.Unit.REPLICAS) {
                    rules.replicas(limit.amount(), limit.period());
                } else {
                    rules.percent(limit.amount(), limit.period());
                }
            }
            return rules.build();
        }
    }
}
