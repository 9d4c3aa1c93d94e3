package io.scaler4j;

import java.time.Duration;
import java.time.Instant;

/**
 * What a scaler is told about the read it is asked for. Time is an argument, so that a scaler needs no clock.
 *
 * @param now the time of the turn
 * @param deadline when the answer is no longer waited for
 */
public record ReadRequest(Instant now, Instant deadline) {

    /**
     * Checks that there is time left.
     *
     * @param now the time of the turn
     * @param deadline after {@code now}
     */
    public ReadRequest {
        if (!deadline.isAfter(now)) {
            throw new IllegalArgumentException("deadline must be after now (" + now + "), was " + deadline);
        }
    }

    /**
     * A request with a time limit.
     *
     * @param now the time of the turn
     * @param timeout how long the answer is waited for, more than 0
     * @return the request
     */
    public static ReadRequest of(Instant now, Duration timeout) {
        return new ReadRequest(now, now.plus(timeout));
    }

    /**
     * How long the answer is waited for, for clients that take a time limit.
     *
     * @return more than 0
     */
    public Duration timeout() {
        return Duration.between(now, deadline);
    }
}
