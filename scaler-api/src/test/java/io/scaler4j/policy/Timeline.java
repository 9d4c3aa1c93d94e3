package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Decides turn after turn on one trigger, carrying state and count. */
final class Timeline {

    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private final ScalingPolicy policy;
    private ScalingState state = ScalingState.initial();
    private Instant now = START;
    private Duration interval = Duration.ofHours(1); // no step of a test is a gap, unless it says so
    private ReplicaBounds bounds = ReplicaBounds.none();
    private Control control = Control.none();
    private int count;

    Timeline(ScalingPolicy policy, int count) {
        this.policy = policy;
        this.count = count;
    }

    Timeline every(Duration interval) {
        this.interval = interval;
        return this;
    }

    Timeline under(Control control) {
        this.control = control;
        return this;
    }

    Timeline within(ReplicaBounds bounds) {
        this.bounds = bounds;
        return this;
    }

    Timeline after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** One turn at the current time, carried out; a target of 50 per replica. */
    Decision sees(Reading reading) {
        return sees(Measurement.of("lag", MetricTarget.averageValue(50), reading));
    }

    Decision sees(double value) {
        return sees(Reading.of(value));
    }

    Decision sees(Measurement... measurements) {
        var observation = Observation.of(now, Replicas.of(count), List.of(measurements))
                .every(interval)
                .with(bounds)
                .with(control);
        var decision = policy.decide(state, observation);
        state = decision.next(true);
        count = decision.to();
        return decision;
    }

    /** Goes on from the text of the state, as after a restart. */
    Timeline restored() {
        state = ScalingState.parse(state.toText());
        return this;
    }

    /** Someone else changed the count. */
    Timeline isSetTo(int replicas) {
        count = replicas;
        return this;
    }

    ScalingState state() {
        return state;
    }

    int count() {
        return count;
    }
}
