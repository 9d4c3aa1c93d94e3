package io.scaler4j.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

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

    /** An address at which nothing listens. */
    static String nowhere() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
