package io.scaler4j.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server on the loopback address, as an interceptor or an endpoint. */
final class QueueServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean onOneThread;
    private volatile HttpHandler handler = exchange -> answer(exchange, 200, "{}");

    private QueueServer(HttpServer server) {
        this.server = server;
        server.setExecutor(task -> (onOneThread ? (Executor) Runnable::run : workers).execute(task));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            handler.handle(exchange);
        });
        server.start();
    }

    /** One at a free port of 127.0.0.{@code last}. */
    static QueueServer open(int last, int port) {
        try {
            var address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
            return new QueueServer(HttpServer.create(new InetSocketAddress(address, port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static QueueServer open() {
        return open(1, 0);
    }

    /** Answers what a tracker counts. */
    static QueueServer of(RequestTracker tracker) {
        QueueServer server = open();
        server.answers(exchange -> {
            exchange.getResponseHeaders().set(QueueAnswer.BOOT_HEADER, "boot-1");
            answer(exchange, 200, new String(QueueAnswer.of(tracker.snapshot()).toJson(), UTF_8));
        });
        return server;
    }

    /** Handles one request after the other, on the thread of the server, so that it starts no other. */
    QueueServer onOneThread() {
        onOneThread = true;
        return this;
    }

    QueueServer answers(HttpHandler next) {
        handler = next;
        return this;
    }

    QueueServer answers(int status, String body) {
        return answers(exchange -> answer(exchange, status, body));
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return server.getAddress().getAddress().getHostAddress() + ":" + port();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
