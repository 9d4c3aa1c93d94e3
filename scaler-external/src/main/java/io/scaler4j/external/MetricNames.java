package io.scaler4j.external;

import io.scaler4j.spi.TriggerPlan;

/** The names of metrics in a cluster: KEDA puts the position of the trigger in front of the server's own name. */
final class MetricNames {

    private MetricNames() {}

    /** The name in a cluster. Unlike for other types, no character of the server's own name is replaced. */
    static String inCluster(int index, String own) {
        return prefix(index) + own;
    }

    /**
     * The server's own name.
     *
     * @throws IllegalArgumentException if the name in the cluster is not one of this trigger
     */
    static String own(int index, String inCluster) {
        String prefix = prefix(index);
        if (!inCluster.startsWith(prefix)) {
            throw new IllegalArgumentException("the metric of trigger " + index + " must have a name that begins with "
                    + prefix + ", was " + inCluster);
        }
        return inCluster.substring(prefix.length());
    }

    private static String prefix(int index) {
        return TriggerPlan.externalMetricName(index, "");
    }
}
