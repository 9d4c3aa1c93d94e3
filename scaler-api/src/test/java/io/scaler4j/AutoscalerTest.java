package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AutoscalerTest extends AutoscalerFixture {

    @Test
    void makesOneTurnAtOnceAndThenOnePerIntervalAlignedToTheClock() {
        time.advance(ofSeconds(7));
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(40));

            assertThat(recorder.decisions)
                    .extracting(Decision::at)
                    .extracting(Object::toString)
                    .containsExactly(
                            "2026-01-05T08:00:07Z",
                            "2026-01-05T08:00:15Z",
                            "2026-01-05T08:00:30Z",
                            "2026-01-05T08:00:45Z");
            assertThat(autoscaler.state().lastDecisionAt())
                    .contains(time.instant().minusSeconds(2));
        }
    }

    @Test
    void writesWhatThePolicyDecidesAndOnlyThen() {
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofMinutes(1));
            assertThat(target.writes)
                    .as("100 of 50 per replica is two replicas")
                    .isEmpty();

            backlog.set(Reading.of(300));
            time.advance(ofSeconds(15));
            assertThat(target.writes).containsExactly(6);
            assertThat(recorder.scaled()).extracting(Decision::to).containsExactly(6);
            assertThat(autoscaler.name()).isEqualTo("orders");
        }
    }

    @Test
    void evaluateMakesOneTurnOnRequest() throws InterruptedException {
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger()).build()) {
            assertThat(autoscaler.evaluate().to()).isEqualTo(6);
            assertThat(target.count()).isEqualTo(6);
        }
    }

    @Test
    void dryRunDecidesButNeverWrites() throws InterruptedException {
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger()).dryRun().build()) {
            assertThat(autoscaler.evaluate().to()).isEqualTo(6);
            time.advance(ofSeconds(1));
            assertThat(autoscaler.evaluate().to())
                    .as("the change is no event, so the full budget is still there")
                    .isEqualTo(6);
        }
        assertThat(target.writes).isEmpty();
        assertThat(recorder.turns)
                .extracting(Turn::outcome)
                .containsOnly(new Turn.NotWritten(Turn.Cause.DRY_RUN, Optional.empty()))
                .hasSize(2);
    }

    @Test
    void pokeAsksForATurnNowAndKeepsTheRhythm() {
        try (var autoscaler = autoscaler(backlogTrigger()).build()) {
            autoscaler.poke();
            time.advance(ofSeconds(1));
            assertThat(recorder.decisions).as("not started yet").isEmpty();

            autoscaler.start();
            time.advance(ofSeconds(3));
            autoscaler.poke();
            autoscaler.poke();
            time.advance(ofSeconds(1));
            assertThat(recorder.decisions)
                    .as("start and one turn for two pokes")
                    .hasSize(2);

            time.advance(ofSeconds(10));
            assertThat(recorder.decisions).as("08:00:15 is on the grid").hasSize(3);
        }
    }

    @Test
    void aSleepingTargetIsLookedAtInItsOwnInterval() {
        target.scaleTo(0, null);
        backlog.set(Reading.of(0));
        try (var autoscaler =
                autoscaler(backlogTrigger()).idleInterval(ofMinutes(1)).build().start()) {
            time.advance(ofMinutes(3));
            assertThat(recorder.decisions).as("at 0, 1, 2 and 3 minutes").hasSize(4);

            backlog.set(Reading.of(60));
            time.advance(ofMinutes(1));
            assertThat(target.count()).isEqualTo(2);
            time.advance(ofMinutes(1));
            assertThat(recorder.decisions).as("active again: every 15 s").hasSize(4 + 1 + 4);
            assertThat(autoscaler.toString()).isEqualTo("autoscaler orders");
        }
    }

    @Test
    void abstainingTriggersAreNotReadWhileTheTargetSleeps() {
        var reads = new AtomicInteger();
        var cpu = Trigger.of(
                "cpu",
                request -> {
                    reads.incrementAndGet();
                    return Reading.failure(Kind.NOT_YET, "first sample");
                },
                utilization(50));
        target.scaleTo(0, null);
        backlog.set(Reading.of(0));
        try (var autoscaler = autoscaler(cpu, backlogTrigger()).build().start()) {
            time.advance(ofMinutes(2));
            assertThat(reads).hasValue(0);
            backlog.set(Reading.of(1));
            time.advance(ofSeconds(30));
            assertThat(target.count()).isEqualTo(1);
            assertThat(reads).hasPositiveValue();
            assertThat(autoscaler.state().lastActiveAt()).isPresent();
        }
    }

    @Test
    void afterCloseNothingHappensAnyMore() {
        var closed = new AtomicInteger();
        Scaler scaler = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return backlog.get();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        var autoscaler = autoscaler(
                        Trigger.of("owned", scaler, averageValue(50)),
                        Trigger.of("borrowed", scaler, averageValue(50)).borrowed())
                .build()
                .start();
        time.advance(ofSeconds(15));
        autoscaler.close();
        autoscaler.close();
        backlog.set(Reading.of(900));
        time.advance(ofMinutes(5));

        assertThat(closed).as("the owned one, once").hasValue(1);
        assertThat(target.writes).isEmpty();
        assertThat(time.pending()).as("no timer is left").isZero();
        assertThatThrownBy(autoscaler::evaluate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("autoscaler \"orders\" is closed");
        assertThatThrownBy(autoscaler::start).isInstanceOf(IllegalStateException.class);
        autoscaler.poke();
        assertThat(time.pending()).isZero();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndOwnedScalersAreClosed() {
        var closed = new AtomicInteger();
        Scaler scaler = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
                throw new IllegalStateException("already gone");
            }
        };
        assertThatThrownBy(() -> Autoscaler.builder(" ")
                        .trigger(Trigger.of("cpu", scaler, utilization(50)))
                        .trigger(Trigger.of("cpu", scaler, utilization(80)))
                        .policy(POLICY)
                        .interval(ofSeconds(0))
                        .readTimeout(ofSeconds(-1))
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "name must not be blank",
                                        "target is missing; set it with target(..)",
                                        "two triggers have the name \"cpu\"; names tell triggers apart",
                                        "every trigger abstains from activation, so nothing could activate the target from 0; use a"
                                                + " minimum of at least 1, or add a trigger that is not a utilization",
                                        "interval must be more than 0 s, was PT0S",
                                        "readTimeout must be more than 0 s, was PT-1S"));
        assertThat(closed).hasValue(2);
    }

    @Test
    void walksAreContiguousFromTheCurrentCountToTheDecidedOne() {
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofMinutes(1));
            assertThat(recorder.decisions.get(0).explanation().steps())
                    .extracting(step -> step.stage() + " " + step.from() + " " + step.to())
                    .containsExactly(Stage.RECOMMEND + " 2 6", Stage.STABILIZE + " 6 6", Stage.RATE_LIMIT + " 6 6");
            assertThat(autoscaler.state().lastActiveAt()).isPresent();
        }
    }

    @Test
    void aTimerThatRunsALittleFastMakesNoTwoTurnsOfOne() {
        Scheduler fast =
                (work, delay) -> time.schedule(work, delay.multipliedBy(995).dividedBy(1000));
        try (var autoscaler =
                autoscaler(backlogTrigger()).scheduler(fast).build().start()) {
            time.advance(ofMinutes(10));
            assertThat(recorder.decisions).as("every 15 s, and one at once").hasSizeBetween(40, 42);
            assertThat(autoscaler.name()).isEqualTo("orders");
        }
    }

    @Test
    void aChangeCountsFromTheTimeOfItsConfirmedWriteOn() throws InterruptedException {
        var passed = new Duration[] {Duration.ZERO};
        ScaleTarget slow = ScaleTarget.of(target::count, count -> {
            passed[0] = passed[0].plusMillis(250);
            target.scaleTo(count, null);
        });
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger())
                .target(slow)
                .time(() -> time.instant().plus(passed[0]))
                .build()) {
            Decision decision = autoscaler.evaluate();
            Instant written = decision.at().plusMillis(250);
            assertThat(recorder.turns.get(0).outcome()).isEqualTo(new Turn.Scaled(written));
            assertThat(recorder.turns.get(0).next()).isEqualTo(autoscaler.state());
            assertThat(autoscaler.state()).isEqualTo(decision.next(written)).isNotEqualTo(decision.next(true));
            assertThat(recorder.scaled()).containsExactly(decision);
        }
    }
}
