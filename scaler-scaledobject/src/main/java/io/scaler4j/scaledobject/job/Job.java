package io.scaler4j.scaledobject.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A job as Kubernetes lists it.
 *
 * @param name its name
 * @param outcome whether and how it has finished
 * @param finishedAt when it finished; empty if it has not, or if nothing says when
 * @param pods its pods; empty if they could not be listed
 */
public record Job(String name, Outcome outcome, Optional<Instant> finishedAt, Optional<List<Pod>> pods) {

    /** Whether and how a job has finished. */
    public enum Outcome {
        /** It runs, or waits to run. */
        UNFINISHED,
        /** It has the condition {@code Complete}. */
        COMPLETE,
        /** It has the condition {@code Failed}. */
        FAILED;

        /**
         * Returns the outcome that the conditions of a job say.
         *
         * @param trueConditions types of the conditions whose status is {@code True}, in their order
         * @return the first of {@code Complete} and {@code Failed}, or {@link #UNFINISHED}
         */
        public static Outcome of(List<String> trueConditions) {
            for (String condition : trueConditions) {
                if (condition.equals("Complete")) {
                    return COMPLETE;
                }
                if (condition.equals("Failed")) {
                    return FAILED;
                }
            }
            return UNFINISHED;
        }
    }

    /**
     * A pod of a job.
     *
     * @param phase {@code status.phase}, such as {@code Running}; empty if absent
     * @param trueConditions types of the conditions whose status is {@code True}; unmodifiable
     */
    public record Pod(String phase, Set<String> trueConditions) {

        /**
         * Copies the set.
         *
         * @param phase not null
         * @param trueConditions not null
         */
        public Pod {
            Objects.requireNonNull(phase, "phase must not be null; it is empty if absent");
            trueConditions = Set.copyOf(trueConditions);
        }
    }

    /**
     * Copies the list.
     *
     * @param name not null
     * @param outcome not null
     * @param finishedAt not null
     * @param pods not null
     */
    public Job {
        Objects.requireNonNull(name, "name must not be null; it tells jobs apart");
        Objects.requireNonNull(outcome, "outcome must not be null; it is UNFINISHED for a job that runs");
        pods = pods.map(List::copyOf);
    }

    /** {@return whether it has an outcome} */
    public boolean isFinished() {
        return outcome != Outcome.UNFINISHED;
    }

    /**
     * Whether it has not begun to work: no pod runs or has succeeded. With conditions, no single pod has all of them. A
     * job whose pods are unknown may be pending, so it counts.
     */
    boolean isPending(List<String> conditions) {
        return !isFinished()
                && pods.orElse(List.of()).stream()
                        .noneMatch(pod -> conditions.isEmpty()
                                ? pod.phase().equals("Running") || pod.phase().equals("Succeeded")
                                : pod.trueConditions().containsAll(conditions));
    }
}
