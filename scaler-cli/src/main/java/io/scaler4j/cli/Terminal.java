package io.scaler4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command reads and writes, and what it may assume of the reader's screen. The launcher script tells with
 * system properties whether the streams are a terminal and how wide it is; without them, none is.
 *
 * @param in standard input
 * @param out for results alone
 * @param err for problems and progress
 * @param environment variables of the process
 * @param outIsTerminal whether a person reads the results
 * @param errIsTerminal whether a person reads the progress
 * @param columns the width for text; {@link #UNLIMITED} where nobody reads it on a screen
 */
record Terminal(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns) {

    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int DEFAULT_COLUMNS = 80;
    private static final int LEAST_COLUMNS = 60;
    private static final int MOST_HELP_COLUMNS = 120;

    static Terminal ofProcess() {
        boolean out = Boolean.getBoolean("scaler4j.out.terminal");
        int told = Integer.getInteger("scaler4j.columns", 0);
        int columns = told > 0 ? Math.max(LEAST_COLUMNS, told) : DEFAULT_COLUMNS;
        return new Terminal(
                System.in,
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                out,
                Boolean.getBoolean("scaler4j.err.terminal"),
                out ? columns : UNLIMITED);
    }

    /** Colours are for people, and not for those who set {@code NO_COLOR}. */
    Ansi colours() {
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return outIsTerminal && !unwanted ? Ansi.ON : Ansi.OFF;
    }

    int helpColumns() {
        return Math.min(columns == UNLIMITED ? DEFAULT_COLUMNS : columns, MOST_HELP_COLUMNS);
    }

    /** Standard input as UTF-8 text. */
    String readInput() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
