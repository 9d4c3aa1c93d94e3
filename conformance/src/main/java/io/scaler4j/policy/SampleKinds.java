package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Recommendations from one sample per replica, and their helper steps. */
final class SampleKinds {

    private static final Tolerance ANY = Tolerance.DEFAULT;

    private SampleKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("replicas-resource-utilization", SampleKinds::utilization)
                .evaluate("replicas-pods-average-value", given -> average(given, Resource.OTHER))
                .evaluate("replicas-resource-average-value", given -> average(given, Pods.resource(given)))
                .evaluate("utilization-ratio", SampleKinds::utilizationRatio)
                .evaluate("usage-ratio", SampleKinds::usageRatio)
                .evaluate("classify-pods", SampleKinds::classify)
                .evaluate("pod-request", SampleKinds::requests);
    }

    private static Result utilization(Fields given) {
        return withSamples(given, Pods.resource(given), samples -> {
            var target = new MetricTarget.Utilization(given.count("targetUtilizationPercent"));
            var result = SampleCalculator.utilization(
                    samples, target, given.count("currentReplicas"), Given.tolerance(given), Given.NOW);
            return of(
                    result,
                    recommended -> Result.of("replicas", recommended.replicas())
                            .and("utilizationPercent", utilizationPercent(samples))
                            .and("averageUsageMilli", recommended.averageMilli()));
        });
    }

    private static Result average(Fields given, Resource resource) {
        return withSamples(given, resource, samples -> {
            var result = SampleCalculator.average(
                    samples, averageTarget(given), given.count("currentReplicas"), Given.tolerance(given), Given.NOW);
            return of(
                    result,
                    recommended -> Result.of("replicas", recommended.replicas())
                            .and("averageValueMilli", recommended.averageMilli()));
        });
    }

    private static Result utilizationRatio(Fields given) {
        Map<String, Long> usages = given.object("podUsageMilli").asIntegers();
        Map<String, Long> requests = given.object("podRequestMilli").asIntegers();
        var replicas = new ArrayList<ReplicaSample>();
        usages.forEach((pod, usage) -> {
            var replica = ReplicaSample.builder(pod).usage(usage, Given.NOW, Duration.ZERO);
            if (requests.containsKey(pod)) {
                replica.requestMilli(requests.get(pod));
            } else {
                replica.phase(ReplicaSample.Phase.UNLISTED);
            }
            replicas.add(replica.build());
        });
        var samples = Reading.samples(Resource.OTHER, replicas);
        var target = new MetricTarget.Utilization(given.count("targetUtilizationPercent"));
        return of(
                SampleCalculator.utilization(samples, target, 1, ANY, Given.NOW),
                recommended -> Result.of("ratio", recommended.ratio())
                        .and("utilizationPercent", utilizationPercent(samples))
                        .and("averageUsageMilli", recommended.averageMilli()));
    }

    private static Result usageRatio(Fields given) {
        List<ReplicaSample> replicas = given.object("podValueMilli").asIntegers().entrySet().stream()
                .map(entry -> ReplicaSample.builder(entry.getKey())
                        .usage(entry.getValue(), Given.NOW, Duration.ZERO)
                        .build())
                .toList();
        var samples = Reading.samples(Resource.OTHER, replicas);
        return of(
                SampleCalculator.average(samples, averageTarget(given), 1, ANY, Given.NOW),
                recommended ->
                        Result.of("ratio", recommended.ratio()).and("averageValueMilli", recommended.averageMilli()));
    }

    private static Result classify(Fields given) {
        return withSamples(given, Pods.resource(given), samples -> {
            ReplicaGroups groups = ReplicaGroups.of(samples, Given.NOW);
            return Result.of("readyPodCount", groups.readyCount())
                    .and("unreadyPods", names(groups.unready()))
                    .and("missingPods", names(groups.missing()))
                    .and("ignoredPods", names(groups.ignored()));
        });
    }

    private static Result requests(Fields given) {
        var pods = new Pods(given);
        var requests = new LinkedHashMap<String, Long>();
        for (Fields pod : given.objects("pods")) {
            OptionalLong request =
                    pods.request(pod, given.textIfAny("container").orElse(null));
            if (request.isEmpty()) {
                return Result.error(pod.text("name") + " has no request");
            }
            requests.put(pod.text("name"), request.getAsLong());
        }
        return Result.of("podRequestMilli", requests);
    }

    /** The percentage that the first pass compares with the target: against 1 % it is the ratio itself. */
    static double utilizationPercent(Reading.Samples samples) {
        var result = SampleCalculator.utilization(samples, new MetricTarget.Utilization(1), 1, ANY, Given.NOW);
        return result instanceof SampleCalculator.Recommended recommended ? recommended.ratio() : Double.NaN;
    }

    private static MetricTarget.AverageValue averageTarget(Fields given) {
        return MetricTarget.averageValue(MilliUnits.toDouble(given.integer("targetAverageValueMilli")));
    }

    private static Result withSamples(Fields given, Resource resource, Function<Reading.Samples, Result> evaluation) {
        return evaluation.apply(new Pods(given)
                .samples(
                        resource,
                        given.objects("podMetrics"),
                        given.textIfAny("container").orElse(null),
                        given));
    }

    private static Result of(SampleCalculator.Result result, Function<SampleCalculator.Recommended, Result> values) {
        return result instanceof SampleCalculator.Recommended recommended
                ? values.apply(recommended)
                : Result.error(((SampleCalculator.Unusable) result).sentence());
    }

    private static Set<String> names(List<ReplicaSample> replicas) {
        return replicas.stream().map(ReplicaSample::name).collect(Collectors.toSet());
    }
}
