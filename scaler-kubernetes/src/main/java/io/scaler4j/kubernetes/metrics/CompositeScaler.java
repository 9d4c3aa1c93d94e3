package io.scaler4j.kubernetes.metrics;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The one metric that a formula makes of several triggers. All are read at the same time. While one of them cannot be
 * read, or only in part, the metric is a failure with its sentence; no fallback applies.
 */
final class CompositeScaler implements Scaler {

    /** As KEDA's HPAs ask for it. */
    static final String METRIC = "composite-metric";

    private final ScalingPolicy policy;
    private final List<Trigger> inputs;

    /**
     * Makes one that closes its inputs.
     *
     * @param policy has a composite
     * @param inputs the triggers that its formula names
     */
    CompositeScaler(ScalingPolicy policy, List<Trigger> inputs) {
        this.policy = policy;
        this.inputs = List.copyOf(inputs);
    }

    @Override
    public Reading read(ReadRequest request) throws Exception {
        return readAsync(request, Runnable::run).toCompletableFuture().get();
    }

    @Override
    public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
        List<CompletableFuture<Reading>> reads = inputs.stream()
                .map(input -> input.scaler().readAsync(request, executor).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .thenApply(done -> combined(
                        request.now(),
                        reads.stream().map(CompletableFuture::join).toList()));
    }

    private Reading combined(Instant now, List<Reading> readings) {
        var measurements = new ArrayList<Measurement>();
        Optional<Instant> oldest = Optional.empty();
        for (int i = 0; i < readings.size(); i++) {
            Trigger input = inputs.get(i);
            Reading reading = readings.get(i);
            if (reading instanceof Reading.Value value) {
                if (value.isLowerBound()) {
                    return Reading.failure(
                            Reading.Failure.Kind.UNAVAILABLE,
                            input.name() + " could be measured only in part, so the formula has no value");
                }
                oldest = older(oldest, value.measuredAt());
            }
            measurements.add(input.measure(reading));
        }
        // One replica, since the value of a formula does not depend on how many there are.
        Observation observation = Observation.of(now, Replicas.of(1), measurements);
        Reading value = policy.decide(ScalingState.initial(), observation)
                .explanation()
                .composite()
                .map(Recommendation::reading)
                .orElseThrow();
        return value instanceof Reading.Value exact && oldest.isPresent()
                ? Reading.valueOfMilli(exact.milli()).measuredAt(oldest.get()).build()
                : value;
    }

    private static Optional<Instant> older(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isBefore(other.get()) ? one : other;
    }

    @Override
    public void close() {
        inputs.forEach(input -> input.scaler().close());
    }

    @Override
    public String toString() {
        return "a formula of " + inputs.size() + " triggers";
    }
}
