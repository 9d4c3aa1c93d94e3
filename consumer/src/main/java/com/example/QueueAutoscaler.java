package com.example;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingPolicy;
import java.util.concurrent.ThreadPoolExecutor;

/** The README's example without any server: the backlog of a thread pool scales its threads. */
final class QueueAutoscaler {

    private QueueAutoscaler() {}

    static Decision scaleOnce(ThreadPoolExecutor pool) throws InterruptedException {
        Scaler backlog = request -> Reading.of(pool.getQueue().size());
        try (var autoscaler = Autoscaler.builder("pool")
                .target(ScaleTarget.of(pool))
                .policy(ScalingPolicy.builder().replicas(1, 8).build())
                .trigger(Trigger.of("backlog", backlog, averageValue(10)))
                .build()) {
            return autoscaler.evaluate();
        }
    }
}
