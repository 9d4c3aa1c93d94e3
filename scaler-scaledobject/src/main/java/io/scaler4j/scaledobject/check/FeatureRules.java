package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.schema.Violation;
import io.scaler4j.scaledobject.schema.Violation.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What the API server refuses if a feature is off. KEDA copies {@code behavior} into its HPA. */
final class FeatureRules {

    private FeatureRules() {}

    static List<Violation> check(Manifest manifest, Set<ClusterFeature> absent) {
        var violations = new ArrayList<Violation>();
        if (absent.contains(ClusterFeature.HPA_CONFIGURABLE_TOLERANCE)) {
            violations.addAll(tolerances(manifest));
        }
        if (absent.contains(ClusterFeature.HPA_SCALE_TO_ZERO)
                && manifest instanceof HorizontalPodAutoscaler hpa
                && hpa.minReplicas().equals(OptionalInt.of(0))) {
            violations.add(off(manifest, ClusterFeature.HPA_SCALE_TO_ZERO, "write 1 or more", "spec", "minReplicas"));
        }
        return violations;
    }

    /** Tolerances of both directions. */
    static List<Violation> tolerances(Manifest manifest) {
        List<String> behavior = manifest instanceof ScaledObject
                ? List.of("spec", "advanced", "horizontalPodAutoscalerConfig", "behavior")
                : List.of("spec", "behavior");
        var violations = new ArrayList<Violation>();
        for (String direction : List.of("scaleUp", "scaleDown")) {
            var path = new ArrayList<>(behavior);
            path.addAll(List.of(direction, "tolerance"));
            String[] steps = path.toArray(String[]::new);
            if (Fields.has(manifest.source(), steps)) {
                violations.add(off(manifest, ClusterFeature.HPA_CONFIGURABLE_TOLERANCE, "remove it", steps));
            }
        }
        return violations;
    }

    private static Violation off(Manifest manifest, ClusterFeature feature, String wayOut, String... path) {
        String field = String.join(".", path);
        return new Violation(
                Code.FEATURE_OFF,
                field,
                manifest.source().find(path).orElse(manifest.source()).position(),
                OptionalLong.empty(),
                field + " needs a cluster with the feature " + feature.gate(),
                wayOut);
    }
}
