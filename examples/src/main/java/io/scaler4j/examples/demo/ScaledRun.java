package io.scaler4j.examples.demo;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Autoscaler;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.recorder.Recording;
import io.scaler4j.simulation.Replay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The load on a pool that an autoscaler sizes: scaler, policy and target put together. */
final class ScaledRun implements AutoCloseable {

    static final int LAG_THRESHOLD = 5;

    /** The name of the topic, of the autoscaler, and of the files about it. */
    static final String TOPIC = "orders";

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(45);

    private final Path folder;
    private final ScalingPolicy policy;
    private final Load load;
    private final Workload workload;
    private final TurnLog turns = new TurnLog();
    private final Recorder recorder;
    private final Autoscaler autoscaler;

    /** @param folder where turns are recorded, in place of an earlier recording */
    ScaledRun(DemoBroker broker, DemoOptions options, Screen screen, Path folder) {
        this.folder = folder;
        policy = policy(options);
        load = Load.ofDemo(options);
        recorder = Recorder.builder(folder, TOPIC).policy(policy).maxFiles(0).build();
        workload = Workload.on(broker, TOPIC, load, screen);
        autoscaler = Autoscaler.builder(TOPIC)
                .target(workload.pool())
                .policy(policy)
                .trigger(Trigger.of("lag", broker.lag(TOPIC, TOPIC + "-workers"), averageValue(LAG_THRESHOLD)))
                .interval(TURN)
                .observer(turns)
                .observer(recorder)
                .observer(new DecisionTable(screen, "lag", load, workload::elapsedSeconds))
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
        return turns.turns();
    }

    /** The recording, decided on again, once this is closed; empty if no turn was recorded. */
    Optional<Replay> replay() {
        return turns.turns().isEmpty() ? Optional.empty() : Optional.of(Replay.of(Recording.of(folder, TOPIC), policy));
    }

    @Override
    public void close() {
        autoscaler.close();
        recorder.close();
        workload.close();
    }
}
