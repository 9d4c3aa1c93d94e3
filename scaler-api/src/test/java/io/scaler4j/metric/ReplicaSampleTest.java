package io.scaler4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.scaler4j.metric.ReplicaSample.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicaSampleTest {

    private static final Instant AT = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(15);

    private static ReplicaSample.Builder full() {
        return ReplicaSample.builder("orders-1")
                .phase(Phase.PENDING)
                .ready(true, AT)
                .startedAt(AT.minusSeconds(60))
                .usage(250, AT, WINDOW)
                .requestMilli(500);
    }

    @Test
    void aReplicaOfWhichNothingIsSaidIsRunningAndWithoutASample() {
        var sample = ReplicaSample.builder("orders-1").build();
        assertThat(sample.name()).isEqualTo("orders-1");
        assertThat(sample.phase()).isEqualTo(Phase.RUNNING);
        assertThat(sample.terminating()).isFalse();
        assertThat(sample.ready()).isEmpty();
        assertThat(sample.readyChangedAt()).isEmpty();
        assertThat(sample.startedAt()).isEmpty();
        assertThat(sample.usageMilli()).isEmpty();
        assertThat(sample.requestMilli()).isEmpty();
        assertThat(sample.sampledAt()).isEmpty();
        assertThat(sample.window()).hasSeconds(60);
        assertThat(sample).hasToString("orders-1 RUNNING no sample");
    }

    @Test
    void whatIsSaidIsThere() {
        var sample = full().terminating().build();
        assertThat(sample.phase()).isEqualTo(Phase.PENDING);
        assertThat(sample.terminating()).isTrue();
        assertThat(sample.ready()).contains(true);
        assertThat(sample.readyChangedAt()).contains(AT);
        assertThat(sample.startedAt()).contains(AT.minusSeconds(60));
        assertThat(sample.usageMilli()).hasValue(250);
        assertThat(sample.requestMilli()).hasValue(500);
        assertThat(sample.sampledAt()).contains(AT);
        assertThat(sample.window()).isEqualTo(WINDOW);
        assertThat(sample).hasToString("orders-1 PENDING terminating 0.25");
    }

    @Test
    void aUsageOrARequestOfZeroIsKnown() {
        var sample = ReplicaSample.builder("a")
                .usage(0, AT, WINDOW)
                .requestMilli(0)
                .ready(false, AT)
                .build();
        assertThat(sample.usageMilli()).hasValue(0);
        assertThat(sample.requestMilli()).hasValue(0);
        assertThat(sample.ready()).contains(false);
        assertThat(sample).hasToString("a RUNNING 0");
    }

    static Stream<UnaryOperator<ReplicaSample.Builder>> changes() {
        return Stream.of(
                sample -> sample.phase(Phase.FAILED),
                ReplicaSample.Builder::terminating,
                sample -> sample.ready(false, AT),
                sample -> sample.ready(true, AT.plusSeconds(1)),
                sample -> sample.startedAt(AT),
                sample -> sample.usage(251, AT, WINDOW),
                sample -> sample.usage(250, AT.plusSeconds(1), WINDOW),
                sample -> sample.usage(250, AT, WINDOW.plusSeconds(1)),
                sample -> sample.requestMilli(501));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void samplesOfWhichAnythingDiffersAreNotEqual(UnaryOperator<ReplicaSample.Builder> change) {
        assertThat(change.apply(full()).build()).isNotEqualTo(full().build());
        assertThat(change.apply(full()).build())
                .isEqualTo(change.apply(full()).build())
                .hasSameHashCodeAs(change.apply(full()).build());
    }

    @Test
    void samplesOfOtherReplicasAreNotEqual() {
        assertThat(ReplicaSample.builder("a").build())
                .isNotEqualTo(ReplicaSample.builder("b").build())
                .isNotEqualTo("a")
                .isEqualTo(ReplicaSample.builder("a").build());
    }

    @Test
    void aBuiltSampleStaysAsItIsWhateverBecomesOfItsBuilder() {
        var builder = full();
        var sample = builder.build();
        changes().forEach(change -> change.apply(builder));
        assertThat(sample).isEqualTo(full().build()).isNotEqualTo(builder.build());
    }

    @Test
    void aListOfSamplesIsCopied() {
        var replicas = new ArrayList<>(List.of(full().build()));
        var samples = Reading.samples(Resource.CPU, replicas);
        replicas.clear();
        assertThat(samples.replicas()).containsExactly(full().build());
        assertThat(samples)
                .isEqualTo(Reading.samples(Resource.CPU, List.of(full().build())))
                .isNotEqualTo(Reading.samples(Resource.MEMORY, List.of(full().build())));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nullIsRefusedWithTheNameOfWhatIsMissing() {
        var builder = ReplicaSample.builder("a");
        assertThatNullPointerException().isThrownBy(() -> builder.phase(null)).withMessageStartingWith("phase must");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.ready(true, null))
                .withMessageStartingWith("changedAt must");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.startedAt(null))
                .withMessageStartingWith("instant must");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.usage(1, null, WINDOW))
                .withMessageStartingWith("sampledAt must");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.usage(1, AT, null))
                .withMessageStartingWith("window must");
        assertThat(builder.build())
                .as("nothing of a refused call is kept")
                .isEqualTo(ReplicaSample.builder("a").build());
    }
}
