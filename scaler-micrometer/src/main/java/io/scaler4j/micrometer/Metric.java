package io.scaler4j.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/**
 * What is shown: the name of each meter in Micrometer, its type and its meaning.
 *
 * <p>A registry of Prometheus turns dots into underscores, adds {@code _seconds} to times and {@code _total} to
 * counters. So it writes the series of {@code scaler-metrics}.
 */
enum Metric {
    TRIGGER_VALUE(
            "scaler4j.scaler.metrics.value",
            Type.NUMBER,
            "The value that the trigger scales on. Absent while it cannot be read."),
    TRIGGER_LATENCY(
            "scaler4j.scaler.metrics.latency",
            Type.SECONDS,
            "How long the last read took, in seconds; the time limit if it was given up."),
    TRIGGER_ACTIVE(
            "scaler4j.scaler.active",
            Type.NUMBER,
            "1 if the trigger is active, else 0. Absent while it cannot be read."),
    TRIGGER_ERRORS(
            "scaler4j.scaler.detail.errors",
            Type.COUNT,
            "Turns in which the trigger gave nothing to decide on, by the kind of failure."),
    DESIRED_REPLICAS("scaler4j.desired.replicas", Type.NUMBER, "Replicas that the last decision asks for."),
    CURRENT_REPLICAS(
            "scaler4j.current.replicas", Type.NUMBER, "Replicas that the target reported to the last decision."),
    READY_REPLICAS("scaler4j.ready.replicas", Type.NUMBER, "Replicas that took work at the last decision."),
    DECISIONS("scaler4j.decisions", Type.COUNT, "Decisions, by the direction of the change."),
    BINDING_STAGE("scaler4j.binding.stage", Type.COUNT, "Decisions, by the stage that decided."),
    PAUSED(
            "scaler4j.autoscaler.paused",
            Type.NUMBER,
            "1 if the last decision was made under a pause, of one direction or of both, else 0."),
    ERRORS("scaler4j.autoscaler.errors", Type.COUNT, "Turns without a decision."),
    SCALES("scaler4j.scales", Type.COUNT, "Changes that the target accepted."),
    SCALE_ERRORS("scaler4j.scale.errors", Type.COUNT, "Changes that the target refused or did not confirm in time."),
    LATENESS("scaler4j.internal.scale.loop.latency", Type.SECONDS, "How late the last turn began, in seconds."),
    LAST_DECISION(
            "scaler4j.last.decision.timestamp",
            Type.SECONDS,
            "When the last decision was made, in seconds since the epoch.");

    private enum Type {
        NUMBER,
        /** Shown in the registry's own unit of time. */
        SECONDS,
        COUNT
    }

    private final String meter;
    private final Type type;
    private final String meaning;

    Metric(String meter, Type type, String meaning) {
        this.meter = meter;
        this.type = type;
        this.meaning = meaning;
    }

    /** {@return the name in Micrometer} */
    String meter() {
        return meter;
    }

    /** {@return what the meter tells, as one line of text} */
    String meaning() {
        return meaning;
    }

    /** Registers a meter that shows the cell, which the registry does not keep alive. */
    Meter register(MeterRegistry registry, Tags tags, Cell cell) {
        return switch (type) {
            case NUMBER ->
                Gauge.builder(meter, cell, Cell::get)
                        .description(meaning)
                        .tags(tags)
                        .register(registry);
            case SECONDS ->
                TimeGauge.builder(meter, cell, TimeUnit.SECONDS, Cell::get)
                        .description(meaning)
                        .tags(tags)
                        .register(registry);
            case COUNT ->
                FunctionCounter.builder(meter, cell, Cell::get)
                        .description(meaning)
                        .tags(tags)
                        .register(registry);
        };
    }
}
