package io.scaler4j.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback address that can disturb the connections to a server without touching the server.
 *
 * <p>The mode may be changed at any time, from any thread, and holds for open and new connections:
 *
 * <ul>
 *   <li>{@link #pass()}: bytes go through. The mode at the beginning.
 *   <li>{@link #refuse()}: nothing listens, so a client gets "connection refused"; open connections are reset.
 *   <li>{@link #reset()}: a connection is accepted and at once reset; open connections are reset.
 *   <li>{@link #blackhole()}: connections open and stay open, but no byte arrives. Bytes of this time arrive after the
 *       next change to {@code pass} or {@code delay}, as after a network partition.
 *   <li>{@link #delay(Duration)}: each piece of data waits that long, in each direction, before it goes on.
 * </ul>
 *
 * <p>A broker must advertise the proxy's port: see {@link KafkaOptions#behind(FaultProxy)}.
 */
public final class FaultProxy implements AutoCloseable {
    /** What the proxy does with connections. */
    public enum Mode {
        PASS,
        REFUSE,
        RESET,
        BLACKHOLE,
        DELAY
    }

    private static final int CONNECT_MILLIS = 5_000;
    private static final int BIND_ATTEMPTS = 200;
    private static final long PAUSE_MILLIS = 10;

    private final int port;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();

    private Mode mode = Mode.PASS;
    private Duration delay = Duration.ZERO;
    private boolean closed;
    private @Nullable InetSocketAddress target;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private FaultProxy(int port) {
        this.port = port;
    }

    /** {@return a proxy that listens on a free port} Until it has a target it resets every connection. */
    public static FaultProxy open() {
        FaultProxy proxy = new FaultProxy(FreePorts.pick(1).get(0));
        proxy.listen();
        return proxy;
    }

    /** {@return a proxy that listens on a free port and forwards to this port of the loopback address} */
    public static FaultProxy to(int targetPort) {
        FaultProxy proxy = open();
        proxy.forwardTo(targetPort);
        return proxy;
    }

    /** Forwards new connections to this port of the loopback address; open ones stay where they are. */
    public synchronized void forwardTo(int targetPort) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    }

    /** {@return the port on which it listens, in all modes but REFUSE} */
    public int port() {
        return port;
    }

    /** {@return the present mode} */
    public synchronized Mode mode() {
        return mode;
    }

    /** Lets bytes through. */
    public void pass() {
        change(Mode.PASS, Duration.ZERO);
    }

    /** Stops listening and resets the open connections. Returns when new ones are refused. */
    public void refuse() {
        Thread accepting;
        synchronized (this) {
            change(Mode.REFUSE, Duration.ZERO);
            accepting = acceptor;
            acceptor = null;
        }
        if (accepting != null) {
            join(accepting); // the system listens until it has left accept()
        }
    }

    /** Resets the open connections, and each new one when it is accepted. */
    public void reset() {
        change(Mode.RESET, Duration.ZERO);
    }

    /** Holds back all bytes, and keeps the connections open. */
    public void blackhole() {
        change(Mode.BLACKHOLE, Duration.ZERO);
    }

    /** Holds back each piece of data for this time. Pieces of one direction wait one after the other. */
    public void delay(Duration each) {
        if (each.isNegative()) {
            throw new IllegalArgumentException("A delay must not be negative, was " + each);
        }
        change(Mode.DELAY, each);
    }

    /** Stops listening, resets the open connections and waits until all threads have ended. May be called again. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            stopListening();
            resetAll();
            notifyAll();
        }
        for (Thread thread = nextThread(); thread != null; thread = nextThread()) {
            join(thread);
        }
    }

    /** {@return a thread that may still run} One that accepts is listed until it ends, so its pumps are seen. */
    private synchronized @Nullable Thread nextThread() {
        threads.removeIf(thread -> !thread.isAlive());
        return threads.isEmpty() ? null : threads.get(0);
    }

    private synchronized void change(Mode next, Duration each) {
        if (closed) {
            throw new IllegalStateException("This proxy is closed; open a new one.");
        }
        mode = next;
        delay = each;
        notifyAll();
        if (next == Mode.REFUSE) {
            stopListening();
        } else {
            listen();
        }
        if (next == Mode.REFUSE || next == Mode.RESET) {
            resetAll();
        }
    }

    private synchronized void listen() {
        if (listener == null) {
            ServerSocket socket = bind();
            listener = socket;
            acceptor = run("accept", () -> acceptFrom(socket));
        }
    }

    /** A listener that was just closed keeps the port until its thread has left accept(). */
    private synchronized ServerSocket bind() {
        for (int attempt = 1; ; attempt++) {
            try {
                return FreePorts.listen(port);
            } catch (UncheckedIOException taken) {
                if (attempt == BIND_ATTEMPTS) {
                    throw taken;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS); // with the lock, which that thread does not need for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the proxy could listen again.", e);
        }
    }

    private void stopListening() {
        if (listener != null) {
            ProxiedConnection.closeQuietly(listener);
            listener = null;
        }
    }

    private void resetAll() {
        List.copyOf(connections).forEach(ProxiedConnection::reset);
    }

    private void acceptFrom(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException closedOrGone) {
                // a closed listener ends the loop; a client that left again is of no interest
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        ProxiedConnection connection = new ProxiedConnection(this, client, server);
        InetSocketAddress to = admit(connection);
        if (to == null) {
            connection.reset();
            return;
        }
        try {
            server.connect(to, CONNECT_MILLIS);
        } catch (IOException targetGone) {
            connection.reset();
            return;
        }
        run("to server", connection::pumpToServer);
        run("to client", connection::pumpToClient);
    }

    /** Registers a connection, from now on subject to changes of the mode; null if it is to be reset. */
    private synchronized @Nullable InetSocketAddress admit(ProxiedConnection connection) {
        if (closed || mode == Mode.REFUSE || mode == Mode.RESET) {
            return null;
        }
        connections.add(connection);
        return target;
    }

    void forget(ProxiedConnection connection) {
        connections.remove(connection);
    }

    /** Called by a pump that holds data: returns when the data may go on, or the proxy is closed. */
    synchronized void awaitTurn() throws InterruptedException {
        long arrived = System.nanoTime();
        while (!closed) {
            long waited = (System.nanoTime() - arrived) / 1_000_000;
            long left = mode == Mode.BLACKHOLE ? Long.MAX_VALUE : delay.toMillis() - waited;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    private synchronized Thread run(String what, Runnable work) {
        threads.removeIf(thread -> !thread.isAlive());
        Thread thread = new Thread(work, "fault-proxy-" + port + " " + what);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        return thread;
    }

    /** The sockets are closed, so each thread ends soon, and an interrupt is kept for the caller. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
