package io.scaler4j.simulation;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a recording: all of it, up to a number that can still be read. */
final class TraceProblems {

    private static final int TOLD = 10;

    private final String source;
    private final List<String> told = new ArrayList<>();
    private int found;

    /** @param source what is read, for the sentence */
    TraceProblems(String source) {
        this.source = source;
    }

    void add(String problem) {
        found++;
        if (told.size() < TOLD) {
            told.add(problem);
        }
    }

    /** Throws if there were any. */
    void check() {
        if (found > 0) {
            String rest = found > told.size() ? "\n  and " + (found - told.size()) + " more" : "";
            throw new IllegalArgumentException(source + " is no trace:\n  " + String.join("\n  ", told) + rest);
        }
    }
}
