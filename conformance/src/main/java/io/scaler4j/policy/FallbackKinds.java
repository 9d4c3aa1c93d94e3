package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Readings of one trigger with a fallback, one after the other. */
final class FallbackKinds {

    private static final Reading DOWN = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error");
    private static final Reading UNREAD = Reading.failure(Reading.Failure.Kind.NOT_YET, "not part of the case");

    private final Fields given;
    private final String name;
    private final Optional<Fallback> fallback;
    private final Replicas replicas;
    private final List<FailureRun> before = new ArrayList<>();

    private FallbackKinds(Fields given) {
        this.given = given;
        name = given.text("metricName");
        fallback = fallback(given);
        int count = given.countIfAny("currentReplicas").orElse(0);
        replicas = new Replicas(count, count, given.countIfAny("readyReplicas").orElse(0));
        health().forEach((trigger, failures) -> {
            if (failures > 0) {
                before.add(new FailureRun(trigger, failures, Given.now()));
            }
        });
    }

    static void register(Kinds kinds) {
        kinds.evaluate(
                        "fallback_metric",
                        given -> reasonToSkip(given)
                                .map(Result::skipped)
                                .orElseGet(() -> new FallbackKinds(given).metric()))
                .evaluate(
                        "fallback_sequence",
                        given -> reasonToSkip(given)
                                .map(Result::skipped)
                                .orElseGet(() -> new FallbackKinds(given).sequence()));
    }

    private static Optional<String> reasonToSkip(Fields given) {
        boolean looksAtTheCount = fallback(given).isPresent() && !isStatic(given) && anyFails(given);
        return !given.has("currentReplicas") && looksAtTheCount
                ? Optional.of("a target that cannot be read ends the turn before its triggers are read, so nothing is"
                        + " counted")
                : Optional.empty();
    }

    private static boolean anyFails(Fields given) {
        return given.has("readings")
                ? given.numbersOrNull("readings").stream().anyMatch(Optional::isEmpty)
                : given.flag("scalerError");
    }

    private static boolean isStatic(Fields given) {
        return given.object("fallback")
                .textIfAny("behavior")
                .filter("static"::equals)
                .isPresent();
    }

    /** Empty for a fallback that the library refuses. */
    static Optional<Fallback> fallback(Fields given) {
        return given.objectIfAny("fallback").flatMap(raw -> {
            try {
                return Optional.of(Fallback.replicas(raw.count("replicas"))
                        .afterFailures(raw.count("failureThreshold"))
                        .behavior(behavior(raw)));
            } catch (IllegalArgumentException refused) {
                return Optional.empty();
            }
        });
    }

    private static FallbackBehavior behavior(Fields raw) {
        return switch (raw.textIfAny("behavior").filter(text -> !text.isEmpty()).orElse("static")) {
            case "static" -> FallbackBehavior.STATIC;
            case "currentReplicas" -> FallbackBehavior.CURRENT_REPLICAS;
            case "currentReplicasIfHigher" -> FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER;
            case "currentReplicasIfLower" -> FallbackBehavior.CURRENT_REPLICAS_IF_LOWER;
            case "scalingModifiers" -> FallbackBehavior.FORMULA;
            default -> throw raw.malformed("behavior", "one of KEDA's behaviors");
        };
    }

    private Result metric() {
        boolean fails = given.flag("scalerError");
        Reading reading = fails ? DOWN : Reading.of(given.number("rawMetricValue"));
        Decision after = decide(reading, before);
        Recommendation recommendation = recommendation(after);
        var health = new LinkedHashMap<String, Object>();
        health().keySet().forEach(trigger -> health.put(trigger, health(after, trigger)));
        if (fallback.isPresent()) {
            health.put(name, health(after, name));
        }
        String outcome = outcome(recommendation);
        String served = given.has("scalingModifiers") ? "composite-metric" : name;
        return Result.of("outcome", outcome)
                .and("metricName", outcome.equals("error") ? null : served)
                .and("metricValue", value(recommendation))
                .and("fallbackActive", outcome.equals("fallback"))
                .and("health", health)
                .notCompared("fallbackCondition");
    }

    private Result sequence() {
        var steps = new ArrayList<Map<String, @Nullable Object>>();
        List<FailureRun> failures = before;
        for (Optional<Double> reading : given.numbersOrNull("readings")) {
            Decision after = decide(reading.map(Reading::of).orElse(DOWN), failures);
            Recommendation recommendation = recommendation(after);
            failures = after.next(true).failures();
            var step = new LinkedHashMap<String, @Nullable Object>();
            step.put("outcome", outcome(recommendation));
            step.put("metricValue", value(recommendation));
            step.put("numberOfFailures", failures(after, name));
            steps.add(step);
        }
        return Result.of("steps", steps);
    }

    /** The trigger of the case, and the others whose failures are known: triggers without a reading and a fallback. */
    private Decision decide(Reading reading, List<FailureRun> failures) {
        var measurements = new ArrayList<Measurement>();
        Measurement own = Measurement.of(name, target(), reading);
        measurements.add(fallback.map(own::fallback).orElse(own));
        health().keySet().stream()
                .filter(other -> !other.equals(name))
                .forEach(other -> measurements.add(Measurement.of(other, target(), UNREAD)));
        ScalingState state = Given.state(Given.now(), Given.now(), false, RecommendationHistory.NONE, failures);
        var policy = ScalingPolicy.builder();
        given.objectIfAny("scalingModifiers")
                .map(one -> Composite.of(GivenFormula.of(name), GivenFormula.target(one)))
                .ifPresent(policy::composite);
        return policy.build().decide(state, Observation.of(Given.NOW, replicas, measurements));
    }

    /** Of the composite, or of the trigger itself. */
    private static Recommendation recommendation(Decision decision) {
        Explanation explanation = decision.explanation();
        return explanation
                .composite()
                .orElseGet(() -> explanation.recommendations().get(0));
    }

    private MetricTarget target() {
        double value = given.number("targetValue");
        return given.text("targetType").equals("Value") ? MetricTarget.value(value) : MetricTarget.averageValue(value);
    }

    /** KEDA answers with an error where it has no value to serve. */
    private static String outcome(Recommendation recommendation) {
        if (!recommendation.isFailed()) {
            return "passthrough";
        }
        return recommendation.fallbackMilli().isPresent() ? "fallback" : "error";
    }

    private static @Nullable BigDecimal value(Recommendation recommendation) {
        OptionalLong milli = recommendation.reading() instanceof Reading.Value read
                ? OptionalLong.of(read.milli())
                : recommendation.fallbackMilli();
        return milli.isPresent() ? new BigDecimal(MilliUnits.toText(milli.getAsLong())) : null;
    }

    private static Map<String, Object> health(Decision after, String trigger) {
        return Map.of("numberOfFailures", failures(after, trigger), "status", Result.Uncompared.INSTANCE);
    }

    private static int failures(Decision after, String trigger) {
        FailureRun run = FailureRun.of(trigger, after.next(true).failures());
        return run == null ? 0 : run.failures();
    }

    /** Failures counted so far, by metric. */
    private Map<String, Integer> health() {
        var counts = new LinkedHashMap<String, Integer>();
        given.objectIfAny("health")
                .ifPresent(health -> health.asObjects()
                        .forEach((trigger, entry) -> counts.put(trigger, entry.count("numberOfFailures"))));
        return counts;
    }
}
