package io.scaler4j.conformance;

/** What became of a case. */
sealed interface Verdict {

    record Passed() implements Verdict {}

    record Failed(String expected, String actual) implements Verdict {}

    record Skipped(String reason) implements Verdict {}
}
