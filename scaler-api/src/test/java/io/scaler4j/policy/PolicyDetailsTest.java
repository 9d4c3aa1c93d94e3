package io.scaler4j.policy;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDetailsTest {

    @Test
    void everyDefaultIsFilledIn() {
        PolicyDetails details =
                PolicyDetails.of(ScalingPolicy.likeKeda().build()).orElseThrow();
        assertThat(details.min()).isZero();
        assertThat(details.max()).isEqualTo(100);
        assertThat(details.idleReplicas()).isEmpty();
        assertThat(details.cooldown()).isEqualTo(ofSeconds(300));
        assertThat(details.initialCooldown()).isZero();
        assertThat(details.activation()).isEqualTo(ActivationMode.MINIMAL);
        assertThat(details.legacy()).isTrue();
        assertThat(details.scaleUp().limits())
                .containsExactly(RateLimit.replicas(4, ofSeconds(15)), RateLimit.percent(100, ofSeconds(15)));
        assertThat(details.scaleDown().stabilizationWindow()).contains(ofSeconds(300));
        assertThat(details.tolerance()).isEqualTo(Tolerance.DEFAULT);
        assertThat(details.composite()).isEmpty();
    }

    @Test
    void aPolicyOfAnotherAuthorHasNone() {
        ScalingPolicy own =
                (state, observation) -> ScalingPolicy.builder().build().decide(state, observation);
        assertThat(PolicyDetails.of(own)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void policiesWithEqualDetailsAreEqual(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            ScalingPolicy policy = RandomPolicies.next(random);
            PolicyDetails details = PolicyDetails.of(policy).orElseThrow();
            assertThat(rebuilt(details)).as("seed %d: %s", seed, policy).isEqualTo(details.legacy() ? null : policy);
        }
    }

    /** Null for legacy rules, whose limits cannot be set; a policy with other tolerances is left as it is. */
    private static ScalingPolicy rebuilt(PolicyDetails details) {
        if (details.legacy()) {
            return null;
        }
        var builder = ScalingPolicy.builder()
                .replicas(details.min(), details.max())
                .cooldown(details.cooldown())
                .initialCooldown(details.initialCooldown())
                .activation(details.activation())
                .deactivation(details.deactivation())
                .scaleUp(withTolerance(details.scaleUp(), details.tolerance().up()))
                .scaleDown(
                        withTolerance(details.scaleDown(), details.tolerance().down()));
        details.idleReplicas().ifPresent(builder::idleReplicas);
        return (details.respectsManualZero() ? builder.respectManualZero() : builder).build();
    }

    /**
     * The tolerance of a direction is a quantity of at most nine decimals, told as the double that the HPA makes of it.
     */
    private static ScalingRules withTolerance(ScalingRules rules, double tolerance) {
        var quantity = BigDecimal.valueOf(tolerance).setScale(9, RoundingMode.HALF_EVEN);
        var builder = ScalingRules.builder().select(rules.select()).tolerance(quantity.doubleValue());
        rules.stabilizationWindow().ifPresent(builder::stabilizationWindow);
        for (RateLimit limit : rules.limits()) {
            if (limit.unit() == RateLimit.Unit.PERCENT) {
                builder.percent(limit.amount(), limit.period());
            } else {
                builder.replicas(limit.amount(), limit.period());
            }
        }
        return builder.build();
    }
}
