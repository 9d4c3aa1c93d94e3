package io.scaler4j.conformance;

/** What became of a case. */
sealed interface Verdict {

    record Passed() implements Verdict {}

    /** What can be asked through a decision came out as expected; the rest cannot be asked so. */
    record PassedInPart(String reason) implements Verdict {}

    record Failed(String expected, String actual) implements Verdict {}

    record Skipped(String reason) implements Verdict {}
}
