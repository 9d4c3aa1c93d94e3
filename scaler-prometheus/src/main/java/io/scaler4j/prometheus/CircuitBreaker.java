package io.scaler4j.prometheus;

import io.scaler4j.connect.FailureTable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spares a server that fails: after so many failures in a row nothing is asked for a while, then a single probe; the
 * others wait for what becomes of it. Time is that of the requests. Thread-safe.
 */
final class CircuitBreaker {

    private final int failures;
    private final Duration pause;
    private final Predicate<Throwable> isFailure;
    private final Consumer<String> log;
    private int inARow;
    private @Nullable Instant openSince;
    private @Nullable Throwable reason;
    private @Nullable CompletableFuture<Void> probe;

    /**
     * A closed one.
     *
     * @param failures in a row, at which it opens
     * @param pause until a probe
     * @param isFailure whether it speaks against the server, rather than for it
     * @param log is told when it opens and closes
     */
    CircuitBreaker(int failures, Duration pause, Predicate<Throwable> isFailure, Consumer<String> log) {
        this.failures = failures;
        this.pause = pause;
        this.isFailure = isFailure;
        this.log = log;
    }

    /** It is open, and the server was not asked. */
    static final class OpenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OpenException(String message, @Nullable Throwable reason) {
            super(message, reason, false, false);
        }
    }

    /** Calls, unless it is open. */
    <T> CompletionStage<T> call(Instant now, Supplier<CompletionStage<T>> server) {
        CompletableFuture<Void> mine = null;
        CompletableFuture<Void> others;
        synchronized (this) {
            if (openSince != null && probe == null) {
                if (Duration.between(openSince, now).abs().compareTo(pause) < 0) {
                    return CompletableFuture.failedStage(open());
                }
                mine = new CompletableFuture<>();
                probe = mine;
                others = null;
            } else {
                others = probe;
            }
        }
        if (others != null) {
            return others.thenCompose(well -> observed(now, server, null));
        }
        return observed(now, server, mine);
    }

    private <T> CompletionStage<T> observed(
            Instant now, Supplier<CompletionStage<T>> server, @Nullable CompletableFuture<Void> mine) {
        CompletionStage<T> answer;
        try {
            answer = server.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        return answer.whenComplete(
                (value, thrown) -> note(now, thrown == null ? null : FailureTable.unwrap(thrown), mine));
    }

    private void note(Instant now, @Nullable Throwable thrown, @Nullable CompletableFuture<Void> mine) {
        boolean failed = thrown != null && isFailure.test(thrown);
        String message = thrown != null && failed ? failed(now, thrown, mine) : succeeded();
        if (!message.isEmpty()) {
            log.accept(message);
        }
        if (mine != null && failed && isOpen()) {
            mine.completeExceptionally(open());
        } else if (mine != null) {
            mine.complete(null);
        }
    }

    private synchronized boolean isOpen() {
        return openSince != null;
    }

    /** A probe that was overtaken by an answer is a call like any other. */
    private synchronized String failed(Instant now, Throwable thrown, @Nullable CompletableFuture<Void> mine) {
        inARow++;
        reason = thrown;
        if (mine != null && mine == probe) {
            probe = null;
            openSince = now;
        } else if (openSince == null && inARow >= failures) {
            openSince = now;
            return inARow + " requests in a row failed; it is left alone for " + pause.toMillis() + " ms";
        }
        return "";
    }

    /** Any answer shows that the server is there, whichever query it was for. */
    private synchronized String succeeded() {
        boolean wasOpen = openSince != null;
        reset();
        return wasOpen ? "it answers again" : "";
    }

    /** Forgets what was: the way to the server is another one. */
    synchronized void reset() {
        inARow = 0;
        openSince = null;
        reason = null;
        probe = null;
    }

    private synchronized OpenException open() {
        return new OpenException(
                "it failed " + inARow + " times in a row and is left alone for " + pause.toMillis()
                        + " ms at a time; see what is wrong with the server",
                reason);
    }
}
