package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger asks for once it has failed for too long. Until then its failures hold the target: nothing shrinks.
 * KEDA: the block {@code fallback} of a {@code ScaledObject}; here each trigger may have its own.
 *
 * <p>An engaged fallback takes part like a reading, except that it asks for its count exactly: no ratio, no tolerance.
 * It is the only way for a failing trigger to ask for fewer replicas. It counts as active if its count is above 0. The
 * first usable reading ends it; {@code NOT_YET} neither counts as a failure nor ends a run of failures.
 *
 * <pre>{@code
 * Fallback.replicas(10).behavior(FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER).afterFailures(5)
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Fallback {

    private static final int DEFAULT_FAILURES = 3;

    private final int replicas;
    private final FallbackBehavior behavior;
    private final int failures;
    private final @Nullable Duration failingFor;

    private Fallback(int replicas, FallbackBehavior behavior, int failures, @Nullable Duration failingFor) {
        this.replicas = replicas;
        this.behavior = behavior;
        this.failures = failures;
        this.failingFor = failingFor;
    }

    /**
     * A fallback to this count, after more than 3 failed reads in a row.
     *
     * @param replicas KEDA: {@code fallback.replicas}; at least 0
     * @return the fallback
     * @throws IllegalArgumentException if negative
     */
    public static Fallback replicas(int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("fallback replicas must be at least 0, were " + replicas);
        }
        return new Fallback(replicas, FallbackBehavior.STATIC, DEFAULT_FAILURES, null);
    }

    /**
     * The same with another behavior.
     *
     * @param behavior KEDA: {@code fallback.behavior}. Default {@link FallbackBehavior#STATIC}
     * @return a copy
     */
    public Fallback behavior(FallbackBehavior behavior) {
        if (behavior == null) {
            throw new IllegalArgumentException("fallback behavior must not be null");
        }
        return new Fallback(replicas, behavior, failures, failingFor);
    }

    /**
     * Engages once a run of failures is longer than this. Replaces {@link #afterFailingFor}.
     *
     * @param threshold KEDA: {@code fallback.failureThreshold}; at least 0, with 0 the first failure engages it.
     *     Default 3
     * @return a copy
     * @throws IllegalArgumentException if negative
     */
    public Fallback afterFailures(int threshold) {
        if (threshold < 0) {
            throw new IllegalArgumentException("fallback failure threshold must be at least 0, was " + threshold);
        }
        return new Fallback(replicas, behavior, threshold, null);
    }

    /**
     * Engages once the first failure of a run is older than this. Replaces {@link #afterFailures}. KEDA counts only.
     *
     * @param duration at least 0
     * @return a copy
     * @throws IllegalArgumentException if negative
     */
    public Fallback afterFailingFor(Duration duration) {
        if (duration == null) {
            throw new IllegalArgumentException("the time before a fallback engages must not be null");
        }
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "the time before a fallback engages must be at least 0 s, was " + Texts.of(duration));
        }
        return new Fallback(replicas, behavior, failures, duration);
    }

    /**
     * The count that the behavior applies to.
     *
     * @return at least 0
     */
    public int replicas() {
        return replicas;
    }

    /**
     * What the count means.
     *
     * @return {@link FallbackBehavior#STATIC} unless said otherwise
     */
    public FallbackBehavior behavior() {
        return behavior;
    }

    /**
     * How many failures in a row do not engage it yet.
     *
     * @return 3 unless said otherwise; it plays no role beside {@link #failingFor()}
     */
    public int failureThreshold() {
        return failures;
    }

    /**
     * How long a run of failures does not engage it yet.
     *
     * @return empty if failures are counted
     */
    public Optional<Duration> failingFor() {
        return Optional.ofNullable(failingFor);
    }

    /** Whether this run of failures is long enough; strictly more than the threshold. */
    boolean isEngagedBy(FailureRun run, long at) {
        return failingFor == null ? run.failures() > failures : Micros.minus(at, run.since()) > Micros.of(failingFor);
    }

    /** The count it asks for. */
    int recommendation(int current) {
        return switch (behavior) {
            case STATIC, FORMULA -> replicas;
            case CURRENT_REPLICAS -> current;
            case CURRENT_REPLICAS_IF_HIGHER -> Math.max(current, replicas);
            case CURRENT_REPLICAS_IF_LOWER -> Math.min(current, replicas);
        };
    }

    /**
     * What KEDA serves to the HPA in place of the failed value, so that the HPA arrives at the count; cut to
     * thousandths. Nothing for samples, and where no replica is ready to share a total.
     */
    static OptionalLong servedMilli(MetricTarget target, int recommended, int ready) {
        if (target instanceof MetricTarget.AverageValue average) {
            return OptionalLong.of(Saturating.times(average.milli(), recommended));
        }
        return target instanceof MetricTarget.Value total && ready > 0
                ? OptionalLong.of(Saturating.times(total.milli(), recommended) / ready)
                : OptionalLong.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fallback that
                && replicas == that.replicas
                && behavior == that.behavior
                && failures == that.failures
                && Objects.equals(failingFor, that.failingFor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(replicas, behavior, failures, failingFor);
    }

    @Override
    public String toString() {
        String count = behavior == FallbackBehavior.CURRENT_REPLICAS ? "" : " " + replicas;
        String when = failingFor == null ? failures + " failures" : Texts.of(failingFor) + " of failures";
        return "fallback " + behavior + count + " after more than " + when;
    }
}
