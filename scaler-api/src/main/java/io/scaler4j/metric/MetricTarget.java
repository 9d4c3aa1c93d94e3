package io.scaler4j.metric;

import java.util.Objects;

/**
 * What is wanted of a metric, in the three forms of {@code autoscaling/v2}.
 *
 * <p>Which formula applies follows from the form and from what the scaler reads (a value or samples per replica); see
 * {@link io.scaler4j.policy.ScalingPolicy}. A target is positive and at least one thousandth after rounding. The set of
 * forms is closed: switch over it exhaustively.
 */
public sealed interface MetricTarget {

    /**
     * So much of the total for each replica: a queue of 740 with 50 per replica asks for 15.
     *
     * @param perReplica the share of one replica, in the metric's unit
     */
    record AverageValue(double perReplica) implements MetricTarget {
        /**
         * Checks the share.
         *
         * @param perReplica positive, at least 0.001 after rounding
         */
        public AverageValue {
            requireUsable("average value", perReplica);
        }

        @Override
        public String toString() {
            return MilliUnits.toText(milli()) + " per replica";
        }

        /**
         * The share in thousandths.
         *
         * @return at least 1
         */
        public long milli() {
            return MilliUnits.of(perReplica);
        }
    }

    /**
     * One number for the whole target, reached by scaling in proportion: at a latency of 300 ms against a target of 200
     * ms, 4 ready replicas become 6.
     *
     * @param total the wanted number, in the metric's unit
     */
    record Value(double total) implements MetricTarget {
        /**
         * Checks the number.
         *
         * @param total positive, at least 0.001 after rounding
         */
        public Value {
            requireUsable("value", total);
        }

        @Override
        public String toString() {
            return MilliUnits.toText(milli()) + " in total";
        }

        /**
         * The wanted number in thousandths.
         *
         * @return at least 1
         */
        public long milli() {
            return MilliUnits.of(total);
        }
    }

    /**
     * Use of a resource in percent of what each replica requests; 100 means fully used, more is possible.
     *
     * @param percent at least 1
     */
    record Utilization(int percent) implements MetricTarget {
        /**
         * Checks the percentage.
         *
         * @param percent at least 1
         */
        public Utilization {
            if (percent < 1) {
                throw new IllegalArgumentException("utilization target must be at least 1 %, was " + percent);
            }
        }

        @Override
        public String toString() {
            return percent + " %";
        }
    }

    /**
     * So much of the total for each replica; the usual form for queues and request rates.
     *
     * @param perReplica positive, at least 0.001 after rounding
     * @return the target
     * @throws IllegalArgumentException if it is not
     */
    static AverageValue averageValue(double perReplica) {
        return new AverageValue(perReplica);
    }

    /**
     * So much of the total for each replica, as {@link #averageValue(double)}, with a number of any type. Kotlin needs
     * this, which makes no {@code Double} of an {@code Int}.
     *
     * @param perReplica positive, at least 0.001 after rounding, taken as a double
     * @return the target
     * @throws IllegalArgumentException if it is not
     */
    static AverageValue averageValue(Number perReplica) {
        Objects.requireNonNull(perReplica, "perReplica must not be null; give the share of one replica");
        return averageValue(perReplica.doubleValue());
    }

    /**
     * One number for the whole target; the form for latencies and other averages.
     *
     * @param total positive, at least 0.001 after rounding
     * @return the target
     * @throws IllegalArgumentException if it is not
     */
    static Value value(double total) {
        return new Value(total);
    }

    /**
     * One number for the whole target, as {@link #value(double)}, with a number of any type.
     *
     * @param total positive, at least 0.001 after rounding, taken as a double
     * @return the target
     * @throws IllegalArgumentException if it is not
     */
    static Value value(Number total) {
        Objects.requireNonNull(total, "total must not be null; give the wanted number");
        return value(total.doubleValue());
    }

    /**
     * Use in percent of the request.
     *
     * @param percent at least 1
     * @return the target
     * @throws IllegalArgumentException if it is less
     */
    static Utilization utilization(int percent) {
        return new Utilization(percent);
    }

    private static void requireUsable(String form, double number) {
        if (!Double.isFinite(number) || number <= 0 || MilliUnits.of(number) == 0) {
            throw new IllegalArgumentException(
                    form + " target must be a finite number of at least 0.001, was " + number);
        }
    }
}
