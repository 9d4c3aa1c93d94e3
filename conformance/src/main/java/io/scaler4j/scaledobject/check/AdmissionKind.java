package io.scaler4j.scaledobject.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Result;
import io.scaler4j.scaledobject.manifest.Json;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.schema.KindSchema;
import io.scaler4j.scaledobject.schema.ShapeCheck;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Admission of a ScaledObject. What the cluster of a case holds stands in front of the object, in the same file, as a
 * user would have it.
 */
final class AdmissionKind {

    private static final String SECONDS = "Seconds";

    private AdmissionKind() {}

    static Result evaluate(Fields given) {
        if (given.flagOrFalse("finalizerRemoval")) {
            return Result.skipped("a file is no update: nothing in it says which finalizers the cluster had");
        }
        Fields cluster = given.objectIfAny("cluster").orElse(given);
        if (cluster.flagOrFalse("workloadMissing")) {
            return Result.skipped("files do not say that a workload is missing: it may be in the cluster alone");
        }
        ScaledObject object = object(given);
        List<Node> documents = new ArrayList<>(surroundings(object, Json.of(cluster)));
        documents.add(object.source());
        List<Manifest> manifests = Manifests.of(documents).manifests();
        Set<String> reasons = reasons(object, Surroundings.of(manifests), given.flagOrFalse("dryRun"));
        return Result.of("valid", reasons.isEmpty())
                .and("reason", Result.anyOf(reasons))
                .and("warnings", warnings(manifests, object));
    }

    /** KEDA's warnings are findings of the lint. */
    private static Set<String> warnings(List<Manifest> manifests, ScaledObject object) {
        Set<String> warnings = new HashSet<>();
        for (Finding finding : new Lint(List.of()).check(manifests, LintFacts.none())) {
            boolean isOurs = finding.object().equals(object.kind() + " " + object.name());
            if (isOurs && finding.rule().equals("polling-without-effect")) {
                warnings.add("pollingInterval-not-relevant");
            } else if (isOurs && finding.rule().equals("cooldown-without-effect")) {
                warnings.add("cooldownPeriod-not-relevant");
            }
        }
        return warnings;
    }

    private static Set<String> reasons(ScaledObject object, Surroundings surroundings, boolean dryRun) {
        Set<String> reasons = new HashSet<>();
        Reporter reporter = (reason, position, sentence, wayOut) ->
                reasons.add(reason.rule().id());
        ScaledObjectRules.check(object, object.triggers(), reporter);
        ConflictRules.check(object, surroundings, reporter);
        if (!dryRun) {
            ResourceRules.check(object, object.triggers(), surroundings, reporter);
        }
        var schema = KindSchema.find(object.apiVersion(), object.kind()).orElseThrow();
        if (!ShapeCheck.of(object.source(), schema.shape()).isEmpty()) {
            reasons.add("schema");
        }
        return reasons;
    }

    private static ScaledObject object(Fields given) {
        ObjectNode object = Json.object("keda.sh/v1alpha1", "ScaledObject", given.text("name"));
        if (given.has("annotations")) {
            metadata(object).set("annotations", Json.of(given.object("annotations")));
        }
        ObjectNode spec = object.putObject("spec");
        for (Map.Entry<String, JsonNode> field : Json.of(given.object("spec")).properties()) {
            String name = field.getKey();
            if (!field.getValue().isNull()) {
                spec.set(
                        name.endsWith(SECONDS) ? name.substring(0, name.length() - SECONDS.length()) : name,
                        field.getValue());
            }
        }
        return new ScaledObject(Json.read(object));
    }

    private static List<Node> surroundings(ScaledObject object, ObjectNode cluster) {
        List<Node> documents = new ArrayList<>();
        cluster.path("otherScaledObjects").forEach(other -> documents.add(Json.read(scaledObject(object, other))));
        cluster.path("hpas").forEach(hpa -> documents.add(Json.read(hpa(object, hpa))));
        if (cluster.has("workloadRequests") || cluster.has("workloadLimits")) {
            documents.add(Json.read(workload(object, cluster)));
        }
        if (cluster.has("limitRangeDefaults")) {
            documents.add(Json.read(limitRange(cluster)));
        }
        return documents;
    }

    private static ObjectNode scaledObject(ScaledObject object, JsonNode other) {
        ObjectNode document = Json.object(
                "keda.sh/v1alpha1", "ScaledObject", other.path("name").asText());
        ObjectNode spec = document.putObject("spec");
        spec.set("scaleTargetRef", target(object, other));
        for (String field : new String[] {"hpaName", "horizontalPodAutoscalerConfigName"}) {
            if (other.hasNonNull(field)) {
                spec.putObject("advanced")
                        .putObject("horizontalPodAutoscalerConfig")
                        .set("name", other.get(field));
            }
        }
        return document;
    }

    private static ObjectNode hpa(ScaledObject object, JsonNode hpa) {
        ObjectNode document = Json.object(
                "autoscaling/v2", "HorizontalPodAutoscaler", hpa.path("name").asText());
        if (hpa.hasNonNull("annotations")) {
            metadata(document).set("annotations", hpa.get("annotations"));
        }
        if (hpa.hasNonNull("owner")) {
            metadata(document)
                    .putArray("ownerReferences")
                    .addObject()
                    .put("kind", "ScaledObject")
                    .put("name", hpa.get("owner").asText());
        }
        document.putObject("spec").set("scaleTargetRef", target(object, hpa));
        return document;
    }

    /** An object of the same kind is of the same API, unless the case says so. */
    private static ObjectNode target(ScaledObject object, JsonNode other) {
        String kind = other.path("kind").asText("Deployment");
        String own = object.scaleTargetRef()
                .filter(target -> target.kind().equals(kind))
                .map(target -> target.apiVersion())
                .orElse("apps/v1");
        return Json.object()
                .put("apiVersion", other.path("apiVersion").asText(own))
                .put("kind", kind)
                .put("name", other.path("target").asText());
    }

    private static ObjectNode workload(ScaledObject object, ObjectNode cluster) {
        var target = object.scaleTargetRef().orElseThrow();
        ObjectNode document = Json.object(target.apiVersion(), target.kind(), target.name());
        ObjectNode resources = document.putObject("spec")
                .putObject("template")
                .putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "main")
                .putObject("resources");
        resources.set("requests", amounts(cluster.path("workloadRequests")));
        resources.set("limits", amounts(cluster.path("workloadLimits")));
        return document;
    }

    private static ObjectNode limitRange(ObjectNode cluster) {
        ObjectNode document = Json.object("v1", "LimitRange", "defaults");
        ArrayNode limits = document.putObject("spec").putArray("limits");
        limits.addObject().put("type", "Container").set("default", amounts(cluster.get("limitRangeDefaults")));
        return document;
    }

    private static ObjectNode amounts(JsonNode resources) {
        var amounts = new TreeMap<String, String>();
        resources.forEach(resource -> amounts.put(resource.asText(), "100m"));
        ObjectNode object = Json.object();
        amounts.forEach(object::put);
        return object;
    }

    private static ObjectNode metadata(ObjectNode object) {
        return (ObjectNode) object.get("metadata");
    }
}
