package io.scaler4j.http.proxy;

import java.time.Duration;
import java.util.Optional;

/** What went wrong between the interceptor and a replica, before the head of an answer was sent to the client. */
enum UpstreamFailure {
    /** No connection came about, again and again, until there was no time left. */
    UNREACHABLE,
    /** The replica took longer to the head of its answer than it may. */
    RESPONSE_HEADER_TIMEOUT,
    /** The request as a whole took longer than it may. */
    REQUEST_TIMEOUT,
    /** The connection broke, or was refused in the middle. */
    BROKEN,
    /** The answer is not one of HTTP, or its head is too long. */
    BAD_RESPONSE;

    /** Without a limit of its own a request tries to connect for so long. */
    private static final Duration CONNECTING_WITHOUT_LIMIT = Duration.ofSeconds(60);

    /** How long replicas that refuse are tried again. */
    static Duration connectsFor(Optional<Duration> requestLimit) {
        return requestLimit.orElse(CONNECTING_WITHOUT_LIMIT);
    }

    /**
     * What the client gets: 504 if time ran out, else 502.
     *
     * @param hasRequestLimit whether the request has a limit of time
     */
    OwnAnswer answer(boolean hasRequestLimit) {
        return switch (this) {
            case UNREACHABLE -> hasRequestLimit ? OwnAnswer.UNREACHABLE_UNTIL_DEADLINE : OwnAnswer.UNREACHABLE;
            case RESPONSE_HEADER_TIMEOUT -> OwnAnswer.RESPONSE_HEADER_TIMEOUT;
            case REQUEST_TIMEOUT -> OwnAnswer.REQUEST_TIMEOUT;
            case BROKEN -> OwnAnswer.BACKEND_FAILED;
            case BAD_RESPONSE -> OwnAnswer.BAD_RESPONSE;
        };
    }
}
