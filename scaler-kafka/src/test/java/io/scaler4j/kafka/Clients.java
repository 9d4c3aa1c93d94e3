package io.scaler4j.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this module's clients leave in the JVM while they are open. */
final class Clients {

    private Clients() {}

    /** Each open client has one thread, named after the client. */
    static long open() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread | scaler4j-"))
                .count();
    }

    /** A client that logs in elsewhere has a thread that renews its token. */
    static long logins() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-expiring-relogin-thread"))
                .count();
    }

    /** A read that may not wait for a login starts a thread for it. */
    static long loginsUnderWay() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("scaler4j-kafka-login"))
                .count();
    }

    /**
     * What is in the JVM at a moment.
     *
     * @param clients open clients
     * @param threads of clients and their logins
     * @param sockets open sockets, 0 where the system does not tell
     */
    record Traces(long clients, long threads, long sockets) {}

    static Traces traces() {
        return new Traces(open(), kafkaThreads(), sockets());
    }

    private static long kafkaThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(kafka-admin-client|kafka-expiring-relogin)-thread.*"))
                .count();
    }

    private static long sockets() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(Clients::isSocket).count();
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

    /** An address at which nothing listens. */
    static String nowhere() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
