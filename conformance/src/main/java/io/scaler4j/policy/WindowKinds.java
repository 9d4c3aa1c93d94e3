package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;

/** Stabilization windows. */
final class WindowKinds {

    private WindowKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("behavior-stabilization", WindowKinds::stabilize)
                .evaluate("legacy-stabilization", WindowKinds::stabilizeLegacy);
    }

    private static Result stabilize(Fields given) {
        long up = Micros.of(Given.seconds(given, "scaleUpStabilizationWindowSeconds"));
        long down = Micros.of(Given.seconds(given, "scaleDownStabilizationWindowSeconds"));
        int stabilized = Given.recommendations(given.objects("recommendations"), up, down)
                .stabilize(given.count("currentReplicas"), given.count("desiredReplicas"), Given.now(), up, down);
        return Result.of("replicas", stabilized).notCompared("historyReplicas", "historyLength");
    }

    private static Result stabilizeLegacy(Fields given) {
        long window = Micros.of(Given.seconds(given, "downscaleStabilizationSeconds"));
        RecommendationHistory history = Given.recommendations(given.objects("recommendations"), 0, window);
        int stabilized = LegacyRules.stabilize(history, given.count("desiredReplicas"), Given.now(), window);
        return Result.of("replicas", stabilized).notCompared("historyReplicas", "historyLength");
    }
}
