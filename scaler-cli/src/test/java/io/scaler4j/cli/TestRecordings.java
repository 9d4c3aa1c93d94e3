package io.scaler4j.cli;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Recordings of real autoscalers in virtual time. */
final class TestRecordings {

    private TestRecordings() {}

    /** Two replicas at the start; the trigger is named rate. */
    static void record(Path into, String name, String yaml, Instant start, Duration length, Load load) {
        AutoscalerSpec spec = ScaledObjects.reader()
                .bind("rate", load.asScaler(start))
                .parse(yaml)
                .single();
        ScalingPolicy policy = spec.policy();
        var replicas = new AtomicInteger(2);
        var time = VirtualTime.startingAt(start);
        try (var recorder = Recorder.builder(into, name).policy(policy).build();
                var connections = new SharedConnections();
                var autoscaler = Autoscaler.builder(name)
                        .time(time)
                        .scheduler(time)
                        .executor(Runnable::run)
                        .target(ScaleTarget.of(replicas::get, replicas::set))
                        .policy(policy)
                        .interval(spec.interval())
                        .trigger(spec.openTriggers(connections).get(0))
                        .observer(recorder)
                        .build()
                        .start()) {
            time.advance(length);
        }
    }
}
