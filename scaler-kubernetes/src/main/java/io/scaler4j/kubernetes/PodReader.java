package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.cpu.Quantity;
import io.scaler4j.cpu.SampleRequest;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.ContainerAmounts;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes samples of what the two APIs answer: what pods are, and what they use.
 *
 * @see <a href="https://github.com/kubernetes/metrics">the resource metrics API</a>
 */
final class PodReader {

    /** What the HPA takes for readings without a window. */
    private static final Duration DEFAULT_WINDOW = Duration.ofSeconds(60);

    private static final Pattern DURATION_PART = Pattern.compile("(\\d+(?:\\.\\d*)?)(h|ms|m|s|us|µs|ns)");
    private static final Map<String, Double> NANOS =
            Map.of("h", 3.6e12, "m", 6e10, "s", 1e9, "ms", 1e6, "us", 1e3, "µs", 1e3, "ns", 1.0);

    private final String resource;
    private final String container;
    private final boolean requestsNeeded;
    private final UnaryOperator<String> masked;

    /** With what removes secrets from a sentence that quotes what was answered. */
    PodReader(SampleRequest request, UnaryOperator<String> masked) {
        this.masked = masked;
        resource = request.resource() == Resource.CPU ? "cpu" : "memory";
        container = request.container();
        requestsNeeded = request.requestsNeeded();
    }

    /** Every pod, and behind them what is used by pods that are not listed. */
    List<ReplicaSample> samples(List<JsonNode> pods, List<JsonNode> metrics) throws SamplingException {
        try {
            var byName = new HashMap<String, JsonNode>();
            metrics.forEach(each -> byName.put(name(each), each));
            var samples = new ArrayList<ReplicaSample>();
            var listed = new HashSet<String>();
            for (JsonNode pod : pods) {
                listed.add(name(pod));
                samples.add(listed(pod, byName.get(name(pod))));
            }
            for (JsonNode each : metrics) {
                if (listed.add(name(each))) {
                    unlisted(each).ifPresent(samples::add);
                }
            }
            return samples;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new SamplingException(
                    Kind.UNAVAILABLE,
                    masked.apply("the API server answered a pod that cannot be read: " + e.getMessage()));
        }
    }

    private ReplicaSample listed(JsonNode pod, @Nullable JsonNode metrics) throws SamplingException {
        JsonNode status = pod.path("status");
        var sample = ReplicaSample.builder(name(pod))
                .phase(phase(status.path("phase").asText("")));
        if (pod.path("metadata").hasNonNull("deletionTimestamp")) {
            sample.terminating();
        }
        if (status.hasNonNull("startTime")) {
            sample.startedAt(instant(status, "startTime"));
        }
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText("").equals("Ready")) {
                sample.ready(
                        condition.path("status").asText("").equals("True"),
                        condition.hasNonNull("lastTransitionTime")
                                ? instant(condition, "lastTransitionTime")
                                : Instant.EPOCH);
            }
        }
        request(pod).ifPresent(sample::requestMilli);
        if (metrics != null) {
            use(sample, metrics);
        }
        return sample.build();
    }

    private Optional<ReplicaSample> unlisted(JsonNode metrics) {
        var sample = ReplicaSample.builder(name(metrics)).phase(ReplicaSample.Phase.UNLISTED);
        return use(sample, metrics) ? Optional.of(sample.build()) : Optional.empty();
    }

    /** Adds what is used; a pod of which one container has no number has none. */
    private boolean use(ReplicaSample.Builder sample, JsonNode metrics) {
        ContainerAmounts amounts = ContainerAmounts.none();
        for (JsonNode each : metrics.path("containers")) {
            amounts = amounts.plus(each.path("name").asText(""), quantity(each.path("usage")));
        }
        OptionalLong usage = container.isEmpty() ? amounts.total() : amounts.of(container);
        usage.ifPresent(milli -> sample.usage(milli, instant(metrics, "timestamp"), window(metrics)));
        return usage.isPresent();
    }

    /** A pod may have its own request; a container alone is never looked at by that. */
    private OptionalLong request(JsonNode pod) throws SamplingException {
        JsonNode spec = pod.path("spec");
        if (container.isEmpty() && PodLevelRequest.isSet(spec)) {
            return ofWhole(pod, PodLevelRequest.of(spec, resource));
        }
        List<ContainerRequest> containers = containers(spec);
        Optional<String> lacking = ContainerRequest.lacking(containers, container);
        if (requestsNeeded && lacking.isPresent()) {
            throw new SamplingException(
                    Kind.MISCONFIGURED,
                    "container \"" + lacking.get() + "\" of pod " + name(pod) + " requests no " + resource
                            + ", so the utilization is unknown; set resources.requests." + resource
                            + " on it, name another container, or scale on an average value");
        }
        ContainerAmounts amounts = ContainerRequest.amounts(containers);
        OptionalLong request = container.isEmpty() ? amounts.total() : amounts.of(container);
        if (requestsNeeded && request.isEmpty()) {
            throw new SamplingException(
                    Kind.MISCONFIGURED,
                    "pod " + name(pod) + " has no container \"" + container + "\"; check the container's name");
        }
        return request;
    }

    private OptionalLong ofWhole(JsonNode pod, OptionalLong request) throws SamplingException {
        if (requestsNeeded && request.isEmpty()) {
            throw new SamplingException(
                    Kind.MISCONFIGURED,
                    "pod " + name(pod) + " requests no " + resource
                            + ", neither at pod level nor on a container, so the"
                            + " utilization is unknown; set spec.resources.requests." + resource
                            + ", or scale on an average value");
        }
        return request;
    }

    /** An init container that is restarted always runs beside the others. */
    private List<ContainerRequest> containers(JsonNode spec) {
        var containers = new ArrayList<ContainerRequest>();
        spec.path("containers").forEach(each -> containers.add(containerRequest(each)));
        for (JsonNode each : spec.path("initContainers")) {
            if (each.path("restartPolicy").asText("").equals("Always")) {
                containers.add(containerRequest(each));
            }
        }
        return containers;
    }

    private ContainerRequest containerRequest(JsonNode container) {
        JsonNode resources = container.path("resources");
        return new ContainerRequest(
                container.path("name").asText(""),
                quantity(resources.path("requests")),
                quantity(resources.path("limits")));
    }

    private OptionalLong quantity(JsonNode amounts) {
        return amounts.hasNonNull(resource)
                ? OptionalLong.of(
                        Quantity.parse(amounts.path(resource).asText("")).milli())
                : OptionalLong.empty();
    }

    private static String name(JsonNode item) {
        String name = item.path("metadata").path("name").asText("");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("it has no name");
        }
        return name;
    }

    private static ReplicaSample.Phase phase(String text) {
        return switch (text) {
            case "Pending" -> ReplicaSample.Phase.PENDING;
            case "Succeeded" -> ReplicaSample.Phase.SUCCEEDED;
            case "Failed" -> ReplicaSample.Phase.FAILED;
            default -> ReplicaSample.Phase.RUNNING; // or unknown, as when a node does not answer: then it has no sample
        };
    }

    private static Instant instant(JsonNode item, String field) {
        return Instant.parse(item.path(field).asText(""));
    }

    private static Duration window(JsonNode metrics) {
        return metrics.hasNonNull("window") ? duration(metrics.path("window").asText("")) : DEFAULT_WINDOW;
    }

    /** As Go writes it: {@code 15s}, {@code 1m0s}, {@code 20.5s}. */
    static Duration duration(String text) {
        Matcher part = DURATION_PART.matcher(text);
        double nanos = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 0.0);
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException("its window should be a duration such as 15s, was \"" + text + "\"");
        }
        return Duration.ofNanos(Math.round(nanos));
    }
}
