package io.scaler4j.examples.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A worker that counts the requests it answers and shows the count at /metrics, and a client that sends them. */
final class HttpWorker implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService senders = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong requests = new AtomicLong();
    private Future<?> sending = CompletableFuture.completedFuture(null);

    private HttpWorker(HttpServer server) {
        this.server = server;
        server.setExecutor(workers);
        server.createContext("/work", exchange -> answer(exchange, requests.incrementAndGet() + " done\n"));
        server.createContext(
                "/metrics",
                exchange -> answer(exchange, "# TYPE requests_total counter\nrequests_total " + requests + "\n"));
        server.start();
    }

    static HttpWorker open() {
        try {
            return new HttpWorker(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Sends one and waits for the answer. */
    void request() {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://" + address() + "/work").toURL().openConnection();
            connection.setConnectTimeout(5_000);
            connection.setReadTimeout(5_000);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IllegalStateException("the worker answered " + connection.getResponseCode());
            }
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends so many from now on; what is late is made up for. */
    void requestsPerSecond(double rate) {
        sending.cancel(false);
        if (rate > 0) {
            long period = Math.round(TimeUnit.SECONDS.toNanos(1) / rate);
            sending = senders.scheduleAtFixedRate(this::request, 0, period, TimeUnit.NANOSECONDS);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
        server.stop(0);
        workers.shutdownNow();
    }
}
