package io.scaler4j.scaledobject.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the views of manifests tell: annotations, names, and the bounds of the HPA that KEDA makes. */
public final class ManifestKinds {

    private static final String BOOKKEEPING = "Kubernetes bookkeeping: ";

    private ManifestKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("is_paused", given -> Result.of("paused", pause(given).isPaused()))
                .evaluate(
                        "has_pause_annotation",
                        given -> Result.of("present", pause(given).mentionsPause()))
                .evaluate("paused_replica_count", ManifestKinds::pausedCount)
                .evaluate("uses_modifiers", ManifestKinds::usesModifiers)
                .evaluate("identifier", ManifestKinds::identifier)
                .evaluate("hpa_translation", ManifestKinds::hpa);
    }

    private static PauseAnnotations pause(Fields given) {
        return new ScaledObject(annotated(given)).pause();
    }

    private static Node.Mapping annotated(Fields given) {
        ObjectNode object = Json.object("keda.sh/v1alpha1", "ScaledObject", "any");
        if (given.has("annotations")) {
            ((ObjectNode) object.get("metadata"))
                    .set("annotations", Json.of(given).get("annotations"));
        }
        return Json.read(object);
    }

    private static Result pausedCount(Fields given) {
        PauseAnnotations pause = pause(given);
        boolean isError =
                pause.pausedReplicasText().isPresent() && pause.pausedReplicas().isEmpty();
        return Result.of(
                        "count",
                        pause.pausedReplicas().isPresent()
                                ? (Integer) pause.pausedReplicas().getAsInt()
                                : null)
                .and("error", isError);
    }

    private static Result usesModifiers(Fields given) {
        ObjectNode spec = Json.object();
        if (given.has("scalingModifiers")) {
            spec.putObject("advanced").set("scalingModifiers", Json.of(given).get("scalingModifiers"));
        }
        return Result.of("using", Json.scaledObject("any", spec).usesModifiers());
    }

    private static Result identifier(Fields given) {
        String kind = given.text("objectKind");
        ObjectNode object = Json.object("keda.sh/v1alpha1", kind, given.text("name"));
        ((ObjectNode) object.get("metadata")).put("namespace", given.text("namespace"));
        Node.Mapping source = Json.read(object);
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "scaledobject" -> Result.of("identifier", new ScaledObject(source).identifier());
            case "scaledjob" -> Result.of("identifier", new ScaledJob(source).identifier());
            default -> throw given.malformed("objectKind", "ScaledObject or ScaledJob");
        };
    }

    private static Result hpa(Fields given) {
        if (given.names().contains("metricSpecs")) {
            return Result.skipped(BOOKKEEPING + "the list of metrics in the HPA that KEDA writes");
        }
        if (given.has("health")) {
            return Result.skipped(BOOKKEEPING + "health of metrics in a stored status");
        }
        if (given.names().contains("annotations")) {
            return disabled(given);
        }
        ObjectNode spec = Json.of(given);
        spec.remove("name");
        if (given.has("horizontalPodAutoscalerConfigName")) {
            spec.remove("horizontalPodAutoscalerConfigName");
            spec.putObject("advanced")
                    .putObject("horizontalPodAutoscalerConfig")
                    .put("name", given.text("horizontalPodAutoscalerConfigName"));
        }
        ScaledObject object = Json.scaledObject(given.textIfAny("name").orElse("any"), spec);
        return Result.of("hpaMinReplicas", object.hpaMinReplicas())
                .and("hpaMaxReplicas", object.hpaMaxReplicas())
                .and("hpaName", object.hpaName());
    }

    /** Which direction the HPA may not go, beside the behavior of the file. */
    private static Result disabled(Fields given) {
        PauseAnnotations pause = pause(given);
        return Result.of("scaleDownSelectPolicy", pause.pausesScaleIn() ? "Disabled" : selectPolicy(given, "scaleDown"))
                .and("scaleUpSelectPolicy", pause.pausesScaleOut() ? "Disabled" : selectPolicy(given, "scaleUp"));
    }

    private static @Nullable String selectPolicy(Fields given, String direction) {
        return given.objectIfAny("behavior")
                .flatMap(behavior -> behavior.objectIfAny(direction))
                .flatMap(rules -> rules.textIfAny("selectPolicy"))
                .orElse(null);
    }
}
