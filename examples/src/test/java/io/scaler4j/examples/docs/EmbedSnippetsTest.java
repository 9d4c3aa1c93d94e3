package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scheduler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocks of docs/embed.md, compiled and run. */
class EmbedSnippetsTest {

    private static final Logger log = LoggerFactory.getLogger(EmbedSnippetsTest.class);

    private static final class Api {
        private int wanted = 2;

        int wanted() {
            return wanted;
        }

        int running() {
            return wanted;
        }

        int healthy() {
            return wanted;
        }

        void setWanted(int replicas) {
            wanted = replicas;
        }
    }

    private static final Api api = new Api();

    final class Fleet implements ScaleTarget {

        @Override
        public Replicas replicas() {
            return new Replicas(api.wanted(), api.running(), api.healthy());
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            api.setWanted(replicas);
            log.info("{}", why);
        }

        int count() {
            return api.wanted();
        }

        boolean resize(int replicas) {
            api.setWanted(replicas);
            return true;
        }
    }

    private final Fleet fleet = new Fleet();
    private final ScalingPolicy policy = ScalingPolicy.builder().replicas(1, 20).build();

    @Test
    void autoscalersShareThreads() throws InterruptedException {
        var trigger = Trigger.of("lag", request -> Reading.of(300), averageValue(50));
        var timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true); // each turn takes its time limits back when it ends
        var workers = Executors.newFixedThreadPool(16);
        var orders = Autoscaler.builder("orders")
                .target(fleet)
                .policy(policy)
                .trigger(trigger)
                .scheduler(Scheduler.of(timer))
                .executor(workers)
                .build();
        try (orders) {
            assertThat(orders.evaluate().to()).isEqualTo(6);
        } finally {
            timer.shutdownNow();
            workers.shutdownNow();
        }
    }

    @Test
    void aLoopOfYourOwn() {
        var state = ScalingState.initial();
        var now = Instant.parse("2026-01-05T08:00:00Z");
        var lag = Measurement.of("lag", averageValue(50), Reading.of(200));
        api.setWanted(2);
        Decision decision = policy.decide(state, Observation.of(now, Replicas.of(fleet.count()), lag));
        boolean applied = decision.changes() && fleet.resize(decision.to());
        state = decision.next(applied);
        assertThat(fleet.count()).isEqualTo(4);
        assertThat(state.lastActiveAt()).contains(now);
    }

    @Test
    void theFormulaAlone() {
        int replicas = ScalingPolicy.desiredReplicas(740, averageValue(50), Replicas.of(9), 1, 20);
        assertThat(replicas).isEqualTo(15);
    }
}
