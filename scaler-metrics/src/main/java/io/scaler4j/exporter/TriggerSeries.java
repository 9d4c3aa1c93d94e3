package io.scaler4j.exporter;

import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.scaler4j.Turn;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Recommendation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The metrics of triggers: what they read, how long it took, whether they are active, what went wrong. */
final class TriggerSeries {

    /** The kind of a reading that arrived, and that the decision could not use. */
    private static final String UNUSABLE = "UNUSABLE";

    /** Nothing to measure yet is no error. */
    private static final List<String> KINDS = Stream.concat(
                    Arrays.stream(Kind.values())
                            .filter(kind -> kind != Kind.NOT_YET)
                            .map(Kind::name),
                    Stream.of(UNUSABLE))
            .toList();

    private final Gauge values;
    private final Gauge latencies;
    private final Gauge active;
    private final Counter errors;

    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    TriggerSeries(Registration registration) {
        String[] labels = {"autoscaler", "trigger"};
        values = registration.gauge(
                "scaler4j_scaler_metrics_value",
                "The value that the trigger scales on. Absent while it cannot be read.",
                labels);
        latencies = registration.gauge(
                "scaler4j_scaler_metrics_latency_seconds",
                "How long the last read took, in seconds; the time limit if it was given up.",
                labels);
        active = registration.gauge(
                "scaler4j_scaler_active",
                "1 if the trigger is active, else 0. Absent while it cannot be read.",
                labels);
        errors = registration.counter(
                "scaler4j_scaler_detail_errors_total",
                "Turns in which the trigger gave nothing to decide on, by the kind of failure.",
                "autoscaler",
                "trigger",
                "kind");
    }

    void turnEnded(Turn turn) {
        read(turn.autoscaler(), turn.latencies());
        turn.decision()
                .ifPresent(decision ->
                        decided(turn.autoscaler(), decision.explanation().recommendations()));
    }

    private void read(String autoscaler, Map<String, Duration> taken) {
        taken.forEach((trigger, latency) -> {
            appear(autoscaler, trigger);
            latencies.labels(autoscaler, trigger).set(Seconds.of(latency));
        });
    }

    private void decided(String autoscaler, List<Recommendation> recommendations) {
        for (Recommendation recommendation : recommendations) {
            appear(autoscaler, recommendation.trigger());
            showValue(autoscaler, recommendation);
            showActivity(autoscaler, recommendation);
            errorOf(recommendation)
                    .ifPresent(kind -> errors.labels(autoscaler, recommendation.trigger(), kind)
                            .inc());
        }
    }

    private void showValue(String autoscaler, Recommendation recommendation) {
        if (recommendation.reading() instanceof Reading.Value value) {
            values.labels(autoscaler, recommendation.trigger()).set(MilliUnits.toDouble(value.milli()));
        } else {
            values.remove(autoscaler, recommendation.trigger());
        }
    }

    private void showActivity(String autoscaler, Recommendation recommendation) {
        if (recommendation.isUsable()) {
            active.labels(autoscaler, recommendation.trigger()).set(recommendation.isActive() ? 1 : 0);
        } else {
            active.remove(autoscaler, recommendation.trigger());
        }
    }

    private static Optional<String> errorOf(Recommendation recommendation) {
        if (recommendation.reading() instanceof Reading.Failure failure) {
            return Optional.of(failure.kind().name()).filter(KINDS::contains);
        }
        return recommendation.isFailed() ? Optional.of(UNUSABLE) : Optional.empty();
    }

    /** Counters begin at 0, so that their first step is seen. */
    private void appear(String autoscaler, String trigger) {
        if (known.computeIfAbsent(autoscaler, unknown -> ConcurrentHashMap.newKeySet())
                .add(trigger)) {
            KINDS.forEach(kind -> errors.labels(autoscaler, trigger, kind));
        }
    }

    void remove(String autoscaler) {
        for (String trigger : known.getOrDefault(autoscaler, Set.of())) {
            for (var gauge : List.of(values, latencies, active)) {
                gauge.remove(autoscaler, trigger);
            }
            KINDS.forEach(kind -> errors.remove(autoscaler, trigger, kind));
        }
        known.remove(autoscaler);
    }
}
