package io.scaler4j.kubernetes.controller;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A target whose writes end before another process may have the lease.
 *
 * @param target is equal for equal objects
 * @param limit for a write
 */
record FencedTarget(ScaleTarget target, Duration limit) implements ScaleTarget {

    @Override
    public Replicas replicas() throws Exception {
        return target.replicas();
    }

    @Override
    public void scaleTo(int replicas, Decision why) {
        throw new UnsupportedOperationException("a registry writes with a deadline");
    }

    @Override
    public CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
        return target.replicasAsync(request, executor);
    }

    @Override
    public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
        Instant latest = request.now().plus(limit);
        Instant deadline = request.deadline().isBefore(latest) ? request.deadline() : latest;
        return target.scaleToAsync(
                new ScaleRequest(request.replicas(), request.decision(), request.now(), deadline), executor);
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
