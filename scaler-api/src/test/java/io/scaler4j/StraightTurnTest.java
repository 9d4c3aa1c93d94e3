package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which threads a turn runs: it changes them only where it has to. */
@Timeout(60)
class StraightTurnTest {

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 20).build();

    private final ExecutorService deciding = Executors.newFixedThreadPool(2, task -> new Thread(task, "deciding"));
    private final ExecutorService blocking = Executors.newCachedThreadPool(task -> new Thread(task, "blocking"));
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final CountDownLatch told = new CountDownLatch(1);

    @AfterEach
    void shutDown() {
        deciding.shutdownNow();
        blocking.shutdownNow();
    }

    private Trigger trigger(String name) {
        return Trigger.of(
                name,
                request -> {
                    threads.put(name, Thread.currentThread());
                    return Reading.of(1);
                },
                averageValue(1));
    }

    private AutoscalerBuilder autoscaler() {
        return Autoscaler.builder("orders")
                .target(ScaleTarget.of(
                        () -> {
                            threads.put("target", Thread.currentThread());
                            return 1;
                        },
                        count -> {}))
                .policy((state, observation) -> {
                    threads.put("policy", Thread.currentThread());
                    return POLICY.decide(state, observation);
                })
                .observer(new AutoscalerObserver() {
                    @Override
                    public void decided(String autoscaler, Observation observation, Decision decision) {
                        threads.put("decided", Thread.currentThread());
                    }

                    @Override
                    public void turnEnded(Turn turn) {
                        threads.put("ended", Thread.currentThread());
                        told.countDown();
                    }
                })
                .executor(deciding)
                .blockingExecutor(blocking);
    }

    @Test
    void theTargetAndItsOnlyTriggerAreReadByOneThreadAndAllElseIsDoneByAnother() throws Exception {
        try (var autoscaler = autoscaler().trigger(trigger("backlog")).build()) {
            autoscaler.evaluate();
            assertThat(told.await(30, SECONDS)).isTrue();
        }
        assertThat(threads.get("target").getName()).isEqualTo("blocking");
        assertThat(threads.get("backlog")).isSameAs(threads.get("target"));
        assertThat(threads.get("policy").getName()).isEqualTo("deciding");
        assertThat(List.of(threads.get("decided"), threads.get("ended")))
                .as("a turn that changes nothing is told of by the thread that decided")
                .containsOnly(threads.get("policy"));
    }

    @Test
    void triggersThatBlockAreReadSideBySide() throws Exception {
        var bothRead = new CountDownLatch(2);
        Scaler waitsForTheOther = request -> {
            bothRead.countDown();
            return Reading.of(bothRead.await(30, SECONDS) ? 1 : 7);
        };
        try (var autoscaler = autoscaler()
                .trigger(Trigger.of("first", waitsForTheOther, averageValue(1)))
                .trigger(Trigger.of("second", waitsForTheOther, averageValue(1)))
                .readTimeout(Duration.ofSeconds(40))
                .build()) {
            assertThat(autoscaler.evaluate().to()).isEqualTo(1);
        }
    }

    /** The last trigger is read by the thread that has read the target, which nobody else waits for. */
    @Test
    void aReadThatHangsOnTheThreadOfTheTargetIsGivenUpInTimeAndHoldsUpNoOther() throws Exception {
        var forEver = new CountDownLatch(1);
        Scaler hanging = request -> {
            forEver.await();
            return Reading.of(0);
        };
        try (var autoscaler = autoscaler()
                .trigger(trigger("backlog"))
                .trigger(Trigger.of("hanging", hanging, averageValue(1)))
                .readTimeout(Duration.ofSeconds(1))
                .build()) {
            Decision first = autoscaler.evaluate();
            assertThat(first.explanation().recommendations())
                    .extracting(recommendation -> recommendation.reading().toString())
                    .containsExactly("1", "TIMEOUT no answer within 1 s");
            Decision second = autoscaler.evaluate();
            assertThat(second.explanation().recommendations().get(1).reading().toString())
                    .startsWith("STILL_RUNNING");
        }
    }
}
