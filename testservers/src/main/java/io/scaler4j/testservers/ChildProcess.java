package io.scaler4j.testservers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A process that this JVM started, with the end of its output kept for failure messages.
 *
 * <p>A daemon thread reads the output until it ends. Ending the process also waits for that thread.
 */
final class ChildProcess {
    private static final int KEPT_LINES = 200;

    private final Process process;
    private final Thread reader;
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean ended;

    private ChildProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of process " + process.pid());
        reader.setDaemon(true);
    }

    static ChildProcess start(ProcessBuilder command) throws IOException {
        ChildProcess child = new ChildProcess(command.redirectErrorStream(true).start());
        child.reader.start();
        return child;
    }

    /**
     * Waits until the process prints this line.
     *
     * @throws IllegalStateException if it ends before, or takes too long; the message holds its output
     */
    synchronized void awaitLine(String line, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!lines.contains(line)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended) {
                throw new IllegalStateException("It ended before it printed " + line + ". " + output());
            }
            if (left <= 0) {
                throw new IllegalStateException(
                        "It did not print %s within %d s. %s".formatted(line, limit.toSeconds(), output()));
            }
            wait(left);
        }
    }

    /** Asks the process to end by closing its standard input; kills it if that takes too long. */
    void stop(Duration limit) throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // then it needs no asking
        }
        if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            reader.join();
        } else {
            kill();
        }
    }

    /** Asks the process to end with a signal; kills it if that takes too long. */
    void terminate(Duration limit) throws InterruptedException {
        process.destroy();
        if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            reader.join();
        } else {
            kill();
        }
    }

    /** Throws if the process has ended; the message holds all of its output. */
    void requireRunning() throws InterruptedException {
        if (!process.isAlive()) {
            reader.join();
            throw new IllegalStateException("It ended. " + output());
        }
    }

    /** Destroys the process and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(line);
            }
        } catch (IOException destroyed) {
            // the end of a killed process
        } finally {
            end();
        }
    }

    private synchronized void keep(String line) {
        lines.add(line);
        if (lines.size() > KEPT_LINES) {
            lines.remove();
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private synchronized String output() {
        return lines.isEmpty() ? "It printed nothing." : "Its last output:\n" + String.join("\n", lines);
    }
}
