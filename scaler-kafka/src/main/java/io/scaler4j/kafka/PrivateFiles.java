package io.scaler4j.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that a login module takes as files only: in a folder that nobody but this user may read, made when the first
 * is needed and deleted on close. Not thread-safe.
 */
final class PrivateFiles implements AutoCloseable {

    private final List<Path> files = new ArrayList<>();
    private final List<Runnable> farewells = new ArrayList<>();
    private @Nullable Path folder;

    /** Writes a file. The system's folder for temporary files is the place; on POSIX systems its mode is 700. */
    Path write(String name, byte[] content) {
        try {
            Path file = folder().resolve(name);
            Files.write(file, content);
            files.add(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + name + " for the Kafka client; check the folder that java.io.tmpdir names", e);
        }
    }

    private Path folder() throws IOException {
        Path made = folder;
        if (made == null) {
            made = Files.createTempDirectory("scaler4j-kafka-");
            folder = made;
        }
        return made;
    }

    /** Runs before the files are deleted, once. */
    void beforeDelete(Runnable farewell) {
        farewells.add(farewell);
    }

    /** Deletes all files; one that cannot be deleted keeps no other. May be called again. */
    @Override
    public void close() {
        farewells.forEach(Runnable::run);
        farewells.clear();
        var problems = new IOException("not everything could be deleted");
        files.forEach(file -> delete(file, problems));
        if (folder != null) {
            delete(folder, problems);
        }
        if (problems.getSuppressed().length > 0) {
            throw new UncheckedIOException("cannot delete secrets of the Kafka client; delete " + folder, problems);
        }
    }

    private static void delete(Path path, IOException problems) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            problems.addSuppressed(e);
        }
    }
}
