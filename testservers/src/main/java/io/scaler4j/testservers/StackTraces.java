package io.scaler4j.testservers;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** What a log shows of an exception: for tests that look for secrets in it. */
public final class StackTraces {

    private StackTraces() {}

    /** The stack trace with every cause; empty for no exception. */
    public static String of(@Nullable Throwable thrown) {
        var text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
