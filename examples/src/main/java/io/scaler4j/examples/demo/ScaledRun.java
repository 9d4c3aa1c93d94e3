package io.scaler4j.examples.demo;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Autoscaler;
import io.scaler4j.Trigger;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import java.time.Duration;
import java.util.List;

/** The load on a pool that an autoscaler sizes: scaler, policy and target put together. */
final class ScaledRun implements AutoCloseable {

    static final int LAG_THRESHOLD = 5;

    private static final String TOPIC = "orders";
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(45);

    private final Load load;
    private final Workload workload;
    private final Recorder recorder;
    private final Autoscaler autoscaler;

    ScaledRun(DemoBroker broker, DemoOptions options, Screen screen) {
        load = Load.ofDemo(options);
        workload = Workload.on(broker, TOPIC, load, screen);
        recorder = new Recorder(workload::elapsedSeconds);
        autoscaler = Autoscaler.builder(TOPIC)
                .target(workload.pool())
                .policy(policy(options))
                .trigger(Trigger.of("lag", broker.lag(TOPIC, TOPIC + "-workers"), averageValue(LAG_THRESHOLD)))
                .interval(TURN)
                .observer(recorder)
                .observer(new DecisionTable(screen, load, workload::elapsedSeconds))
                .build();
    }

    /** The policy of the demo; its times are as short as the speed makes them. */
    static ScalingPolicy policy(DemoOptions options) {
        Duration halfMinute = options.shortened(Duration.ofSeconds(30));
        Duration quarterMinute = options.shortened(Duration.ofSeconds(15));
        return ScalingPolicy.builder()
                .replicas(0, 10)
                .cooldown(halfMinute)
                .scaleUp(ScalingRules.builder() // the HPA's defaults, shortened as well
                        .replicas(4, quarterMinute)
                        .percent(100, quarterMinute)
                        .build())
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(halfMinute)
                        .percent(50, halfMinute)
                        .build())
                .build();
    }

    /** Returns when the load was worked off and the pool sleeps, or when that takes too long. */
    void run() throws InterruptedException {
        workload.start();
        autoscaler.start();
        Pace.await(this::isOver, load.duration().plus(GRACE));
    }

    private boolean isOver() {
        return workload.isDone() && workload.pool().replicas().desired() == 0;
    }

    RunResult result() {
        return workload.result();
    }

    List<Turn> turns() {
        return recorder.turns();
    }

    @Override
    public void close() {
        autoscaler.close();
        workload.close();
    }
}
