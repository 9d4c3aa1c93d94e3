package io.scaler4j.recorder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;

/** Says why a file could not be used: exceptions of a file system have nothing but the path in their message. */
final class IoReasons {

    private IoReasons() {}

    static String of(Exception problem) {
        if (problem instanceof FileSystemException file) {
            return file.getFile() + " " + reason(file);
        }
        if (problem instanceof ReadOnlyFileSystemException) {
            return "the file system is read-only";
        }
        return problem instanceof IOException && problem.getMessage() != null
                ? problem.getMessage()
                : problem.toString();
    }

    private static String reason(FileSystemException problem) {
        if (problem instanceof AccessDeniedException) {
            return "may not be used, permission is denied";
        }
        if (problem instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (problem instanceof FileAlreadyExistsException || problem instanceof NotDirectoryException) {
            return "is there already and is not a directory";
        }
        if (problem instanceof DirectoryNotEmptyException) {
            return "is a directory that is not empty";
        }
        String reason = problem.getReason();
        return reason == null ? "failed with a " + problem.getClass().getSimpleName() : "failed: " + reason;
    }
}
