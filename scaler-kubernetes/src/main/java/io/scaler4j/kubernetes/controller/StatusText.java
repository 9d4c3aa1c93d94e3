package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.PauseAnnotations;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.spi.TargetRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The status of a ScaledObject, as KEDA writes it: conditions with KEDA's reasons, health by the name of the metric,
 * the activity of each trigger. A pure function of what is known.
 */
final class StatusText {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StatusText() {}

    /**
     * What is known of an object.
     *
     * @param wanted what the object asks for
     * @param before the status that it has
     * @param turn of its latest turn; empty before the first
     * @param problem why it could not be run; empty if it runs
     * @param original the count before it was scaled the first time
     * @param lastActive when it was active, as far as known
     */
    record Facts(
            Wanted wanted,
            JsonNode before,
            Optional<TurnSummary> turn,
            Optional<String> problem,
            OptionalInt original,
            @Nullable Instant lastActive) {}

    static ObjectNode of(Facts facts) {
        ObjectNode status = JSON.objectNode();
        ScaledObject object = facts.wanted().object();
        object.scaleTargetRef().ifPresent(target -> target(target, status));
        JsonNode first = facts.before().path("originalReplicaCount");
        if (first.isInt()) {
            status.set("originalReplicaCount", first);
        } else {
            facts.original().ifPresent(count -> status.put("originalReplicaCount", count));
        }
        facts.wanted().spec().ifPresent(spec -> metrics(object, spec, facts, status));
        PauseAnnotations pause = object.pause();
        OptionalInt pausedAt = pause.pausedReplicas();
        if (pausedAt.isPresent()) {
            status.put("pausedReplicaCount", pausedAt.getAsInt());
        } else if (facts.before().has("pausedReplicaCount")) {
            status.putNull("pausedReplicaCount");
        }
        if (facts.lastActive() != null) {
            status.put(
                    "lastActiveTime",
                    facts.lastActive().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        conditions(facts, status);
        return status;
    }

    private static void target(TargetRef target, ObjectNode status) {
        String version = target.apiVersion();
        int slash = version.indexOf('/');
        status.put("scaleTargetKind", version + "." + target.kind());
        status.putObject("scaleTargetGVKR")
                .put("group", slash < 0 ? "" : version.substring(0, slash))
                .put("version", version.substring(slash + 1))
                .put("kind", target.kind())
                .put("resource", target.kind().toLowerCase(java.util.Locale.ROOT) + "s");
    }

    private static void metrics(ScaledObject object, AutoscalerSpec spec, Facts facts, ObjectNode status) {
        var names = new LinkedHashMap<String, String>();
        var external = JSON.arrayNode();
        var resources = JSON.arrayNode();
        List<TriggerManifest> triggers = object.triggers();
        for (int index = 0; index < spec.triggers().size(); index++) {
            var plan = spec.triggers().get(index);
            String metric = plan.metricName(index);
            boolean resource = triggers.get(index).isResource();
            (resource ? resources : external).add(resource ? triggers.get(index).type() : metric);
            names.put(plan.metric().trigger(), metric);
        }
        status.set("externalMetricNames", external);
        status.set("resourceMetricNames", resources);
        if (object.usesModifiers()) {
            status.put("compositeScalerName", "composite-metric");
        }
        status.put(
                "triggersTypes",
                String.join(
                        ",",
                        triggers.stream().map(TriggerManifest::type).distinct().toList()));
        String authentications = triggers.stream()
                .flatMap(trigger -> trigger.authenticationName().stream())
                .distinct()
                .collect(Collectors.joining(","));
        if (!authentications.isEmpty() || facts.before().has("authenticationsTypes")) {
            status.put("authenticationsTypes", authentications);
        }
        facts.turn().filter(turn -> turn.problem().isEmpty()).ifPresent(turn -> {
            health(object, names, turn, status);
            ObjectNode activity = status.putObject("triggersActivity");
            names.forEach((trigger, metric) ->
                    activity.putObject(metric).put("isActive", turn.activity().getOrDefault(trigger, false)));
        });
    }

    /**
     * The number tells whether the fallback is engaged; it does not grow with each failure, which would be a write
     * each.
     */
    private static void health(ScaledObject object, Map<String, String> names, TurnSummary turn, ObjectNode status) {
        if (object.fallback().isEmpty()) {
            return;
        }
        int threshold = object.fallbackFailureThreshold().orElse(0);
        ObjectNode health = status.putObject("health");
        names.forEach((trigger, metric) -> {
            Boolean engaged = turn.failing().get(trigger);
            health.putObject(metric)
                    .put("numberOfFailures", engaged == null ? 0 : engaged ? threshold + 1 : 1)
                    .put("status", engaged == null ? "Happy" : "Failing");
        });
    }

    private static void conditions(Facts facts, ObjectNode status) {
        var conditions = status.putArray("conditions");
        conditions.add(ready(facts));
        conditions.add(active(facts));
        conditions.add(
                facts.turn().filter(TurnSummary::fallsBack).isPresent()
                        ? condition("Fallback", "True", "FallbackExists", "at least one trigger is falling back")
                        : condition("Fallback", "False", "NoFallbackFound", "no trigger is falling back"));
        PauseAnnotations pause = facts.wanted().object().pause();
        boolean paused = pause.isPaused()
                || pause.pausedReplicasText().isPresent()
                || pause.pausesScaleIn()
                || pause.pausesScaleOut();
        conditions.add(
                paused
                        ? condition("Paused", "True", "ScaledObjectPaused", "paused by an annotation")
                        : condition("Paused", "False", "ScaledObjectUnpaused", "no annotation pauses it"));
    }

    private static ObjectNode ready(Facts facts) {
        if (facts.problem().isPresent()) {
            return condition(
                    "Ready", "False", "ScaledObjectCheckFailed", facts.problem().get());
        }
        Optional<TurnSummary> turn = facts.turn();
        if (turn.flatMap(TurnSummary::problem).isPresent()) {
            return condition(
                    "Ready",
                    "False",
                    "ErrorGettingCurrentReplicas",
                    turn.get().problem().get());
        }
        if (turn.filter(TurnSummary::allFail).isPresent()) {
            return condition("Ready", "False", "TriggerError", "all triggers fail");
        }
        return turn.filter(each -> !each.failing().isEmpty()).isPresent()
                ? condition("Ready", "Unknown", "PartialTriggerError", "some of the triggers fail")
                : condition("Ready", "True", "ScaledObjectReady", "it is defined correctly and is ready for scaling");
    }

    private static ObjectNode active(Facts facts) {
        if (facts.problem().isPresent() || facts.turn().isEmpty()) {
            return condition("Active", "Unknown", "UnknownState", "it has not been evaluated");
        }
        TurnSummary turn = facts.turn().get();
        if (turn.active()) {
            return condition("Active", "True", "ScalerActive", "scaling is performed because a trigger is active");
        }
        return turn.coolingDown()
                ? condition("Active", "False", "ScalerCooldown", "no trigger is active, and the cooldown is not over")
                : condition("Active", "False", "ScalerNotActive", "no trigger is active");
    }

    private static ObjectNode condition(String type, String status, String reason, String message) {
        return JSON.objectNode()
                .put("type", type)
                .put("status", status)
                .put("reason", reason)
                .put("message", message);
    }

    /** The condition of this type; missing if there is none. */
    static JsonNode condition(JsonNode status, String type) {
        for (JsonNode each : status.path("conditions")) {
            if (each.path("type").asText().equals(type)) {
                return each;
            }
        }
        return JSON.missingNode();
    }

    /** Whether writing the new one would tell more than that time passes. */
    static boolean differs(JsonNode before, ObjectNode now) {
        return now.properties().stream()
                .filter(field -> !field.getKey().equals("lastActiveTime"))
                .anyMatch(field -> field.getValue().isNull()
                        ? before.has(field.getKey())
                        : !field.getValue().equals(before.path(field.getKey())));
    }
}
