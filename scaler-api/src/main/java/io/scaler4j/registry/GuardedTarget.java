package io.scaler4j.registry;

import io.scaler4j.FencedException;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * A target as a registry writes to it: each write has its own moment within the spread, is saved before, and is fenced.
 * The fence is asked last, right before the write.
 */
final class GuardedTarget implements ScaleTarget {

    /** A store that hangs delays scaling by this and no more. */
    static final Duration SAVE_LIMIT = Duration.ofSeconds(1);

    private final ScaleTarget target;
    private final StateKeeper states;
    private final RegistryParts parts;
    private final double moment;
    private volatile boolean closed;

    GuardedTarget(String autoscaler, ScaleTarget target, StateKeeper states, RegistryParts parts) {
        this.target = target;
        this.states = states;
        this.parts = parts;
        moment = momentOf(autoscaler);
    }

    /** From 0 up to 1, evenly over all names, and always the same for one name. */
    static double momentOf(String autoscaler) {
        int mixed = autoscaler.hashCode() * 0x9E3779B9;
        return (mixed >>> 8) / (double) (1 << 24);
    }

    /** From now on nothing is written. */
    void close() {
        closed = true;
    }

    @Override
    public Replicas replicas() throws Exception {
        return target.replicas();
    }

    @Override
    public void scaleTo(int replicas, Decision why) throws Exception {
        throw new UnsupportedOperationException("a registry writes with a deadline");
    }

    @Override
    public CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
        return target.replicasAsync(request, executor);
    }

    @Override
    public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
        if (!parts.mayWrite().getAsBoolean()) {
            return CompletableFuture.failedFuture(fenced());
        }
        return delay(request)
                .thenCompose(now ->
                        Timeouts.atMost(saveLimit(request), states.saveBefore(request.decision()), parts.scheduler()))
                .thenCompose(saved -> write(request, executor));
    }

    private CompletionStage<Void> write(ScaleRequest request, Executor executor) {
        if (closed) {
            return CompletableFuture.failedFuture(new ScaleTargetException(
                    "the autoscaler was closed meanwhile", null)); // a sentence, without a trace
        }
        if (parts.time().instant().isAfter(request.deadline())) { // a newer decision may have been made meanwhile
            return CompletableFuture.failedFuture(new TimeoutException("no time was left for the write"));
        }
        return parts.mayWrite().getAsBoolean()
                ? target.scaleToAsync(request, executor)
                : CompletableFuture.failedFuture(fenced());
    }

    /** A part of the time limit, so that some is left for the write. */
    private static Duration saveLimit(ScaleRequest request) {
        Duration part = request.timeout().dividedBy(4);
        return part.compareTo(SAVE_LIMIT) < 0 ? part : SAVE_LIMIT;
    }

    private CompletionStage<Void> delay(ScaleRequest request) {
        long most = Math.min(parts.writeSpread().toNanos(), request.timeout().toNanos() / 4);
        return Timeouts.after(Duration.ofNanos((long) (most * moment)), parts.scheduler());
    }

    private static FencedException fenced() {
        return new FencedException("this process may not write now; the holder of the lease does");
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
