package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingPolicyTest {

    @ParameterizedTest(name = "{0} messages, 50 per replica, {1} replicas: {2}")
    @CsvSource({"0, 1, 1", "54, 1, 1", "56, 1, 2", "430, 9, 9", "430, 4, 9", "1e9, 1, 100", "-3, 4, 1"})
    void theStatelessFormIsTheHpasFormula(double messages, int replicas, int desired) {
        assertThat(ScalingPolicy.desiredReplicas(messages, averageValue(50), Replicas.of(replicas), 1, 100))
                .isEqualTo(desired);
    }

    @Test
    void theStatelessFormScalesTotalsAndUtilizationInProportion() {
        assertThat(ScalingPolicy.desiredReplicas(300, value(200), Replicas.of(4), 1, 100))
                .isEqualTo(6);
        assertThat(ScalingPolicy.desiredReplicas(300, value(200), new Replicas(4, 4, 2), 1, 100))
                .as("only ready replicas share the value")
                .isEqualTo(3);
        assertThat(ScalingPolicy.desiredReplicas(99.9, utilization(50), Replicas.of(4), 1, 100))
                .as("whole percent: 99 of 50")
                .isEqualTo(8);
        assertThat(ScalingPolicy.desiredReplicas(Double.NaN, value(200), Replicas.of(4), 1, 100))
                .as("what is unknown holds")
                .isEqualTo(4);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> ScalingPolicy.builder()
                        .replicas(-1, -2)
                        .idleReplicas(1)
                        .cooldown(ofSeconds(-5))
                        .initialCooldown(ofSeconds(-6))
                        .tolerance(Double.NaN)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "min replicas must be at least 0, was -1",
                                        "max replicas must be at least 1, was -2",
                                        "max replicas must be at least min (-1), was -2",
                                        "idleReplicas must be at least 0 and below max(1, min), was 1 with min -1",
                                        "cooldown must be at least 0 s, was -5 s",
                                        "initialCooldown must be at least 0 s, was -6 s",
                                        "tolerance must be a finite ratio of at least 0 (0.1 is 10 %), was NaN"));
    }

    @Test
    void rulesKeepToTheBoundsOfTheHpa() {
        assertThatThrownBy(() -> ScalingRules.builder()
                        .stabilizationWindow(ofMinutes(61))
                        .percent(0, ofSeconds(15))
                        .replicas(1, ofMinutes(31))
                        .tolerance(-0.1)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "stabilizationWindow must be 0 to 3600 s, was 3660 s",
                                        "rate limit must allow at least 1 replica or percent within a period of more than 0 and"
                                                + " at most 1800 s, was 0 PERCENT per 15 s",
                                        "rate limit must allow at least 1 replica or percent within a period of more than 0 and"
                                                + " at most 1800 s, was 1 REPLICAS per 1860 s",
                                        "tolerance must be a finite ratio of at least 0 (0.1 is 10 %), was -0.1"));
        assertThat(ScalingRules.builder()
                        .stabilizationWindow(ofMinutes(60))
                        .percent(150, ofMinutes(30))
                        .tolerance(0)
                        .build())
                .hasToString("window 3600 s, [150 % per 1800 s], MAX, tolerance 0.0");
    }

    @Test
    void aPolicyDescribesItself() {
        assertThat(ScalingPolicy.builder().build())
                .hasToString("replicas 0 to 100, cooldown 300 s, up: 4 per 15 s or 100 % per 15 s, down: 100 % per 15 s"
                        + " after a window of 300 s, activation PROPORTIONAL, deactivation IMMEDIATE");
    }

    @Test
    void likeKedaHasKedasDefaults() {
        assertThat(ScalingPolicy.likeKeda().build())
                .hasToString("replicas 0 to 100, cooldown 300 s, legacy rules after a window of 300 s,"
                        + " activation MINIMAL, deactivation IMMEDIATE");
        assertThat(ScalingPolicy.likeKeda()
                        .replicas(2, 8)
                        .cooldown(ofSeconds(60))
                        .activation(ActivationMode.PROPORTIONAL)
                        .build())
                .as("every default can be replaced")
                .hasToString("replicas 2 to 8, cooldown 60 s, legacy rules after a window of 300 s,"
                        + " activation PROPORTIONAL, deactivation IMMEDIATE");
    }

    @Test
    void likeKedaLetsATargetThatWasNeverActiveSleepAtTheSecondDecision() {
        assertThat(twoTurnsOfZero(ScalingPolicy.likeKeda())).containsExactly(3, 0);
        assertThat(twoTurnsOfZero(ScalingPolicy.builder()))
                .as("otherwise it waits for the cooldown")
                .containsExactly(3, 3);
        assertThat(twoTurnsOfZero(ScalingPolicy.likeKeda().initialCooldown(ofMinutes(1))))
                .as("the default can be replaced")
                .containsExactly(3, 3);
    }

    private static List<Integer> twoTurnsOfZero(ScalingPolicy.Builder policy) {
        var timeline = new Timeline(policy.build(), 3);
        return List.of(
                timeline.sees(0).to(), timeline.after(ofSeconds(15)).sees(0).to());
    }

    @Test
    void likeKedaWithRulesOfOneDirectionHasTheHpasDefaultsInTheOther() {
        String others = "replicas 0 to 100, cooldown 300 s, up: 4 per 15 s or 100 % per 15 s, down: ";
        String modes = ", activation MINIMAL, deactivation IMMEDIATE";
        assertThat(ScalingPolicy.likeKeda()
                        .scaleDown(
                                ScalingRules.builder().percent(50, ofMinutes(1)).build())
                        .build())
                .hasToString(others + "50 % per 60 s after a window of 300 s" + modes);
        assertThat(ScalingPolicy.likeKeda()
                        .scaleUp(ScalingRules.builder().build())
                        .build())
                .as("an empty behavior.scaleUp is a behavior, too")
                .hasToString(others + "100 % per 15 s after a window of 300 s" + modes);
    }

    @Test
    void aTargetSleepsAtZeroOrUpToTheIdleCount() {
        var idle = ScalingPolicy.builder().replicas(5, 10).idleReplicas(2).build();
        assertThat(idle.isIdle(2)).isTrue();
        assertThat(idle.isIdle(3)).isFalse();
        assertThat(idle.canBeIdle()).isTrue();
        var neverIdle = ScalingPolicy.builder().replicas(1, 10).build();
        assertThat(neverIdle.isIdle(0)).isTrue();
        assertThat(neverIdle.canBeIdle()).isFalse();
    }
}
