package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Stage;
import io.scaler4j.policy.Tolerance;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an operator and a schedule ask for beside the metrics, through the loop. */
class AutoscalerControlTest extends AutoscalerFixture {

    @Test
    void aPauseHoldsFromTheNextDecisionOnUntilItIsEnded() {
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(1));
            autoscaler.pause();
            backlog.set(Reading.of(300));
            time.advance(ofSeconds(30));
            assertThat(target.writes).isEmpty();
            assertThat(lastDecision().explanation().binding().stage()).isEqualTo(Stage.PAUSE);

            autoscaler.resume();
            time.advance(ofSeconds(1));
            assertThat(target.writes).containsExactly(6);
        }
    }

    @Test
    void pausingAtACountAsksForATurnAtOnce() {
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(1));
            autoscaler.pauseAt(9);
            time.advance(ofSeconds(1));
            assertThat(target.writes).containsExactly(9);
            assertThat(autoscaler.control()).isEqualTo(Control.none().pauseAt(9));
        }
    }

    @Test
    void theOtherControlsReachTheDecisionToo() throws InterruptedException {
        try (var autoscaler = autoscaler(backlogTrigger()).build()) {
            autoscaler.pauseScaleOut();
            backlog.set(Reading.of(300));
            assertThat(autoscaler.evaluate().explanation().binding().reason()).isEqualTo(Reason.SCALE_OUT_PAUSED);
            autoscaler.resume();
            autoscaler.pauseScaleIn();
            autoscaler.forceActivation(true);
            assertThat(autoscaler.control())
                    .isEqualTo(Control.none().pauseScaleIn().forceActivation(true));
            autoscaler.forceActivation(false);
            assertThat(autoscaler.control()).isEqualTo(Control.none().pauseScaleIn());
        }
    }

    @Test
    void itMayBeginUnderControl() throws InterruptedException {
        var paused = Control.none().pause();
        try (var autoscaler = autoscaler(backlogTrigger()).control(paused).build()) {
            backlog.set(Reading.of(300));
            assertThat(autoscaler.evaluate().to()).isEqualTo(2);
        }
    }

    @Test
    void aPauseDuringTheReadsCountsForTheTurnUnderWay() throws InterruptedException {
        var pausing = new Autoscaler[1];
        Scaler slow = request -> {
            pausing[0].pause();
            return Reading.of(300);
        };
        try (var autoscaler =
                autoscaler(Trigger.of("slow", slow, averageValue(50))).build()) {
            pausing[0] = autoscaler;
            assertThat(autoscaler.evaluate().to()).isEqualTo(2);
        }
    }

    @Test
    void schedulesAreAskedWithTheTimeOfTheTurnAndHoldTogether() throws InterruptedException {
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");
        BoundsSchedule afternoon = at -> at.isBefore(noon) ? ReplicaBounds.none() : ReplicaBounds.atLeast(8);
        try (var autoscaler = autoscaler(backlogTrigger())
                .schedule(afternoon)
                .schedule(at -> ReplicaBounds.atMost(10))
                .build()) {
            assertThat(autoscaler.evaluate().to()).isEqualTo(2);
            time.advance(ofMinutes(240));
            assertThat(autoscaler.evaluate())
                    .hasToString("GAP 2 -> 2 no decision for 14400 s, as at first sight"
                            + " · SCHEDULE 2 -> 8 scheduled minimum of 8");
            backlog.set(Reading.of(5000));
            time.advance(ofSeconds(15));
            assertThat(autoscaler.evaluate().to()).isEqualTo(10);
        }
    }

    @Test
    void aScheduleThatThrowsCostsTheTurnAndNothingElse() {
        BoundsSchedule broken = at -> {
            throw new IllegalStateException("no calendar");
        };
        try (var autoscaler =
                autoscaler(backlogTrigger()).schedule(broken).build().start()) {
            time.advance(ofSeconds(20));
            assertThat(target.writes).isEmpty();
            assertThat(recorder.turnFailures())
                    .extracting(Throwable::getMessage)
                    .containsExactly("no calendar", "no calendar");
            assertThat(autoscaler.state().lastDecisionAt()).isEmpty();
        }
    }

    @Test
    void aTriggersFallbackAndTolerancesReachTheDecision() throws InterruptedException {
        var down = Trigger.of(
                        "backlog", request -> Reading.failure(Kind.UNAVAILABLE, "broker is down"), averageValue(50))
                .fallback(Fallback.replicas(5).afterFailures(1));
        try (var autoscaler = autoscaler(down).build()) {
            assertThat(autoscaler.evaluate().to()).isEqualTo(2);
            assertThat(autoscaler.evaluate().to()).isEqualTo(5);
        }
        target.scaleTo(2, lastDecision());
        backlog.set(Reading.of(140));
        var tolerant = backlogTrigger().tolerance(new Tolerance(0.5, 0.1));
        try (var autoscaler = autoscaler(tolerant).build()) {
            assertThat(autoscaler.evaluate().to())
                    .as("40 % more is within 50 %")
                    .isEqualTo(2);
        }
    }
}
