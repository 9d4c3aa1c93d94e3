package io.scaler4j.scaledobject.job;

/** {@code spec.scalingStrategy.multipleScalersCalculation}: what several active triggers ask for together. */
public enum JobCombination {
    /** What the trigger with the longest queue asks for. */
    MAX,
    /** What the trigger with the shortest queue asks for; a queue of 0 counts only after all others. */
    MIN,
    /** The mean of the queues, and of the jobs. */
    AVG,
    /** The sum of the queues, and of the jobs. */
    SUM;

    /**
     * Returns what KEDA makes of the option.
     *
     * @param word {@code max}, {@code min}, {@code avg} or {@code sum}; any other text, also an empty one, means
     *     {@code max}
     * @return the combination
     */
    public static JobCombination of(String word) {
        return switch (word) {
            case "min" -> MIN;
            case "avg" -> AVG;
            case "sum" -> SUM;
            default -> MAX;
        };
    }

    /** Whether a trigger without a number leaves the result unknown, where MAX and SUM have a lower bound. */
    boolean needsAll() {
        return this == MIN || this == AVG;
    }
}
