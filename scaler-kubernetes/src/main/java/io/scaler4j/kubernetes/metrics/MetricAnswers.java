package io.scaler4j.kubernetes.metrics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.config.Masking;
import io.scaler4j.kubernetes.https.HttpAnswer;
import io.scaler4j.metric.Reading;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The objects of {@code external.metrics.k8s.io/v1beta1}, and the statuses in place of them. Pure. */
final class MetricAnswers {

    static final String GROUP = "external.metrics.k8s.io";
    static final String VERSION = "v1beta1";
    private static final String GROUP_VERSION = GROUP + "/" + VERSION;

    private static final JsonMapper JSON = new JsonMapper();

    private MetricAnswers() {}

    /** An item of a list: a metric and what was read of it. */
    record Item(ExternalMetric metric, MetricSource.Timed read) {}

    /**
     * A list of values, or the failure of the first metric that has none: a sum without it would be too small.
     *
     * @param items at least one
     */
    static HttpAnswer values(List<Item> items) {
        Optional<HttpAnswer> failure =
                items.stream().flatMap(item -> failure(item).stream()).findFirst();
        return failure.orElseGet(() -> {
            ObjectNode list = JSON.createObjectNode()
                    .put("kind", "ExternalMetricValueList")
                    .put("apiVersion", GROUP_VERSION);
            list.putObject("metadata");
            ArrayNode array = list.putArray("items");
            items.forEach(item -> array.add(value(item)));
            return HttpAnswer.json(HttpURLConnection.HTTP_OK, list.toString());
        });
    }

    private static ObjectNode value(Item item) {
        ObjectNode value =
                JSON.createObjectNode().put("metricName", item.metric().name());
        ObjectNode labels = value.putObject("metricLabels");
        new TreeMap<>(item.metric().labels()).forEach(labels::put);
        long milli = ((Reading.Value) item.read().reading()).milli();
        return value.put("timestamp", seconds(item.read().at())).put("value", Math.max(0, milli) + "m");
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Optional<HttpAnswer> failure(Item item) {
        if (item.read().reading() instanceof Reading.Value value && !value.isLowerBound()) {
            return Optional.empty();
        }
        String sentence = item.metric() + ": " + why(item.read().reading());
        return Optional.of(
                item.read().reading() instanceof Reading.Failure failure
                                && failure.kind() == Reading.Failure.Kind.TIMEOUT
                        ? status(HttpURLConnection.HTTP_GATEWAY_TIMEOUT, "Timeout", sentence)
                        : status(HttpURLConnection.HTTP_UNAVAILABLE, "ServiceUnavailable", sentence));
    }

    private static String why(Reading reading) {
        if (reading instanceof Reading.Failure failure) {
            return Masking.sentence(failure.message());
        }
        return reading instanceof Reading.Value
                ? "a part of the source did not answer, so the number could be too small"
                : "the source has a sample for each replica and no single number; use a metric of the HPA for resources";
    }

    /** What Kubernetes answers in place of an object. */
    static HttpAnswer status(int code, String reason, String message) {
        ObjectNode status = JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
        return HttpAnswer.json(code, status.toString());
    }

    static HttpAnswer notFound(String message) {
        return status(HttpURLConnection.HTTP_NOT_FOUND, "NotFound", message);
    }

    /**
     * What the API server asks for to see whether this server is there. As KEDA's does, it names no metric: every user
     * of the cluster may read it, and names of metrics belong to their namespaces.
     */
    static HttpAnswer resources() {
        ObjectNode list = JSON.createObjectNode()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", GROUP_VERSION);
        list.putArray("resources")
                .addObject()
                .put("name", "externalmetrics")
                .put("singularName", "")
                .put("namespaced", true)
                .put("kind", "ExternalMetricValueList")
                .putArray("verbs")
                .add("get");
        return HttpAnswer.json(HttpURLConnection.HTTP_OK, list.toString());
    }

    static HttpAnswer group() {
        return HttpAnswer.json(
                HttpURLConnection.HTTP_OK,
                groupNode().put("kind", "APIGroup").put("apiVersion", "v1").toString());
    }

    static HttpAnswer groups() {
        ObjectNode list = JSON.createObjectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        list.putArray("groups").add(groupNode());
        return HttpAnswer.json(HttpURLConnection.HTTP_OK, list.toString());
    }

    private static ObjectNode groupNode() {
        ObjectNode group = JSON.createObjectNode().put("name", GROUP);
        group.putArray("versions")
                .addObject()
                .put("groupVersion", GROUP_VERSION)
                .put("version", VERSION);
        group.putObject("preferredVersion").put("groupVersion", GROUP_VERSION).put("version", VERSION);
        return group;
    }
}
