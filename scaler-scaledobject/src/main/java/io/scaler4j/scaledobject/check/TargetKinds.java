package io.scaler4j.scaledobject.check;

import io.scaler4j.config.Masking;
import io.scaler4j.scaledobject.schema.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the kind of a target has replicas to scale, as far as the API groups of Kubernetes itself tell. */
final class TargetKinds {

    private static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet", "ReplicaSet");
    /** The kinds that can be scaled, by {@code apiVersion}. */
    private static final Map<String, List<String>> SCALABLE =
            Map.of("v1", List.of("ReplicationController"), "apps/v1", WORKLOADS);
    /** Whose kinds are all known here; a text without a slash is a version of the core group. */
    private static final Set<String> GROUPS = Set.of("", "apps", "batch", "extensions");

    /** What is wrong with a kind of target. */
    record Problem(String sentence, String wayOut) {}

    private TargetKinds() {}

    /** Empty for a kind that can be scaled, and for a kind of another API group. */
    static Optional<Problem> problem(String apiVersion, String kind) {
        String group = apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
        List<String> kinds = SCALABLE.getOrDefault(apiVersion, List.of());
        if (!GROUPS.contains(group) || kinds.stream().anyMatch(known -> isCalled(known, kind))) {
            return Optional.empty();
        }
        String shown = apiVersion.isEmpty() ? "the core API" : Masking.quote(apiVersion);
        return Optional.of(new Problem(
                "there is no kind " + Masking.quote(kind) + " in " + shown + " whose replicas can be scaled",
                wayOut(kind)));
    }

    /** Kubernetes finds a kind by its name in lower case, too. */
    private static boolean isCalled(String known, String kind) {
        return kind.equals(known) || kind.equals(known.toLowerCase(Locale.ROOT));
    }

    private static String wayOut(String kind) {
        for (Map.Entry<String, List<String>> known : SCALABLE.entrySet()) {
            if (known.getValue().contains(kind)) {
                return "write apiVersion: " + known.getKey();
            }
        }
        return Names.nearest(kind, WORKLOADS)
                .map(near -> "did you mean " + near + "?")
                .orElse("name a workload with replicas; a kind of your own needs its apiVersion, such as"
                        + " argoproj.io/v1alpha1");
    }
}
