package io.scaler4j.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.CharBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A command that runs until it is told to stop, in a thread of the test. */
final class Background implements AutoCloseable {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringWriter err = new StringWriter();
    private final AtomicInteger status = new AtomicInteger(-1);
    private final Thread thread;

    private Background(Map<String, String> environment, String... arguments) {
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintWriter(new Lines()),
                new PrintWriter(err),
                environment,
                false,
                false,
                Terminal.UNLIMITED);
        thread = new Thread(() -> status.set(Cli.run(terminal, arguments)), "command-under-test");
        thread.start();
    }

    static Background start(Map<String, String> environment, String... arguments) {
        return new Background(environment, arguments);
    }

    /** The next line that it prints. */
    String line() throws InterruptedException {
        String line = lines.poll(20, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing more was printed; on standard error: " + err);
        }
        return line;
    }

    /** Asks it to stop. */
    int stop() throws InterruptedException {
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(20));
        return status.get();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    /** Hands over whole lines. */
    private final class Lines extends Writer {

        private final StringBuilder begun = new StringBuilder();

        @Override
        public void write(char[] buffer, int offset, int length) {
            begun.append(CharBuffer.wrap(buffer, offset, length));
            for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
                lines.add(begun.substring(0, end));
                begun.delete(0, end + 1);
            }
        }

        @Override
        public void flush() {
            // lines are handed over as they end
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
