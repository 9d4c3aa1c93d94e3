package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One whole evaluation of an HPA, as the stages from RANGE on, which decide without activation. */
final class ReconcileKind {

    private final Fields given;
    private final Pods pods;

    private ReconcileKind(Fields given) {
        this.given = given;
        this.pods = new Pods(given);
    }

    static void register(Kinds kinds) {
        kinds.evaluate("reconcile", given -> new ReconcileKind(given).evaluate());
    }

    private Result evaluate() {
        ScalingRules up = rules("scaleUp").build();
        ScalingRules down = down();
        ScalingPolicy policy = policy(up, down);
        List<Measurement> measurements = measurements();
        Replicas replicas = pods.asReplicas(given.count("specReplicas"), reported(measurements));
        Observation observation = Observation.of(Given.NOW, replicas, measurements);
        OneTurn turn = OneTurn.of(policy, observation, state(up, down), target());
        var result = Result.of(
                        "desiredReplicas",
                        turn.written().isEmpty()
                                ? replicas.desired()
                                : turn.written().get(0))
                .and("rescaled", !turn.written().isEmpty())
                .and("error", !turn.confirmed() || isAnyUnusable(turn.decision().orElseThrow()))
                .notCompared("conditions");
        measurements.stream()
                .filter(measurement -> measurement.target() instanceof MetricTarget.Utilization)
                .map(Measurement::reading)
                .filter(Reading.Samples.class::isInstance)
                .findFirst()
                .ifPresent(samples ->
                        result.and("cpuUtilizationPercent", SampleKinds.utilizationPercent((Reading.Samples) samples)));
        return result;
    }

    /** What the status reports; a metric with a total target looks at the pods that are there instead. */
    private int reported(List<Measurement> measurements) {
        boolean onlyTotals = !measurements.isEmpty()
                && measurements.stream().allMatch(one -> one.target() instanceof MetricTarget.Value);
        return onlyTotals ? pods.count() : given.count("statusReplicas");
    }

    private OneTurn.Target target() {
        return switch (given.textIfAny("targetFailure").orElse("")) {
            case "" -> OneTurn.Target.WORKS;
            case "read" -> OneTurn.Target.CANNOT_BE_READ;
            case "write" -> OneTurn.Target.CANNOT_BE_WRITTEN;
            default -> throw given.malformed("targetFailure", "read or write");
        };
    }

    private static boolean isAnyUnusable(Decision decision) {
        return decision.explanation().recommendations().stream().anyMatch(one -> !one.isUsable());
    }

    private ScalingPolicy policy(ScalingRules up, ScalingRules down) {
        var policy = ScalingPolicy.likeHpa()
                .replicas(given.count("minReplicas"), given.count("maxReplicas"))
                .tolerance(settings().number("tolerance"))
                .scaleDown(down);
        return (given.has("behavior") ? policy.scaleUp(up) : policy.legacy()).build();
    }

    /** The flag exists only where scaling to zero is switched on; with a minimum of 0 CPU and pods never leave it. */
    private boolean zeroIsOurs() {
        boolean canLeave = given.count("minReplicas") != 0
                || given.objects("metrics").stream()
                        .anyMatch(metric -> List.of("object", "external").contains(metric.text("type")));
        return canLeave && given.object("features").flag("scaleToZero") && given.flag("scaledToZeroRemembered");
    }

    private Fields settings() {
        return given.object("settings");
    }

    private ScalingRules down() {
        ScalingRules.Builder rules = rules("scaleDown");
        boolean ownWindow = given.objectIfAny("behavior")
                .flatMap(behavior -> behavior.objectIfAny("scaleDown"))
                .filter(down -> down.has("stabilizationWindowSeconds"))
                .isPresent();
        if (!ownWindow) {
            rules.stabilizationWindow(Given.seconds(settings(), "downscaleStabilizationSeconds"));
        }
        return rules.build();
    }

    private ScalingRules.Builder rules(String direction) {
        var rules = ScalingRules.builder();
        given.objectIfAny("behavior")
                .flatMap(behavior -> behavior.objectIfAny(direction))
                .ifPresent(raw -> {
                    if (raw.has("stabilizationWindowSeconds")) {
                        rules.stabilizationWindow(Given.seconds(raw, "stabilizationWindowSeconds"));
                    }
                    if (raw.has("policies") && raw.objects("policies").isEmpty()) {
                        rules.select(SelectPolicy.DISABLED); // no policy, no movement
                        return;
                    }
                    for (Fields policy : raw.objectsIfAny("policies")) {
                        RateLimit limit = Given.limit(policy);
                        if (limit.unit() == RateLimit.Unit.REPLICAS) {
                            rules.replicas(limit.amount(), limit.period());
                        } else {
                            rules.percent(limit.amount(), limit.period());
                        }
                    }
                    rules.select(Given.select(raw));
                    if (given.object("features").flag("configurableTolerance")) {
                        raw.numberIfAny("tolerance").ifPresent(rules::tolerance);
                    }
                });
        return rules;
    }

    /** First sight, or a history; one that is empty holds a recommendation that no window reaches. */
    private ScalingState state(ScalingRules up, ScalingRules down) {
        if (!given.has("recommendationHistory")) {
            return zeroIsOurs() ? state(RecommendationHistory.NONE) : ScalingState.initial();
        }
        long upWindow = DirectionRules.up(up).windowMicros();
        long downWindow = DirectionRules.down(down).windowMicros();
        RecommendationHistory history =
                Given.recommendations(given.objects("recommendationHistory"), upWindow, downWindow);
        if (history.isEmpty()) {
            history = RecommendationHistory.startingWith(given.count("specReplicas"), Micros.of(Given.LONG_AGO));
        }
        return state(history);
    }

    private ScalingState state(RecommendationHistory history) {
        return Given.state(Given.now(), Given.now(), zeroIsOurs(), history, List.of());
    }

    private List<Measurement> measurements() {
        var measurements = new ArrayList<Measurement>();
        for (Fields metric : given.objects("metrics")) {
            String name = "metric-" + measurements.size();
            measurements.add(Measurement.of(name, target(metric), reading(metric)));
        }
        return measurements;
    }

    private static MetricTarget target(Fields metric) {
        if (metric.has("targetAverageValueMilli")) {
            return MetricTarget.averageValue(MilliUnits.toDouble(metric.integer("targetAverageValueMilli")));
        }
        if (metric.has("targetValueMilli")) {
            return MetricTarget.value(MilliUnits.toDouble(metric.integer("targetValueMilli")));
        }
        return MetricTarget.utilization(
                metric.countIfAny("targetUtilizationPercent").orElse(1));
    }

    private static Reading external(Fields metric) {
        OptionalLong sum = ValueKinds.sum(metric);
        return sum.isPresent()
                ? Reading.valueOfMilli(sum.getAsLong()).build()
                : Reading.failure(Reading.Failure.Kind.EMPTY, "the metric has no value");
    }

    private Reading reading(Fields metric) {
        if (metric.flagOrFalse("fetchFails")) {
            return Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error");
        }
        return switch (metric.text("type")) {
            case "resource", "pods" ->
                pods.samples(
                        Pods.resource(metric),
                        metric.objects("podMetrics"),
                        metric.textIfAny("container").orElse(null),
                        settings());
            case "object" ->
                Reading.valueOfMilli(metric.integer("metricValueMilli")).build();
            case "external" -> external(metric);
            default -> Reading.failure(Reading.Failure.Kind.MISCONFIGURED, "there is no such type of metric");
        };
    }
}
