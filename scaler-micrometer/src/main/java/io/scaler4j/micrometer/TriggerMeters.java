package io.scaler4j.micrometer;

import io.scaler4j.Turn;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Recommendation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The meters of an autoscaler's triggers: what they read, how long it took, whether they are active, what failed. */
final class TriggerMeters {

    private static final String TRIGGER = "trigger";

    /** The kind of a reading that arrived, and that the decision could not use. */
    private static final String UNUSABLE = "UNUSABLE";

    /** Nothing to measure yet is no error. */
    private static final List<String> KINDS = Stream.concat(
                    Arrays.stream(Kind.values())
                            .filter(kind -> kind != Kind.NOT_YET)
                            .map(Kind::name),
                    Stream.of(UNUSABLE))
            .toList();

    private final MeterSet meters;
    private final Set<String> known = new HashSet<>();

    TriggerMeters(MeterSet meters) {
        this.meters = meters;
    }

    void turnEnded(Turn turn) {
        turn.latencies().forEach((trigger, latency) -> {
            appear(trigger);
            meters.set(Metric.TRIGGER_LATENCY, Seconds.of(latency), TRIGGER, trigger);
        });
        turn.decision()
                .ifPresent(decision -> decision.explanation().recommendations().forEach(this::recommended));
    }

    private void recommended(Recommendation recommendation) {
        String trigger = recommendation.trigger();
        appear(trigger);
        if (recommendation.reading() instanceof Reading.Value value) {
            meters.set(Metric.TRIGGER_VALUE, MilliUnits.toDouble(value.milli()), TRIGGER, trigger);
        } else {
            meters.remove(Metric.TRIGGER_VALUE, TRIGGER, trigger);
        }
        if (recommendation.isUsable()) {
            meters.set(Metric.TRIGGER_ACTIVE, recommendation.isActive(), TRIGGER, trigger);
        } else {
            meters.remove(Metric.TRIGGER_ACTIVE, TRIGGER, trigger);
        }
        errorOf(recommendation)
                .ifPresent(kind -> meters.increment(Metric.TRIGGER_ERRORS, TRIGGER, trigger, "kind", kind));
    }

    private static Optional<String> errorOf(Recommendation recommendation) {
        if (recommendation.reading() instanceof Reading.Failure failure) {
            return Optional.of(failure.kind().name()).filter(KINDS::contains);
        }
        return recommendation.isFailed() ? Optional.of(UNUSABLE) : Optional.empty();
    }

    private void appear(String trigger) {
        if (known.add(trigger)) {
            KINDS.forEach(kind -> meters.begin(Metric.TRIGGER_ERRORS, TRIGGER, trigger, "kind", kind));
        }
    }
}
