package io.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.Tolerance;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Languages that do not widen numbers, such as Kotlin, give a number of any type where Java takes a double. */
class NumbersOfAnyTypeTest {

    static List<Number> fives() {
        var adder = new LongAdder();
        adder.add(5);
        return List.of(
                (byte) 5, (short) 5, 5, 5L, 5.0f, 5.0, new BigDecimal("5.0"), new AtomicInteger(5), (Number) adder);
    }

    @ParameterizedTest
    @MethodSource("fives")
    void aNumberIsTakenAsADouble(Number five) {
        assertThat(Reading.of(five)).isEqualTo(Reading.of(5.0));
        assertThat(MetricTarget.averageValue(five)).isEqualTo(MetricTarget.averageValue(5.0));
        assertThat(MetricTarget.value(five)).isEqualTo(MetricTarget.value(5.0));
        assertThat(trigger().activatesAbove(five).activationThreshold()).isEqualTo(5.0);
        assertThat(metric().activatesAbove(five)).isEqualTo(metric().activatesAbove(5.0));
        assertThat(composite().activatesAbove(five).activationThreshold()).isEqualTo(5.0);
        assertThat(trigger().tolerance(five).measure(Reading.of(1)).tolerance()).contains(Tolerance.of(5.0));
        assertThat(ScalingPolicy.builder().tolerance(five).build())
                .hasToString(ScalingPolicy.builder().tolerance(5.0).build().toString());
        assertThat(ScalingRules.builder().tolerance(five).build().tolerance()).hasValue(5.0);
    }

    @Test
    void whatADoubleCannotHoldIsRefusedAsIfItWereOne() {
        var tooLarge = new BigDecimal("1e400");
        assertThat(Reading.of(tooLarge))
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.NON_FINITE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricTarget.averageValue((Number) Float.NaN))
                .withMessage("average value target must be a finite number of at least 0.001, was NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> MetricTarget.value((Number) 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trigger().activatesAbove(tooLarge))
                .withMessageContaining("must be finite, was Infinity");
        assertThatIllegalArgumentException().isThrownBy(() -> metric().activatesAbove(tooLarge));
        assertThatIllegalArgumentException().isThrownBy(() -> composite().activatesAbove(tooLarge));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trigger().tolerance(tooLarge))
                .withMessageContaining("tolerance must be a finite ratio");
    }

    @Test
    void aToleranceThatIsNullIsRefused() {
        Number none = null;
        for (Runnable setter : List.<Runnable>of(
                () -> trigger().tolerance(none),
                () -> ScalingPolicy.builder().tolerance(none),
                () -> ScalingRules.builder().tolerance(none))) {
            assertThatNullPointerException()
                    .isThrownBy(setter::run)
                    .withMessageStartingWith("ratio must not be null; leave it out");
        }
    }

    @Test
    void nullIsRefusedWithAWayOut() {
        Number none = null;
        assertThatNullPointerException()
                .isThrownBy(() -> Reading.of(none))
                .withMessage("value must not be null; give a failure instead");
        assertThatNullPointerException()
                .isThrownBy(() -> MetricTarget.averageValue(none))
                .withMessage("perReplica must not be null; give the share of one replica");
        assertThatNullPointerException()
                .isThrownBy(() -> MetricTarget.value(none))
                .withMessageContaining("must not be null");
        for (Runnable setter : List.<Runnable>of(
                () -> trigger().activatesAbove(none),
                () -> metric().activatesAbove(none),
                () -> composite().activatesAbove(none))) {
            assertThatNullPointerException()
                    .isThrownBy(setter::run)
                    .withMessage("threshold must not be null; leave it out for none");
        }
    }

    private static Trigger trigger() {
        return Trigger.of("lag", request -> Reading.of(1), MetricTarget.averageValue(50));
    }

    private static MetricSpec metric() {
        return MetricSpec.of("lag", MetricTarget.averageValue(50));
    }

    private static Composite composite() {
        return Composite.of(
                new Composite.Formula() {
                    @Override
                    public List<String> triggers() {
                        return List.of("lag");
                    }

                    @Override
                    public double evaluate(double[] values, double ifNil) {
                        return values[0];
                    }
                },
                MetricTarget.averageValue(50));
    }
}
