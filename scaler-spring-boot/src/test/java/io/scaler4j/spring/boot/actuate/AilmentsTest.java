package io.scaler4j.spring.boot.actuate;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ScaleTargetException;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What failed in each of the last three turns that asked for it is an ailment. Turns are given the latest first. */
class AilmentsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 10).build();
    private static final Reading WELL = Reading.of(10);
    private static final Reading DOWN =
            Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the broker does not answer; look whether it runs");
    private static final Reading NOT_YET = Reading.failure(Reading.Failure.Kind.NOT_YET, "one sample of two");

    @Test
    void aTriggerThatFailedThreeTimesIsOne() {
        assertThat(Ailments.of(turns(DOWN, DOWN))).isEmpty();
        assertThat(Ailments.of(turns(DOWN, DOWN, WELL, DOWN))).isEmpty();
        assertThat(Ailments.of(turns(DOWN, DOWN, DOWN, WELL)))
                .containsOnlyKeys("trigger lag")
                .hasEntrySatisfying(
                        "trigger lag",
                        sentence -> assertThat(sentence)
                                .startsWith("failed in the last 3 turns or more: ")
                                .contains("UNAVAILABLE", "the broker does not answer"));
    }

    @Test
    void oneGoodReadingEndsIt() {
        assertThat(Ailments.of(turns(WELL, DOWN, DOWN, DOWN, DOWN))).isEmpty();
    }

    @Test
    void nothingToMeasureYetNeitherBeginsNorEndsIt() {
        assertThat(Ailments.of(turns(NOT_YET, NOT_YET, NOT_YET, NOT_YET))).isEmpty();
        assertThat(Ailments.of(turns(NOT_YET, DOWN, NOT_YET, DOWN, DOWN))).containsOnlyKeys("trigger lag");
    }

    @Test
    void anotherTriggerIsNotTouched() {
        Observation both = Observation.of(
                NOW,
                Replicas.of(1),
                Measurement.of("lag", averageValue(10), DOWN),
                Measurement.of("load", averageValue(10), WELL));
        Turn turn = decided(both);
        assertThat(Ailments.of(List.of(turn, turn, turn))).containsOnlyKeys("trigger lag");
    }

    @Test
    void aTargetThatCannotBeReadIsOneAndHidesNoTrigger() {
        Turn blind = Turn.undecided(
                "orders", NOW, ScalingState.initial(), new ScaleTargetException("the cluster does not answer", null));
        assertThat(Ailments.of(List.of(blind, blind))).isEmpty();
        assertThat(Ailments.of(List.of(blind, blind, blind)))
                .containsOnlyKeys("turn")
                .hasEntrySatisfying("turn", sentence -> assertThat(sentence).contains("the cluster does not answer"));
        assertThat(Ailments.of(List.of(blind, decided(DOWN), decided(DOWN), decided(DOWN))))
                .containsOnlyKeys("trigger lag");
    }

    @Test
    void writesThatAreRefusedAreOneAndWritesThatAreNotWantedAreNone() {
        assertThat(Ailments.of(unwritten(Turn.Cause.REFUSED))).containsOnlyKeys("write");
        assertThat(Ailments.of(unwritten(Turn.Cause.TIMEOUT))).containsOnlyKeys("write");
        assertThat(Ailments.of(unwritten(Turn.Cause.DRY_RUN))).isEmpty();
        assertThat(Ailments.of(unwritten(Turn.Cause.FENCED))).isEmpty();
    }

    @Test
    void nothingIsKnownOfNoTurn() {
        assertThat(Ailments.of(List.of())).isEmpty();
    }

    private static List<Turn> turns(Reading... readings) {
        return Arrays.stream(readings).map(AilmentsTest::decided).toList();
    }

    private static Turn decided(Reading reading) {
        return decided(Observation.of(NOW, Replicas.of(1), Measurement.of("lag", averageValue(10), reading)));
    }

    private static Turn decided(Observation observation) {
        Decision decision = POLICY.decide(ScalingState.initial(), observation);
        assertThat(decision.changes()).isFalse();
        return Turn.of("orders", NOW, observation, decision, new Turn.Unchanged());
    }

    private static List<Turn> unwritten(Turn.Cause cause) {
        Observation observation =
                Observation.of(NOW, Replicas.of(1), Measurement.of("lag", averageValue(10), Reading.of(50)));
        Decision decision = POLICY.decide(ScalingState.initial(), observation);
        Turn turn = Turn.of(
                "orders",
                NOW,
                observation,
                decision,
                new Turn.NotWritten(cause, Optional.of(new ScaleTargetException("no", null))));
        return List.of(turn, turn, turn);
    }
}
