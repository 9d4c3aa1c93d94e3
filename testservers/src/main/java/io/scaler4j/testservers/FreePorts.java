package io.scaler4j.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that a server can leave and come back to.
 *
 * <p>A port that the system picks (port 0) lies in the range of outgoing connections. While such a server is down, any
 * client on the machine may be given its port, and a client that keeps trying to reach it can even connect to itself.
 * Hence these lie below that range.
 */
final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int END = 32_768;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** {@return different ports on which nothing listens at this moment} */
    static List<Integer> pick(int count) {
        return pick(count, 0);
    }

    /**
     * Returns a port for a server that also listens at a fixed distance above it.
     *
     * @param distance to the other port
     * @return the lower one of two ports on which nothing listens at this moment
     */
    static int pickPair(int distance) {
        return pick(1, distance).get(0);
    }

    private static List<Integer> pick(int count, int distance) {
        Set<Integer> ports = new LinkedHashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS && ports.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END - distance);
            if (isFree(port) && (distance == 0 || isFree(port + distance))) {
                ports.add(port);
            }
        }
        if (ports.size() < count) {
            throw new IllegalStateException("No %d free ports found between %d and %d; end some of the servers there."
                    .formatted(count, FIRST, END - 1));
        }
        return List.copyOf(ports);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = listen(port)) {
            return true;
        } catch (UncheckedIOException | IOException taken) {
            return false;
        }
    }

    /** {@return a socket listening on the loopback address} */
    static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port + "; end what holds it.", e);
        }
    }
}
