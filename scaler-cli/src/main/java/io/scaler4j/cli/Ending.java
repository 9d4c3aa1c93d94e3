package io.scaler4j.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a process is told to stop. SIGTERM and SIGINT end the wait, and then the process with status 0, as soon
 * as this is closed: after what is under way.
 */
final class Ending implements AutoCloseable {

    private static final int MOST_SECONDS = 30;
    private static final Duration LOOK = Duration.ofHours(1);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopByHook, "scaler4j-stop");

    private Ending() {}

    /** From now on signals are heard. */
    static Ending onSignals() {
        var ending = new Ending();
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    private void stopByHook() {
        stop();
        try {
            if (ended.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitStatus.FINE); // not the status of the signal
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped.countDown();
    }

    /**
     * Returns whether it is to stop; waits no longer than that. An interrupt asks for the same, and is answered by it.
     */
    boolean await(Duration most) {
        try {
            return stopped.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stop();
            return true;
        }
    }

    /** Waits as long as that takes. */
    void await() {
        while (!await(LOOK)) {
            // until a signal
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // then the hook has done its work
        }
    }
}
