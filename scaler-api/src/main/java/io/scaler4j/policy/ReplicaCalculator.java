package io.scaler4j.policy;

/**
 * The HPA's formulas from one value to a proposed count. The order of the floating-point operations is part of the
 * behaviour, because results are rounded up afterwards. Results saturate instead of wrapping.
 */
final class ReplicaCalculator {

    private ReplicaCalculator() {}

    /** Value to wanted value, where the target is a share per replica. Infinite or NaN with no replica reported. */
    static double ratioPerReplica(long milli, long targetMilli, int reported) {
        return (double) milli / ((double) targetMilli * (double) reported);
    }

    /** One value against a share per replica. Holds at the <em>reported</em> count within the tolerance. */
    static int perReplica(long milli, long targetMilli, int reported, boolean within) {
        return within ? reported : ceil((double) milli / (double) targetMilli);
    }

    /** Value to wanted value, where the target is a total. */
    static double ratioInTotal(long milli, long targetMilli) {
        return (double) milli / (double) targetMilli;
    }

    /** One value against a total: in proportion to the ready replicas, or from zero to the ratio itself. */
    static int inTotal(double ratio, int desired, int ready, boolean within) {
        if (desired == 0) {
            return ceil(ratio);
        }
        return within ? desired : ceil(ratio * ready);
    }

    /** Rounds up; what does not fit into 32 bits saturates, and what is not a number gives 0. */
    static int ceil(double count) {
        return (int) Math.ceil(count);
    }
}
