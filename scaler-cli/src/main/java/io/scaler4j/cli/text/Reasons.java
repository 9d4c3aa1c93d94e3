package io.scaler4j.cli.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be read or written, without the name of a class. */
public final class Reasons {

    private Reasons() {}

    /**
     * Returns the part of a sentence after a colon.
     *
     * @param problem of a file
     * @return without the name of the file, which the sentence has
     */
    public static String of(IOException problem) {
        if (problem instanceof NoSuchFileException) {
            return "there is no such folder or file";
        }
        if (problem instanceof AccessDeniedException) {
            return "this user may not";
        }
        return problem.getMessage() == null ? "for an unknown reason" : problem.getMessage();
    }
}
