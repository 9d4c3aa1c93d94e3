package io.scaler4j.cli.lint;

import io.scaler4j.scaledobject.check.Finding;

/** How bad a finding is in the words of linters, the worst first. */
public enum Severity {
    /** A cluster or a source refuses it. */
    ERROR("error", "error"),
    /** It is legal and seldom meant. */
    WARNING("warning", "warning"),
    /** It is legal, and cannot run on this machine as it is. */
    INFO("info", "notice"),
    /** No finding has it. */
    NEVER("never", "");

    private final String text;
    private final String github;

    Severity(String text, String github) {
        this.text = text;
        this.github = github;
    }

    /**
     * Returns the severity of a finding.
     *
     * @param finding of the library
     * @return not {@link #NEVER}
     */
    public static Severity of(Finding finding) {
        return switch (finding.severity()) {
            case INVALID -> ERROR;
            case LINT -> WARNING;
            case NOT_RUNNABLE -> INFO;
        };
    }

    /** {@return the word for it} */
    public String text() {
        return text;
    }

    /** The word that GitHub has for it. */
    String github() {
        return github;
    }
}
