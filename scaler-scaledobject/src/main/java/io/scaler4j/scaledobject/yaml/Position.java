package io.scaler4j.scaledobject.yaml;

import java.util.Objects;

/**
 * A place in a file.
 *
 * @param file the file's name as it was given; empty for a text without one
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record Position(String file, int line, int column) implements Comparable<Position> {

    /**
     * Checks the parts.
     *
     * @param file not null
     * @param line at least 1
     * @param column at least 1
     */
    public Position {
        Objects.requireNonNull(file, "file must not be null; it is empty for a text without one");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "line and column must be at least 1, were " + line + " and " + column + "; both count from 1");
        }
    }

    @Override
    public int compareTo(Position other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** As compilers print it: {@code orders.yaml:12:3}. */
    @Override
    public String toString() {
        return (file.isEmpty() ? "" : file + ":") + line + ":" + column;
    }
}
