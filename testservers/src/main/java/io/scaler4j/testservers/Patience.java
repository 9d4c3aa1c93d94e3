package io.scaler4j.testservers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RetriableException;

/** Asks again until the answer is yes, with a limit. For servers that report no event to wait for. */
final class Patience {
    private static final long PAUSE_MILLIS = 20;

    private Patience() {}

    /**
     * Returns when the condition holds. Failures that Kafka calls retriable count as no.
     *
     * @param what completes the sentence "It did not ... within 30 s."
     * @throws IllegalStateException if the limit passes first, or the condition fails
     */
    static void await(String what, Duration limit, Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (ExecutionException e) {
                last = retriable(what, e);
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("It did not " + what + ": " + e.getMessage(), e);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("It did not %s within %d s.".formatted(what, limit.toSeconds()), last);
    }

    private static Exception retriable(String what, ExecutionException failed) {
        if (failed.getCause() instanceof RetriableException again) {
            return again;
        }
        throw new IllegalStateException("It did not " + what + ": " + failed.getMessage(), failed);
    }
}
