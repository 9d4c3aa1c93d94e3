package io.scaler4j.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this JVM has around it at a moment: threads, child processes, data folders. */
final class Traces {
    private Traces() {}

    /** All threads but those that a JVM or a library makes once and keeps. */
    static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("metrics-meter-tick-thread")) // shared by all brokers of a JVM
                .filter(name -> !name.startsWith("process reaper")) // the JDK's, for child processes
                .filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
                .filter(name -> !name.startsWith("awaitility"))
                .map(name -> "thread " + name);
    }

    static Stream<String> children() {
        return ProcessHandle.current().children().map(child -> "process " + child.pid());
    }

    static Stream<String> folders() {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            List<Path> ours =
                    all.filter(path -> isOurs(path.getFileName().toString())).toList();
            return ours.stream().map(path -> "folder " + path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isOurs(String folder) {
        return Stream.of("kafka", "prometheus", "redis-server")
                .map(DataFolder::prefix)
                .anyMatch(folder::startsWith);
    }
}
