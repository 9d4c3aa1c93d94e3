package io.scaler4j.micrometer;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerBuilder;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An autoscaler on this thread alone, whose clock, reading and target are what the test says. */
abstract class MicrometerFixture {

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final MicrometerMetrics metrics = MicrometerMetrics.create();
    final AtomicReference<Reading> backlog = new AtomicReference<>(Reading.of(100));
    final AtomicInteger replicas = new AtomicInteger(2);
    Instant now = Instant.parse("2026-01-05T08:00:00Z");
    Duration readTakes = Duration.ZERO;
    Runnable planned = () -> {};

    AutoscalerBuilder autoscaler(String name, Trigger... triggers) {
        var builder = Autoscaler.builder(name)
                .target(ScaleTarget.of(replicas::get, replicas::set))
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .interval(ofSeconds(15))
                .observer(metrics)
                .time(() -> now)
                .scheduler((task, delay) -> {
                    planned = task;
                    return () -> {};
                })
                .executor(Runnable::run);
        for (Trigger trigger : triggers) {
            builder.trigger(trigger);
        }
        return builder;
    }

    Trigger backlogTrigger() {
        return Trigger.of(
                "backlog",
                request -> {
                    now = now.plus(readTakes);
                    return backlog.get();
                },
                averageValue(50));
    }

    Map<String, Double> samples() {
        return Scrape.of(registry).samples();
    }
}
