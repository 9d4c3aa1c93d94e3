package io.scaler4j.policy;

/**
 * The HPA's formulas from one value to a recommended count. The order of the floating-point operations is part of the
 * behaviour, because results are rounded up afterwards. Results saturate instead of wrapping.
 */
final class ReplicaCalculator {

    private ReplicaCalculator() {}

    /**
     * Value to what the desired replicas would take, where the target is a share per replica. Infinite or NaN with
     * none. The HPA divides by the reported replicas, so each surge of a rollout drifts (kubernetes/kubernetes#138505).
     */
    static double ratioPerReplica(long milli, long targetMilli, int desired) {
        return (double) milli / ((double) targetMilli * (double) desired);
    }

    /** One value against a share per replica. Within the tolerance the desired count holds instead. */
    static int perReplica(long milli, long targetMilli) {
        return ceil((double) milli / (double) targetMilli);
    }

    /** Value to wanted value, where the target is a total. */
    static double ratioInTotal(long milli, long targetMilli) {
        return (double) milli / (double) targetMilli;
    }

    /**
     * One value against a total: in proportion to the ready replicas, or from zero to the ratio itself. Within the
     * tolerance the <em>desired</em> count holds instead.
     */
    static int inTotal(double ratio, int desired, int ready) {
        return ceil(desired == 0 ? ratio : ratio * ready);
    }

    /** Rounds up; what does not fit into 32 bits saturates, and what is not a number gives 0. */
    static int ceil(double count) {
        return (int) Math.ceil(count);
    }
}
