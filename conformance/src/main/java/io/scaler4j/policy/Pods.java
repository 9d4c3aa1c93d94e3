package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.metric.ContainerAmounts;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Pods of a vector as replicas. */
final class Pods {

    /** What the HPA takes for a metric that declares no window. */
    private static final Duration DEFAULT_WINDOW = Duration.ofSeconds(60);

    private final List<Fields> pods;
    private final boolean podLevelRequests;

    /** Of a case that has pods. */
    Pods(Fields given) {
        pods = given.objects("pods");
        podLevelRequests = given.flagOrFalse("podLevelRequestsEnabled");
    }

    /** A target that reports these pods: ready are those that run and are ready now. */
    Replicas asReplicas(int desired, int reported) {
        long ready = pods.stream()
                .filter(pod -> phase(pod) == ReplicaSample.Phase.RUNNING && pod.flagOrFalse("ready"))
                .count();
        return new Replicas(desired, reported, Math.toIntExact(ready));
    }

    int count() {
        return pods.size();
    }

    /** One sample per replica, and those of unknown pods. */
    Reading.Samples samples(Resource resource, List<Fields> podMetrics, @Nullable String container, Fields startUp) {
        Map<String, Fields> byPod = new HashMap<>();
        podMetrics.forEach(metric -> byPod.put(metric.text("pod"), metric));
        var replicas = new ArrayList<ReplicaSample>();
        var known = new HashSet<String>();
        for (Fields pod : pods) {
            known.add(pod.text("name"));
            var replica = listed(pod, container);
            sample(replica, byPod.get(pod.text("name")), container);
            replicas.add(replica.build());
        }
        podMetrics.stream()
                .filter(metric -> !known.contains(metric.text("pod")))
                .forEach(metric -> {
                    var replica = ReplicaSample.builder(metric.text("pod")).phase(ReplicaSample.Phase.UNLISTED);
                    if (sample(replica, metric, container)) {
                        replicas.add(replica.build());
                    }
                });
        return Reading.samples(resource, replicas)
                .startingUp(
                        Given.seconds(startUp, "cpuInitializationPeriodSeconds"),
                        Given.seconds(startUp, "initialReadinessDelaySeconds"));
    }

    static Resource resource(Fields given) {
        return switch (given.textIfAny("resource").orElse("")) {
            case "cpu" -> Resource.CPU;
            case "memory" -> Resource.MEMORY;
            default -> Resource.OTHER;
        };
    }

    private ReplicaSample.Builder listed(Fields pod, @Nullable String container) {
        var replica = ReplicaSample.builder(pod.text("name")).phase(phase(pod));
        if (pod.flagOrFalse("deleted")) {
            replica.terminating();
        }
        pod.flagIfAny("ready")
                .ifPresent(ready -> replica.ready(
                        ready,
                        pod.has("readyTransitionSecondsAgo")
                                ? Given.ago(pod, "readyTransitionSecondsAgo")
                                : Given.LONG_AGO));
        if (pod.has("startedSecondsAgo")) {
            replica.startedAt(Given.ago(pod, "startedSecondsAgo"));
        }
        if (pod.has("containers")) {
            request(pod, container).ifPresent(replica::requestMilli);
        }
        return replica;
    }

    private static ReplicaSample.Phase phase(Fields pod) {
        return switch (pod.text("phase")) {
            case "Pending" -> ReplicaSample.Phase.PENDING;
            case "Running" -> ReplicaSample.Phase.RUNNING;
            case "Succeeded" -> ReplicaSample.Phase.SUCCEEDED;
            case "Failed" -> ReplicaSample.Phase.FAILED;
            default -> throw pod.malformed("phase", "Pending, Running, Succeeded or Failed");
        };
    }

    /** Adds the sample, if there is one. */
    private static boolean sample(ReplicaSample.Builder replica, @Nullable Fields metric, @Nullable String container) {
        if (metric == null) {
            return false;
        }
        OptionalLong usage = metric.has("containers")
                ? usage(metric.objects("containers"), container)
                : metric.integerIfAny("valueMilli");
        Duration window = metric.has("windowSeconds") ? Given.seconds(metric, "windowSeconds") : DEFAULT_WINDOW;
        usage.ifPresent(milli -> replica.usage(milli, Given.ago(metric, "timestampSecondsAgo"), window));
        return usage.isPresent();
    }

    private static OptionalLong usage(List<Fields> containers, @Nullable String container) {
        return of(amounts(containers, "usageMilli"), container);
    }

    /** An init container that is started again runs beside the others; a pod may have its own request. */
    OptionalLong request(Fields pod, @Nullable String container) {
        var containers = new ArrayList<>(pod.objects("containers"));
        pod.objectsIfAny("initContainers").stream()
                .filter(one -> one.flagOrFalse("restartable"))
                .forEach(containers::add);
        ContainerAmounts amounts = amounts(containers, "requestMilli");
        OptionalLong whole = podLevelRequests ? pod.integerIfAny("podLevelRequestMilli") : OptionalLong.empty();
        return of(whole.isPresent() ? amounts.whole(whole.getAsLong()) : amounts, container);
    }

    private static ContainerAmounts amounts(List<Fields> containers, String field) {
        ContainerAmounts amounts = ContainerAmounts.none();
        for (Fields one : containers) {
            amounts = amounts.plus(one.text("name"), one.integerIfAny(field));
        }
        return amounts;
    }

    private static OptionalLong of(ContainerAmounts amounts, @Nullable String container) {
        return container == null ? amounts.total() : amounts.of(container);
    }
}
