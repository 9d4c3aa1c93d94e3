package io.scaler4j.http.proxy;

import io.scaler4j.http.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica whose connections run a script of the test. */
final class Backend implements AutoCloseable {

    /** What happens on one connection; when it ends, the connection is closed. */
    @FunctionalInterface
    interface Script {
        void run(Peer peer) throws Exception;
    }

    /** Answers one request. */
    @FunctionalInterface
    interface Answer {
        void to(String head, String body, Peer peer) throws Exception;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    private Backend(Script script) throws IOException {
        server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(script));
    }

    static Backend running(Script script) throws IOException {
        return new Backend(script);
    }

    /** Keeps connections open, and answers request after request. */
    static Backend answering(Answer answer) throws IOException {
        return running(peer -> {
            while (true) {
                String head = peer.head();
                answer.to(head, peer.body(head), peer);
            }
        });
    }

    /** Answers each request with a body. */
    static Backend saying(String body) throws IOException {
        return answering((head, asked, peer) -> peer.ok(body));
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                var peer = new Peer(socket);
                peers.add(peer);
                if (server.isClosed()) { // a port takes connections until the thread here has noticed that it is closed
                    peer.close();
                    return;
                }
                connections.incrementAndGet();
                threads.execute(() -> run(script, peer));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void run(Script script, Peer peer) {
        try (peer) {
            script.run(peer);
        } catch (IOException e) {
            // the usual end of a connection
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    Endpoint endpoint() {
        return Endpoint.http("127.0.0.1", server.getLocalPort());
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Peer peer : peers) {
            peer.close();
        }
        threads.shutdownNow();
        if (!failures.isEmpty()) {
            throw new AssertionError("a script failed", failures.peek());
        }
    }
}
