package io.scaler4j.http.proxy;

import io.scaler4j.http.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A wire to a replica that breaks where a test wants. It knows where a message begins and ends, and changes no byte.
 */
final class FaultProxy implements AutoCloseable {

    /** Where on the way of a request and its answer. */
    enum Moment {
        /** When the connection is made: the replica does not get it. */
        AT_ONCE,
        /** When a request comes: the replica does not get it. */
        ON_REQUEST,
        /** The replica has answered, and nothing of its answer passes. */
        BEFORE_HEAD,
        IN_HEAD,
        /** Not before {@link #mayBreak}: a reset drops what the other side has not read yet. */
        IN_BODY
    }

    /** What happens there. */
    enum Kind {
        RESET,
        CLOSE,
        /** The way back ends, and the way to the replica stays. */
        HALF_CLOSE,
        /** Nothing more passes, and nothing is closed. */
        STALL,
        /** What comes instead belongs to no protocol of these. */
        GARBAGE,
        /** From here on each byte is written alone. */
        TRICKLE
    }

    record Fault(Moment moment, Kind kind) {}

    private static final String GARBAGE = "SSH-2.0-\u0000\u0001 what else\r\n\r\n".repeat(20);

    private final Endpoint replica;
    private final AnswerParts parts;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch mayBreak = new CountDownLatch(1);
    private volatile @Nullable Fault fault;
    private volatile boolean once;

    private FaultProxy(Endpoint replica, AnswerParts parts) throws IOException {
        this.replica = replica;
        this.parts = parts;
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    static FaultProxy to(Endpoint replica, BackendProtocol protocol) throws IOException {
        return new FaultProxy(replica, protocol == BackendProtocol.H2C ? AnswerParts.HTTP2 : AnswerParts.HTTP1);
    }

    /** Breaks each connection from the next message on. */
    void breaks(Fault next) {
        once = false;
        begin(next);
    }

    /** Breaks one connection, and none after it. */
    void breaksOnce(Fault next) {
        once = true;
        begin(next);
    }

    /** What comes from now on passes again. */
    void heals() {
        fault = null;
    }

    void mayBreak() {
        mayBreak.countDown();
    }

    private void begin(Fault next) {
        wires.forEach(Wire::nextAnswer);
        fault = next;
    }

    private @Nullable Fault at(Moment moment) {
        Fault now = fault;
        return now != null && now.moment() == moment ? now : null;
    }

    Endpoint endpoint() {
        return Endpoint.http("127.0.0.1", server.getLocalPort());
    }

    /** Connections that the interceptor has made. */
    int connections() {
        return connections.get();
    }

    /** Those of them that it has not closed. */
    int open() {
        return wires.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var wire = new Wire(server.accept());
                connections.incrementAndGet();
                wires.add(wire);
                if (server.isClosed()) {
                    wire.close();
                    return;
                }
                threads.execute(wire::begin);
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        wires.forEach(Wire::close);
        threads.shutdownNow();
    }

    /** Two sockets, and a thread for each way. */
    private final class Wire {

        private final Socket near;
        private final Socket far = new Socket();
        private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
        private volatile boolean stalls;
        private volatile boolean trickles;

        Wire(Socket near) throws IOException {
            this.near = near;
            near.setTcpNoDelay(true);
        }

        void begin() {
            try {
                Fault first = at(Moment.AT_ONCE);
                if (first != null) {
                    apply(first.kind());
                }
                far.connect(new InetSocketAddress(replica.host(), replica.port()));
                far.setTcpNoDelay(true);
                threads.execute(this::answers);
                requests();
            } catch (IOException e) {
                // the usual end
            } finally {
                close();
            }
        }

        private void requests() throws IOException {
            byte[] buffer = new byte[8192];
            for (int n = near.getInputStream().read(buffer);
                    n >= 0;
                    n = near.getInputStream().read(buffer)) {
                Fault now = at(Moment.ON_REQUEST);
                if (now != null && parts.isRequest(buffer, n)) {
                    apply(now.kind());
                }
                if (!stalls) {
                    far.getOutputStream().write(buffer, 0, n);
                }
            }
        }

        private void answers() {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = far.getInputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    pass(buffer, n);
                }
                near.shutdownOutput();
            } catch (IOException | InterruptedException e) {
                // the usual end
            }
        }

        private void pass(byte[] buffer, int count) throws IOException, InterruptedException {
            int before;
            int cut = -1;
            Fault now = fault;
            synchronized (answer) {
                before = answer.size();
                answer.write(buffer, 0, count);
                if (now != null && now.moment().compareTo(Moment.BEFORE_HEAD) >= 0) {
                    cut = parts.find(now.moment(), answer.toByteArray());
                }
            }
            if (cut < before) {
                write(buffer, 0, count);
                return;
            }
            write(buffer, 0, cut - before);
            if (now.moment() == Moment.IN_BODY) {
                mayBreak.await();
            }
            apply(now.kind());
            write(buffer, cut - before, count - (cut - before));
        }

        private void write(byte[] bytes, int from, int count) throws IOException {
            OutputStream out = near.getOutputStream();
            if (stalls) {
                return;
            }
            if (!trickles) {
                out.write(bytes, from, count);
                return;
            }
            for (int i = from; i < from + count; i++) {
                out.write(bytes[i]);
                Thread.yield();
            }
        }

        private void apply(Kind kind) throws IOException {
            if (once) {
                fault = null;
            }
            switch (kind) {
                case RESET -> {
                    near.setSoLinger(true, 0);
                    close();
                }
                case CLOSE -> close();
                case HALF_CLOSE -> {
                    stalls = true;
                    near.shutdownOutput();
                }
                case STALL -> stalls = true;
                case GARBAGE -> {
                    near.getOutputStream().write(GARBAGE.getBytes(StandardCharsets.ISO_8859_1));
                    stalls = true;
                }
                case TRICKLE -> trickles = true;
            }
        }

        void nextAnswer() {
            synchronized (answer) {
                answer.reset();
            }
        }

        void close() {
            wires.remove(this);
            for (Socket socket : new Socket[] {near, far}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // it is of no use any more
                }
            }
        }
    }
}
