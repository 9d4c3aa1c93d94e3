package io.scaler4j.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.DeactivationMode;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A policy and what it sees, made of a fuzzer's bytes: everything that the API lets through. */
final class FuzzedCase {

    private final FuzzedDataProvider data;

    FuzzedCase(FuzzedDataProvider data) {
        this.data = data;
    }

    ScalingPolicy policy() {
        int min = data.consumeInt(0, 20);
        var policy = data.consumeBoolean() ? ScalingPolicy.likeHpa() : withActivation(min);
        policy.replicas(min, Math.max(1, data.consumeInt(min, Integer.MAX_VALUE)))
                .tolerance(data.consumeProbabilityDouble());
        if (data.consumeBoolean()) {
            policy.respectManualZero();
        }
        return (data.consumeBoolean()
                        ? policy.legacy()
                        : policy.scaleUp(rules()).scaleDown(rules()))
                .build();
    }

    private ScalingPolicy.Builder withActivation(int min) {
        var policy = ScalingPolicy.builder()
                .cooldown(seconds(0, 1000))
                .initialCooldown(seconds(0, 1000))
                .activation(data.pickValue(List.of(ActivationMode.PROPORTIONAL, ActivationMode.MINIMAL)))
                .deactivation(data.pickValue(DeactivationMode.values()));
        if (data.consumeBoolean()) {
            policy.idleReplicas(data.consumeInt(0, Math.max(1, min) - 1));
        }
        return policy;
    }

    private ScalingRules rules() {
        var rules = ScalingRules.builder()
                .select(data.pickValue(SelectPolicy.values()))
                .stabilizationWindow(seconds(0, 3600));
        for (int i = data.consumeInt(0, 3); i > 0; i--) {
            rules.replicas(data.consumeInt(1, Integer.MAX_VALUE), seconds(1, 1800));
            rules.percent(data.consumeInt(1, Integer.MAX_VALUE), seconds(1, 1800));
        }
        return rules.build();
    }

    Observation observation(Instant at, int count) {
        return Observation.of(at, new Replicas(count, count(), count()), measurements(at))
                .every(seconds(1, 600))
                .with(bounds())
                .with(control());
    }

    /** Any instant: the clock of a machine may say anything. */
    Instant instant() {
        return Instant.ofEpochSecond(data.consumeLong(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()));
    }

    int count() {
        return data.consumeInt(0, data.consumeBoolean() ? 40 : Integer.MAX_VALUE);
    }

    private List<Measurement> measurements(Instant at) {
        var measurements = new ArrayList<Measurement>();
        for (int i = data.consumeInt(0, 3); i > 0; i--) {
            var measurement =
                    Measurement.of("trigger" + i, target(), reading(at)).activatesAbove(data.consumeRegularDouble());
            measurements.add(data.consumeBoolean() ? measurement : measurement.fallback(fallback()));
        }
        return measurements;
    }

    private MetricTarget target() {
        return switch (data.consumeInt(0, 2)) {
            case 0 -> MetricTarget.averageValue(data.consumeRegularDouble(0.001, 1e18));
            case 1 -> MetricTarget.value(data.consumeRegularDouble(0.001, 1e18));
            default -> MetricTarget.utilization(data.consumeInt(1, Integer.MAX_VALUE));
        };
    }

    private Fallback fallback() {
        var fallback = Fallback.replicas(count())
                .behavior(data.pickValue(FallbackBehavior.values()))
                .afterFailures(data.consumeInt(0, 3));
        return data.consumeBoolean() ? fallback : fallback.afterFailingFor(seconds(0, 600));
    }

    private Reading reading(Instant at) {
        return switch (data.consumeInt(0, 3)) {
            case 0 -> Reading.failure(data.pickValue(Kind.values()), "down");
            case 1 -> Reading.samples(data.pickValue(Resource.values()), samples(at));
            case 2 -> Reading.of(data.consumeDouble());
            default ->
                Reading.valueOfMilli(data.consumeLong())
                        .limits(ReplicaLimits.atMost(count()))
                        .build();
        };
    }

    private List<ReplicaSample> samples(Instant at) {
        var samples = new ArrayList<ReplicaSample>();
        for (int i = data.consumeInt(0, 3); i > 0; i--) {
            samples.add(ReplicaSample.builder("replica" + i)
                    .requestMilli(data.consumeLong(0, Long.MAX_VALUE))
                    .usage(data.consumeLong(0, Long.MAX_VALUE), at, seconds(1, 600))
                    .startedAt(at.minusSeconds(at.getEpochSecond() > 0 ? data.consumeInt(0, 1000) : 0))
                    .build());
        }
        return samples;
    }

    private ReplicaBounds bounds() {
        return data.consumeBoolean()
                ? ReplicaBounds.none()
                : new ReplicaBounds(data.consumeInt(0, 40), data.consumeInt(1, Integer.MAX_VALUE));
    }

    private Control control() {
        var control = Control.none().forceActivation(data.consumeBoolean());
        return switch (data.consumeInt(0, 7)) {
            case 0 -> control.pause();
            case 1 -> control.pauseAt(count());
            case 2 -> control.pauseScaleIn();
            case 3 -> control.pauseScaleOut();
            default -> control;
        };
    }

    private Duration seconds(int least, int most) {
        return Duration.ofSeconds(data.consumeInt(least, most));
    }
}
