package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which triggers are active, and what that makes of the whole target. */
final class ActivityKinds {

    static final MetricTarget ANY = MetricTarget.averageValue(1);

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
                decide(measurements, List.of()).explanation().recommendations().stream()
                        .collect(Collectors.toMap(Recommendation::trigger, Recommendation::isActive)));
    }

    private static Result poll(Fields given) {
        Optional<String> missing = missing(given);
        if (missing.isPresent()) {
            return Result.skipped(missing.get());
        }
        var measurements = new ArrayList<Measurement>();
        var failures = new ArrayList<FailureRun>();
        Optional<Fallback> fallback = FallbackKinds.fallback(given);
        for (Fields trigger : given.objects("triggers")) {
            if (trigger.flagOrFalse("cacheClosed")) {
                continue; // a read that raced with a rebuild counts for nothing
            }
            Measurement measured = measurement(trigger, "trigger-" + measurements.size());
            measurements.add(fallback.map(measured::fallback).orElse(measured));
            int before = trigger.countIfAny("failuresBefore").orElse(0);
            if (before > 0) {
                failures.add(new FailureRun(measured.trigger(), before, Given.now()));
            }
        }
        Optional<Fields> modifiers = given.objectIfAny("scalingModifiers");
        Decision decision = decide(
                modifiers.map(one -> Composite.of(GivenFormula.in(one), GivenFormula.target(one))),
                measurements,
                failures);
        List<Recommendation> recommendations = deciding(decision);
        List<String> active = recommendations.stream()
                .filter(Recommendation::isActive)
                .map(one -> modifiers.isPresent() ? "composite-metric" : one.trigger())
                .toList();
        return Result.of("isActive", isActive(decision))
                .and("isError", recommendations.stream().anyMatch(one -> !one.isUsable()))
                .and("isFallbackActive", recommendations.stream().anyMatch(one -> one.reason() == Reason.FALLBACK))
                .and("activeTriggers", active)
                .and(
                        "compositeValue",
                        decision.explanation()
                                .composite()
                                .map(composite -> ((Reading.Value) composite.reading()).activationValue())
                                .orElse(null))
                .notCompared("scalersRebuilt", "activeGaugeEmitted");
    }

    /** The composite in place of the triggers that it replaces. */
    private static List<Recommendation> deciding(Decision decision) {
        Explanation explanation = decision.explanation();
        return explanation.composite().map(List::of).orElseGet(explanation::recommendations);
    }

    private static Result deactivationTarget(Fields given) {
        var policy = ScalingPolicy.builder()
                .replicas(given.countIfAny("minReplicaCount").orElse(0), 100);
        given.countIfAny("idleReplicaCount").ifPresent(policy::idleReplicas);
        Decision decision = policy.cooldown(Duration.ofMinutes(1))
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(Duration.ZERO)
                        .build())
                .build()
                .decide(
                        state(List.of()),
                        Observation.of(Given.NOW, Replicas.of(100), Measurement.of("trigger", ANY, value(0, false))));
        return Result.of("targetReplicas", decision.to())
                .notAsked("a decision tells the count, not the option that it comes from", "usesIdleReplicaCount");
    }

    private static Optional<String> missing(Fields given) {
        if (given.has("scalingModifiers") && given.objects("triggers").stream().allMatch(ActivityKinds::isResource)) {
            return Optional.of("no such state: a formula names triggers with a value, and there is none");
        }
        return given.objects("triggers").stream()
                .filter(trigger -> trigger.flagOrFalse("buildFails"))
                .findFirst()
                .map(trigger -> "no such state: a trigger that cannot be built is refused with its autoscaler");
    }

    private static Measurement measurement(Fields trigger, String defaultName) {
        String name = trigger.textIfAny("name")
                .or(() -> trigger.textIfAny("metricName"))
                .orElse(defaultName);
        if (isResource(trigger)) {
            return Measurement.of(name, ANY, value(0, false)).abstains();
        }
        return Measurement.of(
                name,
                ANY,
                trigger.flag("scalerError")
                        ? Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error")
                        : value(trigger.numberIfAny("metricValue").orElse(0.0), trigger.flag("isActive")));
    }

    private static boolean isResource(Fields trigger) {
        return List.of("cpu", "memory").contains(trigger.text("type"));
    }

    /** KEDA's scalers compare themselves; here that is an activation value above or at the threshold of 0. */
    static Reading value(double value, boolean active) {
        return Reading.value(value).activatingOn(active ? 1 : 0).build();
    }

    static Decision decide(List<Measurement> measurements, List<FailureRun> failures) {
        return decide(Optional.empty(), measurements, failures);
    }

    static Decision decide(Optional<Composite> composite, List<Measurement> measurements, List<FailureRun> failures) {
        var policy = ScalingPolicy.builder();
        composite.ifPresent(policy::composite);
        return policy.build().decide(state(failures), Observation.of(Given.NOW, Replicas.of(1), measurements));
    }

    /** Whether the whole target is active. */
    static boolean isActive(Decision decision) {
        return decision.next(true).lastActiveAt().equals(Optional.of(Given.NOW));
    }

    /** Of a target that has not been active for a day. */
    private static ScalingState state(List<FailureRun> failures) {
        return Given.state(Given.now(), Micros.of(Given.LONG_AGO), false, RecommendationHistory.NONE, failures);
    }
}
