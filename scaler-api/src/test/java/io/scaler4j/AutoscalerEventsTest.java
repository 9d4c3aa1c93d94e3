package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What observers hear about the loop itself: how late, how long, and when it is over. */
class AutoscalerEventsTest extends AutoscalerFixture {

    private static final Turn UNDECIDED =
            Turn.undecided("orders", Instant.EPOCH, ScalingState.initial(), new IllegalStateException("not yet"));

    @Test
    void turnsOfAnIdleSchedulerAreOnTime() {
        try (var autoscaler = autoscaler(backlogTrigger()).build().start()) {
            time.advance(ofSeconds(31));
            assertThat(recorder.lateness())
                    .as("%s: at once, after 15 s and after 30 s", autoscaler)
                    .containsExactly(ZERO, ZERO, ZERO);
        }
    }

    @Test
    void aTurnIsAsLateAsTheSchedulerWhichBeginsIt() {
        Scheduler slow = (task, delay) -> time.schedule(task, delay.plusSeconds(2));
        try (var autoscaler =
                autoscaler(backlogTrigger()).scheduler(slow).build().start()) {
            time.advance(ofSeconds(40));
            assertThat(recorder.lateness())
                    .as("%s: planned at 0 s, 15 s, 30 s", autoscaler)
                    .containsExactly(ofSeconds(2), ofSeconds(2), ofSeconds(2));
        }
    }

    @Test
    void aTurnThatOverranItsIntervalMakesTheNextOneLateByTheTurnsLeftOut() {
        var slow = new AnswersLater(ofSeconds(40));
        try (var autoscaler = autoscaler(Trigger.of("slow", slow, averageValue(50)))
                .readTimeout(ofMinutes(1))
                .build()
                .start()) {
            time.advance(ofSeconds(85));
            assertThat(recorder.lateness())
                    .as("%s: the turn of 15 s was made at 45 s", autoscaler)
                    .containsExactly(ZERO, ofSeconds(30));
        }
    }

    @Test
    void turnsOnRequestAreOnTimeHoweverLateTheirSchedulerIs() throws InterruptedException {
        Scheduler slow = (task, delay) -> time.schedule(task, delay.plusSeconds(2));
        try (var autoscaler = autoscaler(backlogTrigger()).scheduler(slow).build()) {
            autoscaler.evaluate();
            autoscaler.start();
            time.advance(ofSeconds(3));
            autoscaler.poke();
            time.advance(ofSeconds(3));
            autoscaler.evaluate();
            assertThat(recorder.lateness())
                    .as("evaluate, start, poke, evaluate")
                    .containsExactly(ZERO, ofSeconds(2), ZERO, ZERO);
        }
    }

    @Test
    void aTurnOnRequestThatRunsWhenOneWasPlannedMakesNoneLate() {
        var slow = new AnswersLater(ofSeconds(10));
        try (var autoscaler =
                autoscaler(Trigger.of("slow", slow, averageValue(50))).build().start()) {
            time.advance(ofSeconds(12));
            autoscaler.poke();
            time.advance(ofSeconds(20));
            assertThat(recorder.turns)
                    .as("%s: poked at 12 s", autoscaler)
                    .extracting(turn -> turn.at().toString())
                    .containsExactly("2026-01-05T08:00:00Z", "2026-01-05T08:00:12Z");
            time.advance(ofSeconds(10));
            assertThat(recorder.lateness()).as("the third is that of 30 s").containsExactly(ZERO, ZERO, ZERO);
        }
    }

    @Test
    void aClockThatIsSetBackMakesNothingNegative() {
        var offset = new Duration[] {ZERO};
        Scaler setsTheClockBack = request -> {
            offset[0] = ofMinutes(-10);
            return Reading.of(1);
        };
        try (var autoscaler = autoscaler(Trigger.of("backlog", setsTheClockBack, averageValue(50)))
                .time(() -> time.instant().plus(offset[0]))
                .build()
                .start()) {
            time.advance(ofSeconds(1));
            assertThat(recorder.latencies()).as("%s", autoscaler).containsExactly(Map.of("backlog", ZERO));
            time.advance(ofMinutes(11));
            assertThat(recorder.lateness()).hasSizeGreaterThan(2).allMatch(late -> !late.isNegative());
        }
    }

    @Test
    void everyReadIsTimedUpToItsAnswerOrItsDeadline() {
        var hanging = new AnswersLater(ofMinutes(9));
        try (var autoscaler = autoscaler(
                        Trigger.of("quick", new AnswersLater(ofSeconds(2)), averageValue(50)),
                        Trigger.of("hanging", hanging, averageValue(50)))
                .readTimeout(ofSeconds(5))
                .build()
                .start()) {
            time.advance(ofSeconds(18));
            assertThat(recorder.latencies())
                    .as("%s: the second turn does not read what still hangs", autoscaler)
                    .containsExactly(
                            Map.of("quick", ofSeconds(2), "hanging", ofSeconds(5)), Map.of("quick", ofSeconds(2)));
            assertThat(recorder.latencies().get(0).keySet()).containsExactly("quick", "hanging");
        }
    }

    @Test
    void aReadThatFailsIsTimedToo() throws InterruptedException {
        backlog.set(failure(Kind.UNAVAILABLE, "queue is down"));
        ScalingPolicy broken = (state, observation) -> {
            throw new ArithmeticException("divided by zero");
        };
        try (var autoscaler =
                autoscaler(backlogTrigger()).policy(broken).build().start()) {
            time.advance(ofSeconds(1));
            assertThat(recorder.turnFailures()).as("%s", autoscaler).hasSize(1);
            assertThat(recorder.latencies()).containsExactly(Map.of("backlog", ZERO));
        }
    }

    @Test
    void aTriggerThatIsNotReadWhileTheTargetSleepsHasNoLatency() {
        target.scaleTo(0, null);
        backlog.set(Reading.of(0));
        var cpu = Trigger.of("cpu", request -> Reading.of(1), utilization(50));
        try (var autoscaler = autoscaler(cpu, backlogTrigger()).build().start()) {
            time.advance(ofSeconds(1));
            assertThat(recorder.latencies().get(0)).as("%s", autoscaler).containsExactly(entry("backlog", ZERO));
        }
    }

    @Test
    void theLastEventIsThatItWasClosedAndItComesOnce() {
        var never = autoscaler(backlogTrigger()).build();
        never.close();
        assertThat(recorder.closed).as("without a single turn").containsExactly("orders");

        var events = new EventNames();
        var autoscaler = autoscaler(Trigger.of("slow", new AnswersLater(ofSeconds(5)), averageValue(50)))
                .observer(events)
                .build()
                .start();
        time.advance(ofSeconds(16));
        autoscaler.close();
        autoscaler.close();
        time.advance(ofMinutes(1));
        assertThat(events.heard)
                .as("the turn of 15 s was abandoned, and its end is not told")
                .containsExactly("decided", "ended", "closed");
    }

    @Test
    void whatEndsAfterClosingIsNotTold() {
        var tasks = new ArrayDeque<Runnable>();
        var events = new EventNames();
        var autoscaler = autoscaler(backlogTrigger())
                .observer(events)
                .executor(tasks::add)
                .build()
                .start();
        time.advance(ofSeconds(1));
        autoscaler.close();
        runAll(tasks);
        assertThat(events.heard).containsExactly("closed");
    }

    @Test
    void anObserverThatIsFarBehindHearsOfTheEnd() throws InterruptedException {
        var events = new EventNames();
        var deliveries = new ArrayList<Runnable>();
        Executor delivery = deliveries::add;
        var queue = new ObserverQueue(events, delivery);
        for (int i = 0; i < ObserverQueue.CAPACITY + 9; i++) {
            queue.post(observer -> observer.turnEnded(UNDECIDED));
        }
        queue.close(observer -> observer.closed("orders"));
        queue.post(observer -> observer.turnEnded(UNDECIDED));
        deliveries.forEach(Runnable::run);
        assertThat(events.heard).hasSize(ObserverQueue.CAPACITY + 1).endsWith("ended", "closed");
    }

    @Test
    void anObserverIsClosedQuietlyWhenItsExecutorHasEnded() {
        var events = new EventNames();
        var queue = new ObserverQueue(events, task -> {
            throw new RejectedExecutionException("shut down");
        });
        queue.close(observer -> observer.closed("orders"));
        assertThat(events.heard).isEmpty();
    }

    @Test
    void eventsWaitWhileTheExecutorTakesNoTasksAndAreDeliveredInOrderAfterwards() {
        var events = new EventNames();
        var full = new AtomicBoolean(true);
        var queue = new ObserverQueue(events, task -> {
            if (full.get()) {
                throw new RejectedExecutionException("no room left");
            }
            task.run();
        });
        for (int i = 0; i < ObserverQueue.CAPACITY + 9; i++) {
            queue.post(observer -> observer.turnEnded(UNDECIDED));
        }
        assertThat(events.heard).isEmpty();
        full.set(false);
        queue.post(observer -> observer.decided("orders", null, null));
        assertThat(events.heard).as("what there was room for").hasSize(ObserverQueue.CAPACITY);
        queue.post(observer -> observer.decided("orders", null, null));
        queue.close(observer -> observer.closed("orders"));
        assertThat(events.heard).hasSize(ObserverQueue.CAPACITY + 2).endsWith("ended", "decided", "closed");
    }

    private static void runAll(Deque<Runnable> tasks) {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    /** Answers 1 after a while, by virtual time. */
    private final class AnswersLater implements Scaler {
        private final Duration delay;

        AnswersLater(Duration delay) {
            this.delay = delay;
        }

        @Override
        public Reading read(ReadRequest request) {
            throw new UnsupportedOperationException("read asynchronously");
        }

        @Override
        public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
            var answer = new CompletableFuture<Reading>();
            time.schedule(() -> answer.complete(Reading.of(1)), delay);
            return answer;
        }
    }

    private static final class EventNames implements AutoscalerObserver {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void decided(String autoscaler, Observation observation, Decision decision) {
            heard.add("decided");
        }

        @Override
        public void turnEnded(Turn turn) {
            heard.add("ended");
        }

        @Override
        public void closed(String autoscaler) {
            heard.add("closed");
        }
    }
}
