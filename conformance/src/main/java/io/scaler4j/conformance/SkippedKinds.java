package io.scaler4j.conformance;

/** The kinds that are known and not evaluated, each with its reason. */
final class SkippedKinds {

    private SkippedKinds() {}

    static void register(Kinds kinds) {
        kubernetes(kinds);
        scaledObjects(kinds);
    }

    /** What only a controller inside of Kubernetes keeps. */
    private static void kubernetes(Kinds kinds) {
        kinds.skip("Kubernetes bookkeeping: conditions mirrored from an HPA", "hpa_health");
        kinds.skip("Kubernetes bookkeeping: patches of a stored status", "activity_status_merge", "conditions_initial");
        kinds.skip(
                "Kubernetes bookkeeping: names of metrics and objects",
                "metric_name_add_index",
                "metric_name_strip_index",
                "metric_name_match",
                "metric_trigger_pair");
        kinds.skip(
                "no second reader: one turn reads each trigger once and decides, no metrics server asks in between",
                "metric_serving",
                "fallback_cached_read");
        kinds.skip("no such label: the library counts failures by kind, not by HTTP status", "http_status_label");
        kinds.skip("a pushing source makes a turn of all triggers, no event is looked up", "push_metric_lookup");
    }

    private static void scaledObjects(Kinds kinds) {
        kinds.skip(
                "no case is known, so its fields are not either: job_cleanup says which jobs are deleted",
                "job_cleanup_counts");
    }
}
