package io.scaler4j.cpu;

import io.scaler4j.metric.ReplicaSample;
import java.time.Instant;

/** What is taken for granted of replicas whose sampler knows nothing of readiness. */
final class Readiness {

    private static final Instant EVER = Instant.EPOCH;

    private Readiness() {}

    /** The same sample of a replica that is ready, unless something else is known. */
    static ReplicaSample orReady(ReplicaSample sample) {
        boolean known = sample.ready().isPresent() && sample.startedAt().isPresent();
        boolean notReady = !sample.ready().orElse(true);
        boolean starting = sample.ready().isEmpty() && sample.startedAt().isPresent();
        return known || notReady || starting ? sample : ready(sample);
    }

    private static ReplicaSample ready(ReplicaSample sample) {
        var copy = ReplicaSample.builder(sample.name())
                .phase(sample.phase())
                .startedAt(EVER)
                .ready(true, sample.readyChangedAt().orElse(EVER));
        if (sample.terminating()) {
            copy.terminating();
        }
        sample.requestMilli().ifPresent(copy::requestMilli);
        sample.usageMilli()
                .ifPresent(milli -> copy.usage(milli, sample.sampledAt().orElse(EVER), sample.window()));
        return copy.build();
    }

    /** The same replica without its sample. */
    static ReplicaSample withoutSample(ReplicaSample sample) {
        var copy = ReplicaSample.builder(sample.name()).phase(sample.phase());
        sample.startedAt().ifPresent(copy::startedAt);
        sample.ready()
                .ifPresent(ready -> copy.ready(ready, sample.readyChangedAt().orElse(EVER)));
        if (sample.terminating()) {
            copy.terminating();
        }
        sample.requestMilli().ifPresent(copy::requestMilli);
        return copy.build();
    }
}
