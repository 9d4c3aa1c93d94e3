package io.scaler4j.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command printed, and with what it ended.
 *
 * @param status of the process
 * @param out standard output
 * @param err standard error
 */
record Ran(int status, String out, String err) {

    /** Without a terminal. */
    static Ran of(String... args) {
        return withInput("", args);
    }

    static Ran withInput(String input, String... args) {
        return on(false, Terminal.UNLIMITED, Map.of(), input, args);
    }

    /** With a screen of so many columns. */
    static Ran onScreen(int columns, Map<String, String> environment, String... args) {
        return on(true, columns, environment, "", args);
    }

    private static Ran on(
            boolean terminal, int columns, Map<String, String> environment, String input, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int status = Cli.run(
                new Terminal(in, new PrintWriter(out), new PrintWriter(err), environment, terminal, terminal, columns),
                args);
        return new Ran(status, out.toString(), err.toString());
    }
}
