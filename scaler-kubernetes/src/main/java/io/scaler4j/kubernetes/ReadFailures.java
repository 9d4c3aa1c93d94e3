package io.scaler4j.kubernetes;

import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.scaler4j.connect.FailureTable;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.Reading;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** What an exception means, and what a user can do about it. */
final class ReadFailures {

    private static final String TOO_LATE = "%1$s did not list %2$s within %3$d ms";

    /** A sentence may name the server (1), the pods (2), how long it had (3) and the exception (4). */
    private static final FailureTable TABLE = FailureTable.builder()
            .rule(TimeoutException.class, TIMEOUT, TOO_LATE)
            .rule(InterruptedIOException.class, TIMEOUT, TOO_LATE)
            .otherwise(
                    UNAVAILABLE,
                    "%1$s did not list %2$s (%4$s); is it up, is the address right and its certificate trusted?");

    private ReadFailures() {}

    /** The failure, with the time that the caller gave. */
    static SamplingException of(Throwable thrown, PodQuery query, KubernetesConnection connection, Duration patience) {
        Throwable cause = FailureTable.unwrap(thrown);
        if (cause instanceof SamplingException told) {
            return told;
        }
        String said = connection.withoutSecrets(TABLE.describe(cause));
        Reading.Failure failure = TABLE.failure(cause, connection, query, patience.toMillis(), said);
        return new SamplingException(failure.kind(), failure.message(), failure.cause());
    }
}
