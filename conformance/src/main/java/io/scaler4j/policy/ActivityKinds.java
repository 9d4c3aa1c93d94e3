package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which triggers are active, and what that makes of the whole target. */
final class ActivityKinds {

    private static final MetricTarget ANY = MetricTarget.averageValue(1);

    private ActivityKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("triggers_activity", ActivityKinds::byTrigger)
                .evaluate("poll_state", ActivityKinds::poll)
                .evaluate("deactivation_target", ActivityKinds::deactivationTarget);
    }

    private static Result byTrigger(Fields given) {
        if (given.has("pushScalerMetric")) {
            return Result.skipped("Kubernetes bookkeeping: a push changes one entry of a stored status");
        }
        List<String> active = given.texts("activeTriggers");
        List<Measurement> measurements = given.texts("externalMetricNames").stream()
                .map(name -> Measurement.of(name, ANY, value(0, active.contains(name))))
                .toList();
        return Result.of(
                "activity",
                decide(measurements).explanation().proposals().stream()
                        .collect(Collectors.toMap(Proposal::trigger, Proposal::isActive)));
    }

    private static Result poll(Fields given) {
        Optional<String> missing = missing(given);
        if (missing.isPresent()) {
            return Result.skipped(missing.get());
        }
        var measurements = new ArrayList<Measurement>();
        for (Fields trigger : given.objects("triggers")) {
            measurements.add(measurement(trigger, "trigger-" + measurements.size()));
        }
        List<Proposal> proposals = decide(measurements).explanation().proposals();
        List<String> active = proposals.stream()
                .filter(Proposal::isActive)
                .map(Proposal::trigger)
                .toList();
        return Result.of("isActive", Activity.of(proposals) == Activity.ACTIVE)
                .and("isError", proposals.stream().anyMatch(proposal -> !proposal.isUsable()))
                .and("activeTriggers", active)
                .notCompared("scalersRebuilt", "activeGaugeEmitted");
    }

    private static Result deactivationTarget(Fields given) {
        var policy = ScalingPolicy.builder()
                .replicas(given.countIfAny("minReplicaCount").orElse(0), 100);
        given.countIfAny("idleReplicaCount").ifPresent(policy::idleReplicas);
        PolicySettings settings = ((StagedPolicy) policy.build()).settings();
        return Result.of("usesIdleReplicaCount", settings.idle().isPresent())
                .and("targetReplicas", settings.restingCount());
    }

    private static Optional<String> missing(Fields given) {
        if (given.has("scalingModifiers")) {
            return Optional.of("not evaluated yet: scaling modifiers");
        }
        if (given.has("fallback")) {
            return Optional.of("not evaluated yet: fallback");
        }
        return given.objects("triggers").stream()
                .filter(trigger -> trigger.flagOrFalse("cacheClosed") || trigger.flagOrFalse("buildFails"))
                .findFirst()
                .map(trigger -> "Kubernetes bookkeeping: a cache of scalers that is built again");
    }

    private static Measurement measurement(Fields trigger, String defaultName) {
        String name = trigger.textIfAny("metricName").orElse(defaultName);
        boolean resource = List.of("cpu", "memory").contains(trigger.text("type"));
        if (resource) {
            return Measurement.of(name, ANY, value(0, false)).abstains();
        }
        return Measurement.of(
                name,
                ANY,
                trigger.flag("scalerError")
                        ? Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error")
                        : value(trigger.numberIfAny("metricValue").orElse(0.0), trigger.flag("isActive")));
    }

    /** KEDA's scalers compare themselves; here that is an activation value above or at the threshold of 0. */
    private static Reading value(double value, boolean active) {
        return Reading.value(value).activatingOn(active ? 1 : 0).build();
    }

    private static Decision decide(List<Measurement> measurements) {
        return ScalingPolicy.builder()
                .build()
                .decide(ScalingState.initial(), Observation.of(Given.NOW, Replicas.of(1), measurements));
    }
}
