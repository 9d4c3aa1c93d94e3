package io.scaler4j.external;

import io.scaler4j.external.grpc.GetMetricSpecResponse;
import io.scaler4j.external.grpc.MetricSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric that a server has, and its target.
 *
 * @param name the server's own name of it
 * @param target as the server names it, whether usable or not
 */
record WantedMetric(String name, double target) {

    static List<WantedMetric> of(GetMetricSpecResponse answer) {
        return answer.getMetricSpecsList().stream().map(WantedMetric::of).toList();
    }

    /** The fraction counts if it is above 0, as in KEDA. */
    private static WantedMetric of(MetricSpec spec) {
        double fraction = spec.getTargetSizeFloat();
        return new WantedMetric(spec.getMetricName(), fraction > 0 ? fraction : spec.getTargetSize());
    }

    /**
     * The metrics in their order. Of several with one name the smallest target counts, which asks for the most
     * replicas.
     */
    static Map<String, WantedMetric> byName(List<WantedMetric> metrics) {
        var byName = new LinkedHashMap<String, WantedMetric>();
        metrics.forEach(metric -> byName.merge(metric.name(), metric, WantedMetric::smaller));
        return byName;
    }

    private WantedMetric smaller(WantedMetric other) {
        return new WantedMetric(name, Math.min(target, other.target));
    }
}
