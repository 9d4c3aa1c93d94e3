package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.kubernetes.api.KubernetesApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of changes of an object in events with KEDA's reasons. An event that cannot be written is only logged. */
final class EventWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int LONGEST = 1024;
    private static final int LONGEST_NAME = 253;
    private static final int SUFFIX = 13;

    private final KubernetesApi api;
    private final InstantSource time;

    EventWriter(KubernetesApi api, InstantSource time) {
        this.api = api;
        this.time = time;
    }

    /** Events for the conditions that changed. */
    void tell(JsonNode object, JsonNode before, JsonNode now) {
        String ready = changed(before, now, "Ready");
        if (ready.equals("True")) {
            normal(object, "KEDAScalersStarted", "the triggers are read from now on");
            normal(object, "ScaledObjectReady", "the ScaledObject is ready for scaling");
        } else if (ready.equals("False")) {
            JsonNode condition = StatusText.condition(now, "Ready");
            boolean check = condition.path("reason").asText().equals("ScaledObjectCheckFailed");
            warning(
                    object,
                    check ? "ScaledObjectCheckFailed" : "KEDAScalerFailed",
                    condition.path("message").asText());
        }
        String paused = changed(before, now, "Paused");
        if (paused.equals("True")) {
            normal(object, "ScaledObjectPaused", "scaling is paused by an annotation");
        } else if (paused.equals("False")
                && !StatusText.condition(before, "Paused").isMissingNode()) {
            normal(object, "ScaledObjectUnpaused", "scaling goes on");
        }
        String fallback = changed(before, now, "Fallback");
        if (fallback.equals("True")) {
            normal(object, "ScaledObjectFallbackActivated", "a trigger fails, and its fallback is used");
        } else if (fallback.equals("False")
                && !StatusText.condition(before, "Fallback").isMissingNode()) {
            normal(object, "ScaledObjectFallbackDeactivated", "no fallback is used any more");
        }
    }

    /** The new status of a condition; empty if it is as before. */
    private static String changed(JsonNode before, JsonNode now, String type) {
        String old = StatusText.condition(before, type).path("status").asText("");
        String status = StatusText.condition(now, type).path("status").asText("");
        return status.equals(old) ? "" : status;
    }

    void normal(JsonNode object, String reason, String message) {
        write(object, "Normal", reason, message);
    }

    void warning(JsonNode object, String reason, String message) {
        write(object, "Warning", reason, message);
    }

    /** The name is ours, so that an event which is sent twice is there once. */
    private void write(JsonNode object, String type, String reason, String message) {
        JsonNode metadata = object.path("metadata");
        String namespace = metadata.path("namespace").asText();
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata")
                .put("name", newName(metadata.path("name").asText()))
                .put("namespace", namespace);
        event.putObject("involvedObject")
                .put("apiVersion", object.path("apiVersion").asText())
                .put("kind", object.path("kind").asText())
                .put("namespace", namespace)
                .put("name", metadata.path("name").asText())
                .put("uid", metadata.path("uid").asText())
                .put("resourceVersion", metadata.path("resourceVersion").asText());
        event.put("type", type)
                .put("reason", reason)
                .put("message", message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…")
                .put("firstTimestamp", now.toString())
                .put("lastTimestamp", now.toString())
                .put("count", 1)
                .put("reportingComponent", "scaler4j.io/controller");
        event.putObject("source").put("component", "scaler4j");
        api.post("/api/v1/namespaces/" + namespace + "/events", event, LIMIT).exceptionally(thrown -> {
            LOG.warn(
                    "the event {} of {}/{} was not written: {}",
                    reason,
                    namespace,
                    metadata.path("name").asText(),
                    thrown.getMessage());
            return event;
        });
    }

    private static String newName(String object) {
        String suffix = "." + UUID.randomUUID().toString().substring(0, SUFFIX);
        int most = LONGEST_NAME - suffix.length();
        // A name that is cut off may end with what no name ends with, before the dot.
        return (object.length() <= most ? object : object.substring(0, most).replaceAll("[-.]+$", "")) + suffix;
    }
}
