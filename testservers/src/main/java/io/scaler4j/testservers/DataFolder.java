package io.scaler4j.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one server's data, made when the server is made and deleted when it is closed. */
record DataFolder(Path path) {
    static DataFolder create(String server) {
        try {
            return new DataFolder(Files.createTempDirectory(prefix(server)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make a data folder for " + server + "; check the folder that java.io.tmpdir names.", e);
        }
    }

    /** {@return how the names of such folders of this JVM begin} */
    static String prefix(String server) {
        return "scaler4j-" + server + "-" + ProcessHandle.current().pid() + "-";
    }

    void delete() {
        if (Files.notExists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path each : leavesFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path + "; delete it by hand.", e);
        }
    }
}
