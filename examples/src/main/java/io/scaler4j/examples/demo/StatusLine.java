package io.scaler4j.examples.demo;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Keeps the line at the end of a terminal up to date. */
final class StatusLine implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Screen screen;
    private final Supplier<String> text;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "status"));

    StatusLine(Screen screen, Supplier<String> text) {
        this.screen = screen;
        this.text = text;
    }

    void start() {
        if (screen.isTerminal()) {
            clock.scheduleAtFixedRate(() -> screen.status(text.get()), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
