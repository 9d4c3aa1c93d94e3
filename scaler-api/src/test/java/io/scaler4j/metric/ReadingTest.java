package io.scaler4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading.Failure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotANumberIsAFailure(double value) {
        assertThat(Reading.of(value))
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.NON_FINITE));
        assertThatThrownBy(() -> Reading.value(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Reading.value(1).activatingOn(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlainNumberActivatesOnItselfUnrounded() {
        var value = (Reading.Value) Reading.of(0.0003);
        assertThat(value.milli()).isZero();
        assertThat(value.activationValue()).isEqualTo(0.0003);
        assertThat(value.isLowerBound()).isFalse();
        assertThat(value.limits()).isEqualTo(ReplicaLimits.none());
        assertThat(value.measuredAt()).isEmpty();
        assertThat(value.details()).isEmpty();
    }

    @Test
    void aBuiltValueSaysAllThatIsKnown() {
        var at = Instant.parse("2026-01-05T08:00:00Z");
        var value = Reading.value(740)
                .activatingOn(800)
                .lowerBound()
                .limits(ReplicaLimits.atMost(10))
                .measuredAt(at)
                .details(Map.of("partitions", 10.0))
                .build();
        assertThat(value.milli()).isEqualTo(740_000);
        assertThat(value.isLowerBound()).isTrue();
        assertThat(value.limits().usefulMaximum()).isEqualTo(10);
        assertThat(value.measuredAt()).contains(at);
        assertThat(value).hasToString("at least 740 (activates on 800.0) {partitions=10.0}");
        assertThat(value).isNotEqualTo(Reading.of(740)).hasSameHashCodeAs(value);
        assertThat(Reading.valueOfMilli(Long.MAX_VALUE).build().milli()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void failuresAreEqualWhateverTheirCause() {
        var failure = Reading.failure(Kind.DENIED, "no", new IllegalStateException());
        assertThat(failure).isEqualTo(Reading.failure(Kind.DENIED, "no")).hasToString("DENIED no");
        assertThat(failure).isNotEqualTo(Reading.failure(Kind.TIMEOUT, "no"));
    }

    @Test
    void samplesHaveTheStartUpTimesOfTheHpaUnlessToldOtherwise() {
        var sample = ReplicaSample.builder("a").build();
        var samples = Reading.samples(Resource.CPU, List.of(sample));
        assertThat(samples.initializationPeriod()).isEqualTo(Duration.ofSeconds(300));
        assertThat(samples.readinessDelay()).isEqualTo(Duration.ofSeconds(30));
        var other = samples.startingUp(Duration.ofSeconds(120), Duration.ofSeconds(10));
        assertThat(other.initializationPeriod()).isEqualTo(Duration.ofSeconds(120));
        assertThat(other.readinessDelay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(other.replicas()).containsExactly(sample);
        assertThat(other).isNotEqualTo(samples).hasToString("1 samples of CPU");
    }

    @Test
    void targetsAreAtLeastOneThousandth() {
        assertThat(MetricTarget.averageValue(50)).hasToString("50 per replica");
        assertThat(MetricTarget.value(0.001)).hasToString("0.001 in total");
        assertThat(MetricTarget.utilization(50)).hasToString("50 %");
        for (double bad : new double[] {0, -1, 0.0004, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> MetricTarget.averageValue(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("average value target must be a finite number of at least 0.001, was " + bad);
            assertThatThrownBy(() -> MetricTarget.value(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> MetricTarget.utilization(0))
                .hasMessage("utilization target must be at least 1 %, was 0");
    }

    @Test
    void limitsCapAndRoundUpToAllowedCounts() {
        assertThat(ReplicaLimits.none().apply(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(ReplicaLimits.atMost(10).apply(12)).isEqualTo(10);
        assertThat(ReplicaLimits.atMost(10).apply(3)).isEqualTo(3);
        var divisors = ReplicaLimits.only(10, 1, 5, 2);
        assertThat(new int[] {
                    divisors.apply(0), divisors.apply(1), divisors.apply(3), divisors.apply(6), divisors.apply(11)
                })
                .containsExactly(0, 1, 5, 10, 10);
        assertThat(divisors).hasToString("1, 2, 5, 10").isEqualTo(ReplicaLimits.only(1, 2, 5, 10));
        assertThatThrownBy(() -> ReplicaLimits.atMost(-1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> ReplicaLimits.only()).hasMessageContaining("were []");
        assertThatThrownBy(() -> ReplicaLimits.only(0, 1)).hasMessageContaining("were [0, 1]");
    }
}
