package io.scaler4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import io.scaler4j.cli.text.Reasons;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics}, {@code /livez} and {@code /readyz} over plain HTTP. A process that answers is alive. Its threads
 * end with {@link #close()}.
 */
final class StatusEndpoint implements AutoCloseable {

    private final HTTPServer server;

    private StatusEndpoint(HTTPServer server) {
        this.server = server;
    }

    /** @param notReady why not; empty if it is ready. Is asked by each probe, and must return at once */
    static StatusEndpoint open(
            InetSocketAddress address, CollectorRegistry registry, Supplier<Optional<String>> notReady) {
        try {
            HttpServer http = HttpServer.create(address, 0);
            http.createContext("/livez", exchange -> send(exchange, Optional.empty()));
            http.createContext("/readyz", exchange -> send(exchange, notReady.get()));
            HTTPServer server = new HTTPServer.Builder()
                    .withHttpServer(http)
                    .withRegistry(registry)
                    .withDaemonThreads(true)
                    .build();
            return new StatusEndpoint(server);
        } catch (IOException e) {
            throw new NotRunException(
                    "cannot serve metrics at " + address + ": " + Reasons.of(e)
                            + "; choose another port with --metrics",
                    e);
        }
    }

    private static void send(HttpExchange exchange, Optional<String> problem) throws IOException {
        byte[] text = problem.orElse("ok").getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(
                    problem.isEmpty() ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /**
     * Not ready until objects are followed for the first time. What is known then is used on while the API server is
     * away, so a process does not become unready again.
     */
    static Supplier<Optional<String>> onceKnown(BooleanSupplier follows) {
        var known = new AtomicBoolean();
        return () -> {
            known.compareAndSet(false, follows.getAsBoolean());
            return known.get()
                    ? Optional.empty()
                    : Optional.of("the ScaledObjects of the cluster are not known yet; see the log");
        };
    }

    /** For the line that a process begins with; empty if there is none. */
    static String at(@Nullable StatusEndpoint endpoint) {
        return endpoint == null ? "" : ", metrics at port " + endpoint.port();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
