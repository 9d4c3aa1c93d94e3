package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the decision core makes of samples of processor time: the {@code cpu.*} kinds that no source answers. */
final class ResourceKinds {

    /** When the pods of these vectors started. */
    private static final Instant START = Given.LONG_AGO;

    private ResourceKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("cpu.utilization", ResourceKinds::utilization)
                .evaluate("cpu.sample-usable", ResourceKinds::isUsed)
                .evaluate("cpu.activation", ResourceKinds::activation);
    }

    /** A reading without a request belongs to a pod that is not listed. */
    private static Result utilization(Fields given) {
        var replicas = new ArrayList<ReplicaSample>();
        for (Fields pod : given.objects("pods")) {
            var replica = ReplicaSample.builder("pod " + replicas.size());
            pod.integerIfAny("usageMilli").ifPresent(usage -> replica.usage(usage, Given.NOW, Duration.ZERO));
            if (pod.has("requestMilli")) {
                replica.requestMilli(pod.integer("requestMilli"));
            } else {
                replica.phase(ReplicaSample.Phase.UNLISTED);
            }
            replicas.add(replica.build());
        }
        var samples = Reading.samples(Resource.OTHER, replicas);
        var target = new MetricTarget.Utilization(given.count("targetUtilizationPercent"));
        var result = SampleCalculator.utilization(samples, target, 1, Tolerance.DEFAULT, Given.NOW);
        return result instanceof SampleCalculator.Recommended recommended
                ? Result.of("currentUtilizationPercent", SampleKinds.utilizationPercent(samples))
                        .and("usageRatio", recommended.ratio())
                : Result.error(((SampleCalculator.Unusable) result).sentence());
    }

    private static Result isUsed(Fields given) {
        var replica = ReplicaSample.builder("pod");
        given.flagIfAny("ready").ifPresent(ready -> replica.ready(ready, at(given, "readyTransitionSec")));
        if (!given.has("startSec") || given.integer("startSec") >= 0) {
            replica.startedAt(START);
        }
        replica.usage(1, at(given, "sampleTimestampSec"), Given.seconds(given, "sampleWindowSec"));
        var samples = Reading.samples(Resource.CPU, List.of(replica.build()))
                .startingUp(
                        Given.seconds(given, "cpuInitializationPeriodSec"),
                        Given.seconds(given, "initialReadinessDelaySec"));
        return Result.of(
                "used",
                !ReplicaGroups.of(samples, at(given, "nowSec")).counted().isEmpty());
    }

    private static Instant at(Fields given, String name) {
        return START.plusSeconds(given.integer(name));
    }

    /** That a scaler failed is a trigger that cannot be read. */
    private static Result activation(Fields given) {
        var measurements = new ArrayList<Measurement>();
        for (Fields trigger : given.objects("triggers")) {
            measurements.add(measurement(trigger, measurements.size()));
        }
        if (given.flagOrFalse("anyScalerError")) {
            measurements.add(Measurement.of(
                    "failing",
                    ActivityKinds.ANY,
                    Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error")));
        }
        return Result.of("active", ActivityKinds.isActive(ActivityKinds.decide(measurements, List.of())));
    }

    private static Measurement measurement(Fields trigger, int index) {
        boolean active = trigger.flagOrFalse("active");
        Measurement measured =
                Measurement.of(trigger.text("type") + " " + index, ActivityKinds.ANY, ActivityKinds.value(0, active));
        return trigger.has("active") ? measured : measured.abstains();
    }
}
