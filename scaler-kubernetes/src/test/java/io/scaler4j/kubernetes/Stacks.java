package io.scaler4j.kubernetes;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a log would show of an exception. */
final class Stacks {

    private Stacks() {}

    static String of(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
