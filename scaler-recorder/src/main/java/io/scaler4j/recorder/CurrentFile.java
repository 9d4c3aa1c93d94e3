package io.scaler4j.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The file that is written to: whole lines or nothing. */
final class CurrentFile implements Closeable {

    /** Opens a file to be written, in place of which tests put one that fails. */
    interface Opener {
        CurrentFile open(Path file) throws IOException;
    }

    private final RandomAccessFile file;
    private long size;
    private boolean damaged;

    CurrentFile(RandomAccessFile file) throws IOException {
        this.file = file;
        size = file.length();
        file.seek(size);
    }

    static CurrentFile open(Path path) throws IOException {
        var file = new RandomAccessFile(path.toFile(), "rw");
        try {
            return new CurrentFile(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    /** Whether half a line is at its end, after which there must not be another. */
    boolean isDamaged() {
        return damaged;
    }

    /** Appends in one write, which the operating system has then; what fails half-way is taken back. */
    void append(byte[] lines) throws IOException {
        try {
            file.write(lines);
            size += lines.length;
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
    }

    private void takeBack(IOException problem) {
        try {
            file.setLength(size);
            file.seek(size);
        } catch (IOException e) {
            damaged = true;
            problem.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
