package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.Tolerance;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nulls are refused with a sentence, and what was opened before is closed. */
class NullsTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();

    /** Counts how often it is closed. */
    private static final class Opened implements Scaler {
        private int closed;

        @Override
        public Reading read(ReadRequest request) {
            return Reading.of(1);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void aTriggerSaysWhatItNeedsAndClosesItsScaler() {
        var scaler = new Opened();
        refuses(
                () -> Trigger.of(null, scaler, averageValue(50)),
                "trigger name must not be blank; it tells triggers apart");
        refuses(
                () -> Trigger.of(" ", scaler, averageValue(50)),
                "trigger name must not be blank; it tells triggers apart");
        refuses(
                () -> Trigger.of("lag", scaler, null),
                "trigger \"lag\" needs a target, was null; averageValue(50) is one");
        assertThat(scaler.closed).isEqualTo(3);
        refuses(
                () -> Trigger.of("lag", null, averageValue(50)),
                "trigger \"lag\" needs a scaler, was null; give it what measures");
    }

    @Test
    void aTriggerThatRefusesASettingClosesItsScalerUnlessItIsBorrowed() {
        List<UnaryOperator<Trigger>> wrong = List.of(
                trigger -> trigger.activatesAbove(Double.NaN),
                trigger -> trigger.tolerance(-1),
                trigger -> trigger.tolerance((Tolerance) null),
                trigger -> trigger.fallback(null));
        for (UnaryOperator<Trigger> setting : wrong) {
            var scaler = new Opened();
            var trigger = Trigger.of("lag", scaler, averageValue(50));
            assertThatIllegalArgumentException().isThrownBy(() -> setting.apply(trigger));
            assertThat(scaler.closed).isEqualTo(1);
            var shared = new Opened();
            var borrowed = Trigger.of("lag", shared, averageValue(50)).borrowed();
            assertThatIllegalArgumentException().isThrownBy(() -> setting.apply(borrowed));
            assertThat(shared.closed).isZero();
        }
    }

    @Test
    void theBuilderOfAnAutoscalerReportsAllAtOnceAndClosesItsScalers() {
        var scaler = new Opened();
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> Autoscaler.builder("orders")
                        .trigger(Trigger.of("lag", scaler, averageValue(50)))
                        .target(null)
                        .policy(null)
                        .trigger(null)
                        .interval(null)
                        .idleInterval(null)
                        .readTimeout(null)
                        .targetTimeout(null)
                        .observer(null)
                        .state(null)
                        .control(null)
                        .schedule(null)
                        .time(null)
                        .scheduler(null)
                        .executor(null)
                        .blockingExecutor(null)
                        .build())
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "target must not be null",
                                "policy must not be null",
                                "trigger must not be null",
                                "interval must not be null",
                                "idleInterval must not be null",
                                "readTimeout must not be null",
                                "targetTimeout must not be null",
                                "observer must not be null",
                                "state must not be null",
                                "control must not be null",
                                "schedule must not be null",
                                "time must not be null",
                                "scheduler must not be null",
                                "executor must not be null",
                                "blockingExecutor must not be null"));
        assertThat(scaler.closed).isEqualTo(1);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> Autoscaler.builder(null).build())
                .withMessageContaining("name must not be blank");
    }

    @Test
    void whatAnswersNullInATurnCostsTheTurnWithASentence() {
        ScaleTarget fine = ScaleTarget.of(() -> 1, count -> {});
        ScaleTarget silent = new ScaleTarget() {
            @Override
            public Replicas replicas() {
                return null;
            }

            @Override
            public void scaleTo(int replicas, Decision why) {}
        };
        failsWith(
                orders().target(silent).policy(POLICY),
                "target of autoscaler \"orders\" could not be read: it answered null instead of its counts");
        failsWith(
                orders().target(fine).policy((state, observation) -> null),
                "the policy answered null instead of a decision");
        failsWith(
                orders().target(fine).policy(POLICY).schedule(instant -> null),
                "the schedule answered null instead of bounds; ReplicaBounds.none() sets none");
    }

    private static AutoscalerBuilder orders() {
        return Autoscaler.builder("orders")
                .trigger(Trigger.of("lag", request -> Reading.of(1), averageValue(50)))
                .executor(Runnable::run);
    }

    private static void failsWith(AutoscalerBuilder builder, String sentence) {
        try (var autoscaler = builder.build()) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(autoscaler::evaluate)
                    .withMessage(sentence);
        }
    }

    @Test
    void policiesRulesAndMeasurementsSayWhatIsNull() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> ScalingPolicy.builder()
                        .cooldown(null)
                        .scaleUp(null)
                        .scaleDown(null)
                        .activation(null)
                        .deactivation(null)
                        .build())
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "cooldown must not be null",
                                "scaleUp must not be null",
                                "scaleDown must not be null",
                                "activation must not be null",
                                "deactivation must not be null"));
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> ScalingRules.builder()
                        .stabilizationWindow(null)
                        .replicas(1, null)
                        .select(null)
                        .build())
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "stabilizationWindow must not be null",
                                "rate limit needs a unit and a period, was 1 REPLICAS per null",
                                "select must not be null"));
        refuses(() -> Fallback.replicas(1).behavior(null), "fallback behavior must not be null");
        refuses(
                () -> Fallback.replicas(1).afterFailingFor(null),
                "the time before a fallback engages must not be null");
        refuses(
                () -> Measurement.of("lag", averageValue(50), null),
                "a measurement needs a metric and a reading, was lag: 50 per replica, active above 0.0, null");
    }

    private static void refuses(Runnable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(sentence);
    }
}
