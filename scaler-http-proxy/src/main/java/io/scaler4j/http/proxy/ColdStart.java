package io.scaler4j.http.proxy;

import io.scaler4j.http.Hold;
import java.util.Optional;

/** What a request gets to know of a cold start. */
final class ColdStart {

    /** On an answer of a replica: {@code true} if the request has waited for one. */
    static final String HEADER = "X-KEDA-HTTP-Cold-Start";

    private ColdStart() {}

    /** The value of {@link #HEADER}; empty for none. Answers of a fallback and our own never have it. */
    static Optional<String> header(boolean enabled, boolean waited) {
        return enabled ? Optional.of(Boolean.toString(waited)) : Optional.empty();
    }

    /** What a request gets in place of waiting; empty if it waits, or need not wait. */
    static Optional<StaticResponse> placeholderAtOnce(
            Optional<StaticResponse> placeholder, Hold.Overflow overflow, boolean ready) {
        return ready || overflow == Hold.Overflow.PLACEHOLDER ? Optional.empty() : placeholder;
    }
}
