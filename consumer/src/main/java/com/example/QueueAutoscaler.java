package com.example;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingPolicy;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Scales the threads of a pool with its backlog: one thread for each 10 waiting tasks. */
public final class QueueAutoscaler {

    public static void main(String[] args) throws InterruptedException {
        var pool = new ThreadPoolExecutor(1, 8, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        for (int i = 0; i < 46; i++) {
            pool.execute(() -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1))); // a task of one second
        }
        System.out.println(scaleOnce(pool));
        System.out.println("threads: " + pool.getCorePoolSize());
        pool.shutdown();
    }

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
