package io.scaler4j.kubernetes;

import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** What an exception means, and what a user can do about it. */
final class ReadFailures {

    private ReadFailures() {}

    /** The failure, with the time that the one who asked had. */
    static SamplingException of(Throwable thrown, PodQuery query, KubernetesConnection connection, Duration patience) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof SamplingException told) {
            return told;
        }
        if (cause instanceof TimeoutException || cause instanceof InterruptedIOException) {
            return new SamplingException(
                    Kind.TIMEOUT,
                    connection + " did not list " + query + " within " + patience.toMillis() + " ms",
                    cause);
        }
        return new SamplingException(
                Kind.UNAVAILABLE,
                connection + " did not list " + query + " (" + connection.withoutSecrets(String.valueOf(cause))
                        + "); is it up, is the address right and its certificate trusted?",
                cause);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
