package io.scaler4j.scaledobject.job;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What KEDA writes on the jobs of a ScaledJob, beside their template.
 *
 * @param generateName the beginning of their names
 * @param labels sorted by key; unmodifiable. KEDA's own version label is left out
 * @param annotations sorted by key; unmodifiable
 * @param restartPolicy of their pods
 */
public record JobMetadata(
        String generateName, Map<String, String> labels, Map<String, String> annotations, String restartPolicy) {

    private static final String EXCLUDED = "scaledjob.keda.sh/job-excluded-labels";

    /**
     * Copies the maps.
     *
     * @param generateName not null
     * @param labels not null
     * @param annotations not null
     * @param restartPolicy not null
     */
    public JobMetadata {
        Objects.requireNonNull(generateName, "generateName must not be null; names of jobs begin with it");
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
        Objects.requireNonNull(restartPolicy, "restartPolicy must not be null; OnFailure is the default");
    }

    /**
     * Returns what KEDA writes.
     *
     * @param scaledJob {@code metadata.name} of the ScaledJob
     * @param labels of the ScaledJob; those that the annotation {@code scaledjob.keda.sh/job-excluded-labels} lists are
     *     left out, the others win over KEDA's own
     * @param annotations of the ScaledJob
     * @param generation {@code metadata.generation} of the ScaledJob
     * @param restartPolicy of the template; empty if absent, and then {@code OnFailure}, since a job cannot have the
     *     {@code Always} of a pod
     * @return the metadata
     */
    public static JobMetadata of(
            String scaledJob,
            Map<String, String> labels,
            Map<String, String> annotations,
            long generation,
            String restartPolicy) {
        var all = new TreeMap<String, String>(Map.of(
                "app.kubernetes.io/name", scaledJob,
                "app.kubernetes.io/part-of", scaledJob,
                "app.kubernetes.io/managed-by", "keda-operator",
                "scaledjob.keda.sh/name", scaledJob));
        List<String> excluded =
                Arrays.asList(annotations.getOrDefault(EXCLUDED, "").split("\\s*,\\s*"));
        labels.forEach((key, value) -> {
            if (!excluded.contains(key)) {
                all.put(key, value);
            }
        });
        var notes = new TreeMap<String, String>(Map.of("scaledjob.keda.sh/generation", Long.toString(generation)));
        notes.putAll(annotations);
        return new JobMetadata(scaledJob + "-", all, notes, restartPolicy.isEmpty() ? "OnFailure" : restartPolicy);
    }
}
