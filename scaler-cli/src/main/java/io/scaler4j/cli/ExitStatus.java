package io.scaler4j.cli;

/** With what the process ends. */
final class ExitStatus {

    static final int FINE = 0;
    /** Findings at or above the limit, a difference, or a missed objective. */
    static final int FOUND = 1;

    static final int MISUSE = 2;
    /** A source cannot be reached, or a file cannot be read. */
    static final int NOT_RUN = 3;

    private ExitStatus() {}
}
