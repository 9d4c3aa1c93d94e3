package io.scaler4j;

import io.scaler4j.metric.Reading;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns whatever a scaler does into a reading. */
final class Readings {

    /** Executors say this with the addresses of their objects, which differ each time. */
    private static final String REJECTED =
            "the executor took no task for it, because it is shut down or has no room left";

    private Readings() {}

    /** Reads, and makes a failure of an exception. An interrupt is kept. */
    static Reading of(Scaler scaler, ReadRequest request) {
        try {
            return orFailure(scaler.read(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure(e);
        } catch (Exception | LinkageError | AssertionError | VirtualMachineError e) {
            return failure(e);
        }
    }

    /** A scaler that answers null has a bug; that is no reason to lose the turn. */
    static Reading orFailure(@Nullable Reading reading) {
        return reading == null
                ? Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the scaler answered null instead of a reading")
                : reading;
    }

    static Reading failure(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        var kind = cause instanceof TimeoutException ? Reading.Failure.Kind.TIMEOUT : Reading.Failure.Kind.UNAVAILABLE;
        return Reading.failure(kind, describe(cause), cause);
    }

    /** Of a read whose time is over; its sentence says all. */
    static Reading late(TimeoutException late) {
        return Reading.failure(Reading.Failure.Kind.TIMEOUT, String.valueOf(late.getMessage()));
    }

    static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The exception's own sentence, or its name where it says nothing. */
    static String describe(Throwable thrown) {
        if (thrown instanceof RejectedExecutionException) {
            return REJECTED;
        }
        String name = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }
}
