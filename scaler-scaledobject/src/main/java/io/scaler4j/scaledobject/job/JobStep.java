package io.scaler4j.scaledobject.job;

import java.util.Objects;

/**
 * One step of a decision about jobs. A limit that held the number back has a step.
 *
 * @param stage what the step does
 * @param from the number of jobs to create before it, at least 0
 * @param to the number after it, at least 0
 * @param because why, as a short clause for people; its wording may change
 */
public record JobStep(Stage stage, int from, int to, String because) {

    /** The stages of a decision about jobs, in the order in which they run. */
    public enum Stage {
        /** What the active triggers ask for together. */
        RECOMMEND,
        /** No more than the maximum leaves. */
        MAXIMUM,
        /** Fewer jobs run than the minimum: those that are missing are created, and nothing else. */
        MINIMUM,
        /** The strategy takes off what runs already. */
        STRATEGY,
        /** No more jobs than the queue is long. */
        QUEUE,
        /** Not enough is known to create a job. */
        UNKNOWN
    }

    /**
     * Checks the parts.
     *
     * @param stage not null
     * @param from at least 0
     * @param to at least 0
     * @param because not null
     */
    public JobStep {
        Objects.requireNonNull(stage, "stage must not be null; it says what the step does");
        Objects.requireNonNull(because, "because must not be null; it says why");
    }

    @Override
    public String toString() {
        return stage + " " + from + " -> " + to + " " + because;
    }
}
