package io.scaler4j.examples.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM: interrupts the main thread, gives it time to tidy up, then ends the JVM with status 130. */
final class Interruption implements AutoCloseable {

    static final int STATUS = 130;

    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final Thread main = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean requested;
    private boolean ended;

    private Interruption() {}

    /** To be closed by the same thread when it has nothing more to do. */
    static Interruption listen() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "interruption"));
        return interruption;
    }

    boolean isRequested() {
        return requested;
    }

    /** From now on the main thread is not interrupted any more. */
    synchronized void end() {
        ended = true;
        Thread.interrupted();
    }

    private synchronized void interruptMain() {
        if (!ended) {
            main.interrupt();
        }
    }

    private void stop() {
        if (done.getCount() == 0) {
            return; // the JVM ends by itself
        }
        requested = true;
        interruptMain();
        try {
            boolean tidy = done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!tidy) {
                System.err.println("demo: gave up waiting for what was started to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(STATUS);
    }

    @Override
    public void close() {
        done.countDown();
    }
}
