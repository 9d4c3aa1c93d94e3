package io.scaler4j.testservers;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a {@link FaultProxy}: two sockets, and a pump on a separate thread for each direction. */
final class ProxiedConnection {
    private static final int BUFFER = 16 * 1024;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private final AtomicInteger openDirections = new AtomicInteger(2);

    ProxiedConnection(FaultProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void pumpToServer() {
        pump(client, server);
    }

    void pumpToClient() {
        pump(server, client);
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                proxy.awaitTurn();
                to.getOutputStream().write(buffer, 0, read);
            }
            proxy.awaitTurn();
            to.shutdownOutput();
            closeAfterBothDirections();
        } catch (IOException broken) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private void closeAfterBothDirections() {
        if (openDirections.decrementAndGet() == 0) {
            closeQuietly(client);
            closeQuietly(server);
            proxy.forget(this);
        }
    }

    /** Closes both sides in a way that each peer sees as "connection reset". */
    void reset() {
        closeWithReset(client);
        closeWithReset(server);
        proxy.forget(this);
    }

    private static void closeWithReset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
        closeQuietly(socket);
    }

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // the socket is closed in any case
        }
    }
}
