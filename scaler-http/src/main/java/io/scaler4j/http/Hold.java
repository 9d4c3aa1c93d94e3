package io.scaler4j.http;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.time.Duration;

/**
 * How many requests of a target wait while no replica can take them, and for how long. A request beyond a limit is
 * refused at once, so that a target that never comes does not fill the memory.
 *
 * <pre>{@code
 * Hold.atMost(200).upTo(Duration.ofSeconds(10)).overflow(Hold.Overflow.PLACEHOLDER)
 * }</pre>
 *
 * @param requests the most requests that wait; 0 refuses every request that would wait
 * @param bytes the most bytes that waiting requests keep in memory, as their callers tell
 * @param time how long a request waits, unless it says so itself
 * @param overflow what a request beyond the limit gets
 */
public record Hold(int requests, long bytes, Duration time, Overflow overflow) {

    /** What a request beyond the limit gets. */
    public enum Overflow {
        /** A refusal: status 503 with {@code Retry-After}. */
        REJECT,
        /** The route's placeholder, if it has one. */
        PLACEHOLDER
    }

    /** At most 1,000 requests and 64 MiB, up to 30 s; others are rejected. */
    public static final Hold DEFAULT = atMost(1000);

    /**
     * Checks the limits.
     *
     * @param requests at least 0
     * @param bytes at least 0
     * @param time more than 0
     * @param overflow not null
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public Hold {
        var problems = Problems.of("hold");
        problems.check(requests >= 0, "requests must be at least 0, were " + requests);
        problems.check(bytes >= 0, "bytes must be at least 0, were " + bytes);
        if (problems.given("time", time)) {
            problems.check(!time.isNegative() && !time.isZero(), "time must be more than 0, was " + time);
        }
        problems.given("overflow", overflow);
        problems.throwIfAny();
    }

    /**
     * Returns limits with a number of requests.
     *
     * @param requests at least 0
     * @return at most 64 MiB and 30 s, others are rejected
     */
    public static Hold atMost(int requests) {
        return new Hold(requests, 64L << 20, Duration.ofSeconds(30), Overflow.REJECT);
    }

    /**
     * Returns a copy with another time limit.
     *
     * @param limit more than 0
     * @return a copy
     */
    public Hold upTo(Duration limit) {
        return new Hold(requests, bytes, limit, overflow);
    }

    /**
     * Returns a copy with another limit of bytes.
     *
     * @param most at least 0
     * @return a copy
     */
    public Hold bytes(long most) {
        return new Hold(requests, most, time, overflow);
    }

    /**
     * Returns a copy that gives something else to requests beyond the limit.
     *
     * @param instead what they get
     * @return a copy
     */
    public Hold overflow(Overflow instead) {
        return new Hold(requests, bytes, time, instead);
    }
}
