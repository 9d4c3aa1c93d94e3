package io.scaler4j.exporter;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerBuilder;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An autoscaler on this thread alone, whose clock, reading and target are what the test says. */
abstract class MetricsFixture {

    final CollectorRegistry registry = new CollectorRegistry();
    final PrometheusMetrics metrics = PrometheusMetrics.register(registry);
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

    /** The value of a series, named as in PromQL but without quotes: {@code name{label=value,label=value}}; or null. */
    Double value(String series) {
        int brace = series.indexOf('{');
        String[] labels = series.substring(brace + 1, series.length() - 1).split(",");
        String[] names = new String[labels.length];
        String[] values = new String[labels.length];
        for (int i = 0; i < labels.length; i++) {
            names[i] = labels[i].split("=")[0];
            values[i] = labels[i].split("=")[1];
        }
        return registry.getSampleValue(series.substring(0, brace), names, values);
    }

    List<MetricFamilySamples> families() {
        return Collections.list(registry.metricFamilySamples());
    }

    List<Sample> samples() {
        return families().stream().flatMap(family -> family.samples.stream()).toList();
    }
}
