package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Tolerance;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.recorder.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A service on virtual time with all that a real one has: a load that fails at times, processor time per replica, a
 * schedule, a target that needs time, refuses changes, and is changed by others, and a recorder. What its autoscaler
 * decides is also kept as it is.
 */
final class RecordedService {

    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    final List<Observation> observations = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Boolean> written = new ArrayList<>();
    final VirtualTime time = VirtualTime.startingAt(START);
    boolean dryRun;
    boolean refuses;
    int replicas = 1;
    Duration writesTake = Duration.ZERO;
    private Duration late = Duration.ZERO;

    private final Path directory;
    private final ScalingPolicy policy;
    private final Load load;

    RecordedService(Path directory, ScalingPolicy policy, Load load) {
        this.directory = directory;
        this.policy = policy;
        this.load = load;
    }

    Recorder recorder() {
        return Recorder.builder(directory, "orders")
                .policy(policy)
                .maxFileBytes(100_000)
                .maxFiles(1000)
                .build();
    }

    Recording recording() {
        return Recording.of(directory, "orders");
    }

    /** Runs from a state on, as after a start of the process, and hands back the state that it ended with. */
    ScalingState run(ScalingState state, Consumer<Autoscaler> story) {
        try (Recorder recorder = recorder()) {
            return run(recorder, state, story);
        }
    }

    ScalingState run(AutoscalerObserver recorder, ScalingState state, Consumer<Autoscaler> story) {
        var builder = Autoscaler.builder("orders")
                .time(() -> time.instant().plus(late))
                .scheduler(time)
                .executor(Runnable::run)
                .target(new Fleet())
                .policy(policy)
                .state(state)
                .idleInterval(ofMinutes(1))
                .schedule(this::bounds)
                .trigger(Trigger.of("lag", load.asScaler(START), averageValue(50))
                        .activatesAbove(2)
                        .fallback(Fallback.replicas(6).afterFailures(4)))
                .trigger(Trigger.of("cpu", (Scaler) this::cpu, utilization(60)).tolerance(Tolerance.of(0.2)))
                .observer(new Witness())
                .observer(recorder);
        try (var autoscaler = (dryRun ? builder.dryRun() : builder).build().start()) {
            story.accept(autoscaler);
            return autoscaler.state();
        }
    }

    private ReplicaBounds bounds(Instant instant) {
        long minute = Duration.between(START, instant).toMinutes();
        return minute >= 90 && minute < 120 ? new ReplicaBounds(3, 9) : ReplicaBounds.none();
    }

    /** Of replicas that are busy by their number and the minute; some have no sample, some are starting. */
    private Reading cpu(ReadRequest request) {
        List<ReplicaSample> samples = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            var sample = ReplicaSample.builder("orders-" + i)
                    .requestMilli(500)
                    .startedAt(START.minusSeconds(i))
                    .ready(i % 5 != 4, START.plusSeconds(i));
            if (i % 7 != 6) {
                long use = (i * 131 + request.now().getEpochSecond() / 60 * 37) % 250;
                sample.usage(use, request.now(), ofSeconds(30));
            }
            samples.add(sample.build());
        }
        return Reading.samples(Resource.CPU, samples).startingUp(ofMinutes(2), ofSeconds(10));
    }

    private final class Fleet implements ScaleTarget {

        @Override
        public Replicas replicas() {
            late = Duration.ZERO;
            return new Replicas(
                    replicas,
                    replicas,
                    Math.max(0, replicas - (int) (time.instant().getEpochSecond() % 2)));
        }

        @Override
        public void scaleTo(int count, Decision decision) {
            if (refuses) {
                throw new IllegalStateException("the fleet is locked");
            }
            replicas = count;
            late = writesTake;
        }
    }

    /** Keeps what the recording has to bring back. */
    private final class Witness implements AutoscalerObserver {

        @Override
        public void turnEnded(Turn turn) {
            observations.add(turn.observation().orElseThrow());
            decisions.add(turn.decision().orElseThrow());
            written.add(!(turn.outcome() instanceof Turn.NotWritten));
        }
    }
}
