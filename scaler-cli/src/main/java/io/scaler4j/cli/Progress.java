package io.scaler4j.cli;

import io.scaler4j.simulation.Load;
import java.time.Duration;

/** How far a simulation is, on a terminal alone, and not for those that end at once. */
final class Progress implements AutoCloseable {

    private static final long QUIET_NANOS = 500_000_000;
    private static final int WIDTH = 30;
    private static final int PERCENT = 100;

    private final Terminal terminal;
    private final double length;
    private final long begun = System.nanoTime();
    private int shown = -1;

    Progress(Terminal terminal, Duration length) {
        this.terminal = terminal;
        this.length = length.toNanos();
    }

    /** The same load, whose reads tell how far it is. */
    Load watching(Load load) {
        return !terminal.errIsTerminal()
                ? load
                : elapsed -> {
                    show(elapsed.toNanos() / length);
                    return load.at(elapsed);
                };
    }

    void show(double share) {
        int percent = (int) Math.min(PERCENT, PERCENT * share);
        if (terminal.errIsTerminal() && percent > shown && System.nanoTime() - begun > QUIET_NANOS) {
            shown = percent;
            int done = percent * WIDTH / PERCENT;
            terminal.err().print("\r[" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] " + percent + " %");
            terminal.err().flush();
        }
    }

    @Override
    public void close() {
        if (shown >= 0) {
            terminal.err().print("\r" + " ".repeat(WIDTH + 10) + "\r");
            terminal.err().flush();
        }
    }
}
