package io.scaler4j;

import io.scaler4j.policy.Decision;
import java.time.Duration;
import java.time.Instant;

/**
 * What a target is told about the change it is asked for. Time is an argument, so that a target needs no clock.
 *
 * @param replicas the wanted count, at least 0
 * @param decision the decision behind it
 * @param now the time of the request
 * @param deadline when the answer is no longer waited for
 */
public record ScaleRequest(int replicas, Decision decision, Instant now, Instant deadline) {

    /**
     * Checks that the count is one and that there is time left.
     *
     * @param replicas the wanted count, at least 0
     * @param decision the decision behind it
     * @param now the time of the request
     * @param deadline after {@code now}
     */
    public ScaleRequest {
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas must be at least 0, was " + replicas);
        }
        if (!deadline.isAfter(now)) {
            throw new IllegalArgumentException("deadline must be after now (" + now + "), was " + deadline);
        }
    }

    /**
     * Asks for the count of a decision.
     *
     * @param decision what to carry out
     * @param now the time of the request
     * @param timeout how long the answer is waited for, more than 0
     * @return the request
     */
    public static ScaleRequest of(Decision decision, Instant now, Duration timeout) {
        return new ScaleRequest(decision.to(), decision, now, now.plus(timeout));
    }

    /** {@return how long the answer is waited for, more than 0, for clients that take a time limit} */
    public Duration timeout() {
        return Duration.between(now, deadline);
    }
}
