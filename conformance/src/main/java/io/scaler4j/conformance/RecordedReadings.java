package io.scaler4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.metric.ContainerAmounts;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the metrics of a recorded case said on one turn, as readings. */
final class RecordedReadings {

    /** What the HPA takes for a pods metric that declares no window. */
    private static final int DEFAULT_WINDOW_SECONDS = 60;

    private final JsonNode given;
    private final JsonNode turn;
    private final List<JsonNode> pods;
    private final Instant at;

    /**
     * @param given the case
     * @param turn one of its turns
     * @param pods every pod of this turn
     */
    RecordedReadings(JsonNode given, JsonNode turn, List<JsonNode> pods, Instant at) {
        this.given = given;
        this.turn = turn;
        this.pods = pods;
        this.at = at;
    }

    static MetricTarget target(JsonNode metric) {
        if (metric.has("util")) {
            return MetricTarget.utilization(metric.path("util").asInt());
        }
        double wanted = MilliUnits.toDouble(metric.path("target").asLong());
        return metric.path("vt").asText().equals("Value")
                ? MetricTarget.value(wanted)
                : MetricTarget.averageValue(wanted);
    }

    Reading of(JsonNode metric, JsonNode observed) {
        if (observed.has("f")) {
            return Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error");
        }
        if (observed.has("e")) {
            return Reading.failure(Reading.Failure.Kind.EMPTY, "the source answers nothing");
        }
        return switch (metric.path("t").asText()) {
            case "obj", "ext" -> value(observed.path("v"));
            case "pods" -> samples(Resource.OTHER, null);
            case "res" ->
                samples(
                        metric.path("r").asText().equals("cpu") ? Resource.CPU : Resource.MEMORY,
                        metric.path("c").asText(null));
            default -> throw new MalformedCaseException("there is no metric of type " + metric.path("t"));
        };
    }

    /** External metrics have a value per series. */
    private static Reading value(JsonNode series) {
        return StreamSupport.stream(series.spliterator(), false)
                .map(milli -> Reading.valueOfMilli(milli.asLong()).build())
                .reduce((a, b) ->
                        Reading.valueOfMilli(saturatedSum(a.milli(), b.milli())).build())
                .orElseThrow(() -> new MalformedCaseException("a metric has no value"));
    }

    private static long saturatedSum(long a, long b) {
        return b > 0 && a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private Reading samples(Resource resource, @Nullable String container) {
        var samples = new ArrayList<ReplicaSample>();
        for (JsonNode pod : pods) {
            samples.add(listed(pod, "pod-" + samples.size(), resource, container));
        }
        for (JsonNode unknown : turn.path("extra")) {
            var sample = ReplicaSample.builder("unknown-" + samples.size()).phase(ReplicaSample.Phase.UNLISTED);
            measure(sample, unknown, resource, container);
            samples.add(sample.build());
        }
        return Reading.samples(resource, samples).startingUp(seconds(given, "cpuInit"), seconds(given, "delay"));
    }

    private ReplicaSample listed(JsonNode pod, String name, Resource resource, @Nullable String container) {
        var sample = ReplicaSample.builder(name)
                .phase(ReplicaSample.Phase.valueOf(pod.path("ph").asText().toUpperCase(java.util.Locale.ROOT)));
        if (pod.path("del").asBoolean()) {
            sample.terminating();
        }
        if (pod.hasNonNull("rd")) {
            // The HPA looks for False alone, so Unknown counts as ready here.
            sample.ready(!pod.path("rd").asText().equals("False"), before(pod, "ra"));
        }
        if (pod.hasNonNull("sa")) {
            sample.startedAt(before(pod, "sa"));
        }
        amount(pod.path("cs"), resource, container).ifPresent(sample::requestMilli);
        measure(sample, pod, resource, container);
        return sample.build();
    }

    private void measure(ReplicaSample.Builder sample, JsonNode pod, Resource resource, @Nullable String container) {
        if (resource == Resource.OTHER) {
            if (pod.hasNonNull("pv")) {
                Duration window = Duration.ofSeconds(pod.path("pw").asInt(DEFAULT_WINDOW_SECONDS));
                sample.usage(pod.path("pv").asLong(), before(pod, "ma"), window);
            }
        } else if (pod.path("m").asBoolean()) {
            amount(pod.path("us"), resource, container)
                    .ifPresent(milli -> sample.usage(milli, before(pod, "ma"), seconds(pod, "w")));
        }
    }

    private static OptionalLong amount(JsonNode containers, Resource resource, @Nullable String container) {
        String field = resource == Resource.CPU ? "c" : "m";
        ContainerAmounts amounts = ContainerAmounts.none();
        for (int i = 0; i < containers.size(); i++) {
            JsonNode one = containers.get(i);
            amounts = amounts.plus(
                    "c" + i,
                    one.hasNonNull(field) ? OptionalLong.of(one.path(field).asLong()) : OptionalLong.empty());
        }
        return container == null ? amounts.total() : amounts.of(container);
    }

    private Instant before(JsonNode pod, String field) {
        return at.minusSeconds(pod.path(field).asLong());
    }

    static Duration seconds(JsonNode node, String field) {
        return Duration.ofSeconds(node.path(field).asLong());
    }
}
