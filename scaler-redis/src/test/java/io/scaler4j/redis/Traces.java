package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What is in the JVM at a moment.
 *
 * @param threads of connections to Redis
 * @param sockets open sockets, 0 where the system does not tell
 */
record Traces(long threads, long sockets) {

    static Traces now() {
        return new Traces(countThreads(), countSockets());
    }

    /** Waits until there is no more than there was. */
    void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Traces now = now();
            assertThat(now.threads()).as("threads").isLessThanOrEqualTo(threads);
            assertThat(now.sockets()).as("sockets").isLessThanOrEqualTo(sockets);
        });
    }

    private static long countThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("scaler4j-redis"))
                .count();
    }

    private static long countSockets() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(Traces::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
