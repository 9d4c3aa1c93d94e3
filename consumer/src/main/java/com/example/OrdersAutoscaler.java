package com.example;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.policy.ScalingPolicy;
import java.util.concurrent.CountDownLatch;

/** Scales workers with the lag of the consumer group "billing": one worker for each 50 messages, none for 5 or less. */
final class OrdersAutoscaler {

    static void run(String brokers, ScaleTarget workers, CountDownLatch shutdown) throws InterruptedException {
        var lag = KafkaLagScaler.builder()
                .bootstrapServers(brokers)
                .topic("orders")
                .consumerGroup("billing")
                .build();
        try (var autoscaler = Autoscaler.builder("orders")
                .target(workers)
                .policy(ScalingPolicy.builder()
                        .replicas(0, 20)
                        .cooldown(ofMinutes(5))
                        .build())
                .trigger(Trigger.of("lag", lag, averageValue(50)).activatesAbove(5))
                .interval(ofSeconds(5))
                .build()
                .start()) {
            shutdown.await();
        }
    }
}
