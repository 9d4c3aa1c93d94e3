package io.scaler4j.scaledobject.job;

/** {@code spec.scalingStrategy.strategy}: how jobs that run count against jobs that are wanted. */
public enum JobStrategy {
    /** Every job that runs has one of the wanted jobs' work: those are subtracted. */
    DEFAULT,
    /**
     * As {@link #DEFAULT}, with a part of the running jobs and a fixed number subtracted: see
     * {@link JobPolicy.Builder#custom}.
     */
    CUSTOM,
    /** For queues that hide a message as soon as a job has taken it: only jobs that are pending are subtracted. */
    ACCURATE,
    /** Jobs up to the maximum as long as there is work, so that no slot waits for the next turn. */
    EAGER;

    /**
     * Returns what KEDA makes of the two options. It accepts any text: what it does not know is the default strategy.
     *
     * @param word {@code spec.scalingStrategy.strategy}; empty if absent
     * @param percentage {@code customScalingRunningJobPercentage}, such as {@code 0.5}; empty if absent
     * @return {@link #CUSTOM} only with a percentage that is a number
     */
    public static JobStrategy of(String word, String percentage) {
        return switch (word) {
            case "custom" -> JobShare.of(percentage).isPresent() ? CUSTOM : DEFAULT;
            case "accurate" -> ACCURATE;
            case "eager" -> EAGER;
            default -> DEFAULT;
        };
    }
}
