package io.scaler4j.registry;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** States of a policy that scales, and how to wait for a store. */
final class StatesFixture {

    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 1000).build();

    private StatesFixture() {}

    /** A decision that changes the count, another for each number. */
    static Decision decision(int number) {
        Instant now = START.plusSeconds(15L * number);
        var measurement = Measurement.of("lag", averageValue(1), Reading.of(10 + number));
        return POLICY.decide(ScalingState.initial(), Observation.of(now, Replicas.of(5), List.of(measurement)));
    }

    static SavedState state(int number) {
        return SavedState.of(decision(number).next(true));
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
