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
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AutoscalerTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(0, 20).cooldown(ofMinutes(5)).build();

    private final VirtualTime time = new VirtualTime("2026-01-05T08:00:00Z");
    private final FakeTarget target = new FakeTarget(2);
    private final Recorder recorder = new Recorder();
    private final AtomicReference<Reading> backlog = new AtomicReference<>(Reading.of(100));

    private Autoscaler.Builder autoscaler(Trigger... triggers) {
        var builder = Autoscaler.builder("orders")
                .target(target)
                .policy(POLICY)
                .observer(recorder)
                .time(time)
                .scheduler(time)
                .executor(Runnable::run);
        for (Trigger trigger : triggers) {
            builder.trigger(trigger);
        }
        return builder;
    }

    private Trigger backlogTrigger() {
        return Trigger.of("backlog", request -> backlog.get(), averageValue(50));
    }

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
            assertThat(recorder.scaled).extracting(Decision::to).containsExactly(6);
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
        assertThat(recorder.decisions).hasSize(2);
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
        try (var autoscaler = autoscaler(backlogTrigger())
                .dormantInterval(ofMinutes(1))
                .build()
                .start()) {
            time.advance(ofMinutes(3));
            assertThat(recorder.decisions).as("at 0, 1, 2 and 3 minutes").hasSize(4);

            backlog.set(Reading.of(60));
            time.advance(ofMinutes(1));
            assertThat(target.count()).isEqualTo(2);
            time.advance(ofMinutes(1));
            assertThat(recorder.decisions).as("awake again: every 15 s").hasSize(4 + 1 + 4);
            assertThat(autoscaler.toString()).isEqualTo("autoscaler orders");
        }
    }

    @Test
    void aScalerThatThrowsIsAFailedReadingAndHoldsTheCount() {
        var broken = Trigger.of(
                "broken",
                request -> {
                    throw new IllegalStateException("connection refused");
                },
                averageValue(1));
        backlog.set(Reading.of(10));
        try (var autoscaler = autoscaler(broken, backlogTrigger()).build().start()) {
            time.advance(ofMinutes(20));

            assertThat(target.writes).as("a failed read never shrinks").isEmpty();
            assertThat(recorder.decisions).hasSize(81);
            assertThat(lastDecision().explanation().binding().reason()).isEqualTo(Reason.FAILED_READING);
            assertThat(lastReading("broken"))
                    .isEqualTo(failure(Kind.UNAVAILABLE, "IllegalStateException: connection refused"));
            assertThat(autoscaler.state().lastActiveAt())
                    .as("the other trigger keeps it active")
                    .isPresent();
        }
    }

    @Test
    void aScalerThatHangsIsATimeoutThenStillRunningAndHoldsUpNoOther() {
        var hanging = new HangingScaler();
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(Trigger.of("hanging", hanging, averageValue(1)), backlogTrigger())
                .readTimeout(ofSeconds(5))
                .build()
                .start()) {
            time.advance(ofSeconds(4));
            assertThat(recorder.decisions).as("waiting for the deadline").isEmpty();

            time.advance(ofSeconds(1));
            assertThat(lastReading("hanging")).isEqualTo(failure(Kind.TIMEOUT, "no answer within 5 s"));
            assertThat(target.writes).as("the other trigger may grow").containsExactly(6);

            time.advance(ofSeconds(15));
            assertThat(((Reading.Failure) lastReading("hanging")).kind()).isEqualTo(Kind.STILL_RUNNING);
            assertThat(hanging.reads).as("no second read was begun").hasSize(1);

            hanging.reads.get(0).complete(Reading.of(1));
            time.advance(ofSeconds(10));
            assertThat(hanging.reads).as("the first has ended").hasSize(2);
            hanging.reads.get(1).complete(Reading.of(7));
            time.advance(ofSeconds(1));
            assertThat(lastReading("hanging")).isEqualTo(Reading.of(7));
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
    }

    @Test
    void aScalerThatAnswersNullOrFailsBeforeReadingIsAFailure() throws InterruptedException {
        Scaler answersNull = request -> null;
        Scaler throwsAtOnce = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                throw new AssertionError("not called");
            }

            @Override
            public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
                throw new IllegalArgumentException("no such topic");
            }
        };
        try (var autoscaler = autoscaler(
                        Trigger.of("null", answersNull, averageValue(1)),
                        Trigger.of("throws", throwsAtOnce, averageValue(1)))
                .build()) {
            assertThat(autoscaler.evaluate().changes()).isFalse();
            assertThat(lastReading("null")).isInstanceOf(Reading.Failure.class);
            assertThat(lastReading("throws"))
                    .isEqualTo(failure(Kind.UNAVAILABLE, "IllegalArgumentException: no such topic"));
        }
    }

    @Test
    void aTargetThatCannotBeReadCostsTheTurnAndNothingElse() {
        backlog.set(Reading.of(300));
        target.failReading(new IllegalStateException("no permission"));
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(30));
            assertThat(recorder.decisions).isEmpty();
            assertThat(recorder.turnFailures)
                    .hasSize(3)
                    .first()
                    .isInstanceOf(ScaleTargetException.class)
                    .extracting(Throwable::getMessage)
                    .isEqualTo(
                            "target of autoscaler \"orders\" could not be read: IllegalStateException: no permission");
            assertThatThrownBy(autoscaler::evaluate).isInstanceOf(ScaleTargetException.class);

            target.failReading(null);
            time.advance(ofSeconds(15));
            assertThat(target.writes).containsExactly(6);
        }
    }

    @Test
    void aTargetThatHangsWhenReadCostsTurnsUntilItAnswersAndIsNotReadTwiceMeanwhile() {
        var held = new ArrayList<Runnable>();
        Executor holdsTheFirstRead = task -> {
            if (held.isEmpty()) {
                held.add(task);
            } else {
                task.run();
            }
        };
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger())
                .executor(holdsTheFirstRead)
                .targetTimeout(ofSeconds(5))
                .build()
                .start()) {
            time.advance(ofSeconds(16));
            assertThat(recorder.turnFailures)
                    .extracting(Throwable::getMessage)
                    .containsExactly(
                            "target of autoscaler \"orders\" could not be read: no answer within 5 s",
                            "target of autoscaler \"orders\" could not be read: the last read has not ended");
            held.get(0).run();
            time.advance(ofSeconds(15));
            assertThat(target.writes).containsExactly(6);
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
    }

    @Test
    void aTargetThatRefusesAWriteIsAskedAgainAndTheStateHasNoSuchEvent() {
        backlog.set(Reading.of(300));
        target.failWriting(new IllegalStateException("quota exceeded"));
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(5));
            assertThat(recorder.scaleFailures)
                    .extracting(Throwable::getMessage)
                    .containsExactly("target of autoscaler \"orders\" could not be scaled to 6: IllegalStateException:"
                            + " quota exceeded");
            assertThat(autoscaler.state()).isEqualTo(recorder.decisions.get(0).next(false));

            target.failWriting(null);
            time.advance(ofSeconds(10));
            assertThat(target.writes).containsExactly(6);
            assertThat(autoscaler.state()).isEqualTo(lastDecision().next(true));
        }
    }

    @Test
    void aTargetThatHangsIsNotWrittenASecondTimeWhileTheFirstWriteRuns() {
        backlog.set(Reading.of(300));
        var firstWrite = new FirstWriteHangs();
        try (var autoscaler = autoscaler(backlogTrigger())
                .observer(firstWrite)
                .executor(firstWrite)
                .targetTimeout(ofSeconds(5))
                .build()
                .start()) {
            time.advance(ofSeconds(5));
            assertThat(recorder.scaleFailures).hasSize(1);
            assertThat(recorder.scaleFailures.get(0))
                    .hasMessageContaining("could not be scaled to 6: no answer within 5 s");

            time.advance(ofSeconds(10));
            assertThat(recorder.scaleFailures).hasSize(2);
            assertThat(recorder.scaleFailures.get(1)).hasMessageContaining("the last write has not ended");
            assertThat(recorder.decisions).as("every turn decides").hasSize(2);
            assertThat(target.writes).isEmpty();

            firstWrite.goOn();
            time.advance(ofSeconds(15));
            assertThat(target.writes)
                    .as("the late write went through, and nothing was left to do")
                    .containsExactly(6);
            assertThat(lastDecision().from()).isEqualTo(6);
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
    }

    @Test
    void aWriteThatWasWaitingWhenTheAutoscalerClosedIsNotCarriedOut() {
        backlog.set(Reading.of(300));
        var firstWrite = new FirstWriteHangs();
        var autoscaler = autoscaler(backlogTrigger())
                .observer(firstWrite)
                .executor(firstWrite)
                .build()
                .start();
        time.advance(ofSeconds(1));
        autoscaler.close();
        firstWrite.goOn();
        assertThat(target.writes).isEmpty();
    }

    @Test
    void anObserverThatThrowsHurtsNobody() {
        var after = new Recorder();
        AutoscalerObserver throwing = new AutoscalerObserver() {
            @Override
            public void decided(String autoscaler, Observation observation, Decision decision) {
                throw new IllegalStateException("disk full");
            }
        };
        backlog.set(Reading.of(300));
        try (var autoscaler = autoscaler(backlogTrigger())
                .observer(throwing)
                .observer(after)
                .build()
                .start()) {
            time.advance(ofSeconds(30));
            assertThat(target.writes).containsExactly(6);
            assertThat(after.decisions).hasSize(3);
            assertThat(autoscaler.state().lastDecisionAt()).isPresent();
        }
    }

    @Test
    void aPolicyThatThrowsCostsTheTurn() {
        ScalingPolicy broken = (state, observation) -> {
            throw new ArithmeticException("divided by zero");
        };
        try (var autoscaler =
                autoscaler(backlogTrigger()).policy(broken).build().start()) {
            time.advance(ofSeconds(15));
            assertThat(recorder.turnFailures).hasSize(2).allMatch(ArithmeticException.class::isInstance);
            assertThat(autoscaler.state().lastDecisionAt()).isEmpty();
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
                                        "every trigger abstains from activation, so nothing could wake the target from 0; use a"
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

    private Decision lastDecision() {
        return recorder.decisions.get(recorder.decisions.size() - 1);
    }

    private Reading lastReading(String trigger) {
        return lastDecision().explanation().proposals().stream()
                .filter(proposal -> proposal.trigger().equals(trigger))
                .findFirst()
                .orElseThrow()
                .reading();
    }

    private static Reading failure(Kind kind, String sentence) {
        return Reading.failure(kind, sentence);
    }

    /** Runs everything at once, but for the first write, which it keeps until told to go on. */
    private static final class FirstWriteHangs implements Executor, AutoscalerObserver {
        private boolean nextIsTheWrite;
        private boolean done;
        private Runnable write = () -> {};

        @Override
        public void decided(String autoscaler, Observation observation, Decision decision) {
            nextIsTheWrite = decision.changes() && !done;
        }

        @Override
        public void execute(Runnable task) {
            if (nextIsTheWrite) {
                nextIsTheWrite = false;
                done = true;
                write = task;
            } else {
                task.run();
            }
        }

        void goOn() {
            write.run();
        }
    }

    /** Never answers by itself. */
    private static final class HangingScaler implements Scaler {
        private final List<CompletableFuture<Reading>> reads = new ArrayList<>();

        @Override
        public Reading read(ReadRequest request) {
            throw new UnsupportedOperationException("read asynchronously");
        }

        @Override
        public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
            var read = new CompletableFuture<Reading>();
            reads.add(read);
            return read;
        }
    }
}
