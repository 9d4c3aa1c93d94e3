package io.scaler4j.policy;

import java.time.Duration;
import java.util.SplittableRandom;

/** Policies with every option at random. */
final class RandomPolicies {

    private RandomPolicies() {}

    static ScalingPolicy.Builder.Staged next(SplittableRandom random) {
        int min = random.nextInt(3) == 0 ? 0 : random.nextInt(0, 6);
        int max = random.nextInt(25) == 0 ? Integer.MAX_VALUE : Math.max(1, min) + random.nextInt(0, 30);
        var builder = ScalingPolicy.builder()
                .replicas(min, max)
                .cooldown(Duration.ofSeconds(random.nextInt(0, 200)))
                .tolerance(random.nextInt(3) * 0.1)
                .activation(ActivationMode.values()[random.nextInt(2)])
                .deactivation(DeactivationMode.values()[random.nextInt(2)]);
        if (random.nextBoolean()) {
            builder.initialCooldown(Duration.ofSeconds(random.nextInt(0, 200)));
        }
        if (random.nextInt(3) == 0) {
            builder.idleReplicas(random.nextInt(0, Math.max(1, min)));
        }
        if (random.nextInt(4) == 0) {
            builder.respectManualZero();
        }
        if (random.nextInt(6) == 0) {
            builder.legacy().scaleDown(window(random).build());
        } else {
            Duration longestPeriod = Duration.ofSeconds(random.nextInt(1, 9) * 15L);
            builder.scaleUp(rules(random, longestPeriod)).scaleDown(rules(random, longestPeriod));
        }
        return (ScalingPolicy.Builder.Staged) builder.build();
    }

    /** Both directions remember for as long, so that it does not matter which of the outdated events are kept. */
    private static ScalingRules rules(SplittableRandom random, Duration longestPeriod) {
        var rules = window(random).select(SelectPolicy.values()[Math.floorMod(random.nextInt(7), 3)]);
        if (random.nextBoolean()) {
            rules.tolerance(random.nextInt(5) * 0.05);
        }
        limit(rules, random, longestPeriod);
        for (int i = random.nextInt(3); i > 0; i--) {
            limit(rules, random, Duration.ofSeconds(random.nextInt(1, (int) longestPeriod.toSeconds() + 1)));
        }
        return rules.build();
    }

    private static ScalingRules.Builder window(SplittableRandom random) {
        var rules = ScalingRules.builder();
        return random.nextBoolean()
                ? rules
                : rules.stabilizationWindow(
                        Duration.ofSeconds(random.nextInt(3) == 0 ? 0 : random.nextInt(0, 27) * 15L));
    }

    private static void limit(ScalingRules.Builder rules, SplittableRandom random, Duration period) {
        if (random.nextBoolean()) {
            rules.replicas(random.nextInt(1, 12), period);
        } else {
            rules.percent(random.nextInt(1, 200), period);
        }
    }
}
