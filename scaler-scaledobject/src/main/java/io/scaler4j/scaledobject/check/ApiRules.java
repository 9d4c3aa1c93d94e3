package io.scaler4j.scaledobject.check;

import io.scaler4j.config.Masking;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.schema.KindSchema;
import io.scaler4j.scaledobject.schema.Names;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether there is such a kind in such a version. */
final class ApiRules {

    /** The groups whose kinds are all known here. */
    private static final Set<String> GROUPS = Set.of("keda.sh", "keda.k8s.io", "http.keda.sh", "autoscaling");

    private static final Set<String> OTHER_KINDS = Set.of("Scale");

    /** A problem with the kind or its version. */
    record Problem(InvalidRule rule, Position position, String sentence, String wayOut) {}

    private ApiRules() {}

    /** What is wrong with a kind that is known here. */
    static Optional<Problem> version(Manifest manifest) {
        String apiVersion = manifest.apiVersion();
        String kind = manifest.kind();
        List<String> accepted = KindSchema.apiVersions(kind);
        if (accepted.contains(apiVersion)) {
            return Optional.empty();
        }
        String newest = accepted.get(0);
        Position position = manifest.position("apiVersion");
        if (apiVersion.isEmpty()) {
            return Optional.of(new Problem(
                    InvalidRule.MISSING_FIELD, position, "apiVersion is missing", "add apiVersion: " + newest));
        }
        return Optional.of(removed(manifest, newest, position)
                .orElseGet(() -> new Problem(
                        InvalidRule.UNKNOWN_API_VERSION,
                        position,
                        "there is no " + kind + " in " + Masking.quote(apiVersion),
                        "write apiVersion: " + newest)));
    }

    private static Optional<Problem> removed(Manifest manifest, String newest, Position position) {
        String apiVersion = manifest.apiVersion();
        return switch (apiVersion) {
            case "autoscaling/v2beta1", "autoscaling/v2beta2" ->
                Optional.of(new Problem(
                        InvalidRule.REMOVED_API_VERSION,
                        position,
                        apiVersion + " was removed in Kubernetes " + (apiVersion.endsWith("1") ? "1.25" : "1.26"),
                        "write apiVersion: " + newest
                                + (apiVersion.endsWith("1")
                                        ? ", and each target as in target: {type: Utilization, averageUtilization: 70}"
                                        : ", which has the same fields")));
            default ->
                manifest.group().equals("keda.k8s.io")
                        ? Optional.of(new Problem(
                                InvalidRule.REMOVED_API_VERSION,
                                position,
                                "keda.k8s.io is the API group of KEDA 1; KEDA 2 does not read it",
                                "write apiVersion: " + newest + " and move the fields to where KEDA 2 has them"))
                        : Optional.empty();
        };
    }

    /** What is wrong with an object of a kind that is not known here; most of those are none of our business. */
    static Optional<Problem> other(Manifest manifest) {
        if (manifest.kind().isEmpty()) {
            boolean isObject = Fields.has(manifest.source(), "apiVersion")
                    || Fields.has(manifest.source(), "kind")
                    || Fields.has(manifest.source(), "spec", "triggers")
                    || Fields.has(manifest.source(), "spec", "scaleTargetRef");
            return isObject
                    ? Optional.of(new Problem(
                            InvalidRule.MISSING_FIELD,
                            manifest.position("kind"),
                            "kind is missing, or no text",
                            "add it, such as kind: ScaledObject"))
                    : Optional.empty();
        }
        if (!GROUPS.contains(manifest.group()) || OTHER_KINDS.contains(manifest.kind())) {
            return Optional.empty();
        }
        List<String> kinds =
                KindSchema.all().stream().map(KindSchema::kind).distinct().toList();
        return Optional.of(new Problem(
                InvalidRule.UNKNOWN_KIND,
                manifest.position("kind"),
                "there is no kind " + Masking.quote(manifest.kind()) + " in " + manifest.group(),
                Names.nearest(manifest.kind(), kinds)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("use one of " + String.join(", ", kinds))));
    }
}
