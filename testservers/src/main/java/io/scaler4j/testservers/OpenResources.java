package io.scaler4j.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a client leaves in the JVM while it is open, for tests that look for leaks. */
public final class OpenResources {

    private OpenResources() {}

    /** Counts the threads whose names begin so. */
    public static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    /** Counts the open sockets of the JVM; 0 where the system does not tell. */
    public static long sockets() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(OpenResources::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Counts what the JVM holds open that is no file: sockets, pipes, and what waits for them. Empty where the system
     * does not tell.
     */
    public static OptionalLong descriptors() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return OptionalLong.empty();
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return OptionalLong.of(all.filter(each -> !isFile(each)).count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files come and go with the classes that are loaded. */
    private static boolean isFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("/");
        } catch (IOException closedMeanwhile) {
            return true;
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
