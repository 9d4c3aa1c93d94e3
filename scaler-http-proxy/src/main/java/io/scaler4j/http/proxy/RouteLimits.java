package io.scaler4j.http.proxy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.time.Duration;
import java.util.Optional;

/**
 * The time limits of one route. What is empty is taken from the interceptor's {@link InterceptorLimits}; zero switches
 * the limit off for this route.
 *
 * <pre>{@code
 * RouteLimits.DEFAULT.request(Duration.ofSeconds(60)).responseHeader(Duration.ZERO)
 * }</pre>
 *
 * @param readiness how long a request waits for a replica; with zero, as long as the route's
 *     {@link io.scaler4j.http.Hold} allows
 * @param request how long a request takes as a whole, from its arrival to the last byte of its answer
 * @param responseHeader how long a replica takes to the head of its answer, after it has got the request
 */
public record RouteLimits(Optional<Duration> readiness, Optional<Duration> request, Optional<Duration> responseHeader) {

    /** All limits are those of the interceptor. */
    public static final RouteLimits DEFAULT = new RouteLimits(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Checks the limits.
     *
     * @param readiness at least 0
     * @param request at least 0
     * @param responseHeader at least 0
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public RouteLimits {
        var problems = Problems.of("limits of a route");
        check("readiness", readiness, problems);
        check("request", request, problems);
        check("responseHeader", responseHeader, problems);
        problems.throwIfAny();
    }

    private static void check(String option, Optional<Duration> limit, Problems problems) {
        limit.ifPresent(time -> problems.check(
                !time.isNegative(), option + " must be at least 0, was " + time + "; 0 switches the limit off"));
    }

    /**
     * Returns a copy with another limit for the wait for a replica.
     *
     * @param limit at least 0
     * @return a copy
     */
    public RouteLimits readiness(Duration limit) {
        return new RouteLimits(Optional.of(limit), request, responseHeader);
    }

    /**
     * Returns a copy with another limit for a request as a whole.
     *
     * @param limit at least 0
     * @return a copy
     */
    public RouteLimits request(Duration limit) {
        return new RouteLimits(readiness, Optional.of(limit), responseHeader);
    }

    /**
     * Returns a copy with another limit for the head of an answer.
     *
     * @param limit at least 0
     * @return a copy
     */
    public RouteLimits responseHeader(Duration limit) {
        return new RouteLimits(readiness, request, Optional.of(limit));
    }

    /** What applies to a request: these limits, and where one is empty that of the interceptor. */
    Effective over(InterceptorLimits all) {
        return new Effective(
                readiness.orElse(all.readiness()),
                unlessZero(request.orElse(all.request())),
                unlessZero(responseHeader.orElse(all.responseHeader())));
    }

    private static Optional<Duration> unlessZero(Duration limit) {
        return limit.isZero() ? Optional.empty() : Optional.of(limit);
    }

    /**
     * The limits of one request.
     *
     * @param readiness 0 for as long as the hold allows, as {@link io.scaler4j.http.WaitLimit#of} takes it
     * @param request empty for no limit
     * @param responseHeader empty for no limit
     */
    record Effective(Duration readiness, Optional<Duration> request, Optional<Duration> responseHeader) {}
}
