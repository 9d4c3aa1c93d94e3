package io.scaler4j.examples.prometheus;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.prometheus.PrometheusScaler;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A function that is scaled by its rate of requests: a real worker counts them, a real Prometheus scrapes it every
 * second, and the rate over the last five seconds decides.
 *
 * <p>A rate measured so trembles. A step counts as settled once six decisions in a row agree, and each rate lies in the
 * middle of those for which the policy wants the same count; so a busy machine takes longer and comes to the same.
 */
class RequestRateTest {

    private static final String RATE = "sum(rate(requests_total[5s]))";
    private static final double PER_REPLICA = 2;
    private static final int MOST = 5;
    private static final int SETTLED = 6;
    private static final Duration LIMIT = ofSeconds(180);

    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(0, 5)
            .cooldown(ofSeconds(2))
            .scaleDown(ScalingRules.builder()
                    .stabilizationWindow(ofMinutes(1)) // a restarted Prometheus knows too little for a while
                    .percent(100, ofSeconds(1))
                    .build())
            .build();

    private final AtomicInteger replicas = new AtomicInteger();
    private final Watcher watcher = new Watcher();

    @Test
    void replicasFollowTheRateOfRequests() {
        try (var worker = HttpWorker.open();
                var prometheus = ServerRequirement.start(() -> PrometheusNode.scraping(worker.address()));
                var autoscaler = autoscaler(prometheus.url())) {
            await().atMost(LIMIT)
                    .until(() -> prometheus
                                    .query("count_over_time(requests_total[1m]) >= 2")
                                    .size()
                            == 1);
            autoscaler.start();
            await().atMost(LIMIT).until(() -> watcher.settledAt(0));

            worker.request();
            await().atMost(LIMIT).until(() -> replicas.get() == 1);
            await().atMost(LIMIT).until(() -> watcher.settledAt(0));

            for (int count = 1; count <= MOST; count++) {
                int wanted = count;
                worker.requestsPerSecond(PER_REPLICA * count - 0.5);
                await().atMost(LIMIT).until(() -> watcher.settledAt(wanted));
                if (count == 3) {
                    aRestartHoldsTheCount(prometheus, wanted);
                }
            }
            worker.requestsPerSecond(3 * PER_REPLICA * MOST);
            int busy = watcher.count();
            await().atMost(LIMIT).until(() -> watcher.count() >= busy + 2 * SETTLED);
            assertThat(watcher.since(busy))
                    .allSatisfy(decision ->
                            assertThat(decision.to()).as("%s", decision).isEqualTo(MOST));

            worker.requestsPerSecond(0);
            await().atMost(LIMIT).until(() -> watcher.settledAt(0));
        }
        assertThat(watcher.turnFailures).isEmpty();
    }

    /** Whatever is missing, or measured over too short a time, takes no replica away. */
    private void aRestartHoldsTheCount(PrometheusNode prometheus, int count) {
        int outage = watcher.count();
        prometheus.kill();
        await().atMost(LIMIT).until(() -> watcher.failedSince(outage) >= 3);
        prometheus.start();
        int back = watcher.count();
        await().atMost(LIMIT)
                .until(() -> watcher.since(back).stream()
                                .filter(decision -> wants(decision, count))
                                .count()
                        >= SETTLED);
        assertThat(watcher.since(outage))
                .allSatisfy(
                        decision -> assertThat(decision.to()).as("%s", decision).isGreaterThanOrEqualTo(count));
        await().atMost(LIMIT).until(() -> watcher.settledAt(count));
    }

    /** What the rate alone asks for. */
    private static boolean wants(Decision decision, int count) {
        return decision.explanation().recommendations().get(0).replicas().orElse(-1) == count;
    }

    private Autoscaler autoscaler(String url) {
        var rate = PrometheusScaler.builder().serverAddress(url).query(RATE).build();
        return Autoscaler.builder("function")
                .target(ScaleTarget.of(replicas::get, replicas::set))
                .policy(POLICY)
                .trigger(Trigger.of("requests", rate, averageValue(PER_REPLICA)))
                .interval(ofMillis(500))
                .idleInterval(ofMillis(500))
                .observer(watcher)
                .build();
    }

    /** Keeps every decision. */
    private static final class Watcher implements AutoscalerObserver {
        private final List<Decision> decisions = new CopyOnWriteArrayList<>();
        private final List<RuntimeException> turnFailures = new CopyOnWriteArrayList<>();

        @Override
        public void decided(String autoscaler, Observation observation, Decision decision) {
            decisions.add(decision);
        }

        @Override
        public void turnEnded(Turn turn) {
            if (turn.outcome() instanceof Turn.NoDecision failed) {
                turnFailures.add(failed.problem());
            }
        }

        int count() {
            return decisions.size();
        }

        /** The last ones all began and ended there. */
        boolean settledAt(int replicas) {
            List<Decision> all = List.copyOf(decisions);
            return all.size() >= SETTLED
                    && all.subList(all.size() - SETTLED, all.size()).stream()
                            .allMatch(decision -> decision.from() == replicas && decision.to() == replicas);
        }

        List<Decision> since(int index) {
            List<Decision> all = List.copyOf(decisions);
            return all.subList(index, all.size());
        }

        long failedSince(int index) {
            return since(index).stream()
                    .filter(decision ->
                            !decision.explanation().recommendations().get(0).isUsable())
                    .count();
        }
    }
}
