package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A server on the loopback address that does what no Prometheus would, and keeps what it was asked. */
final class TestHttpServer implements AutoCloseable {

    /**
     * A request.
     *
     * @param method GET or POST
     * @param uri as it came
     * @param headers all of them
     * @param body as text
     * @param clientPort tells its connection from others
     */
    record Request(String method, String uri, Headers headers, String body, int clientPort) {
        String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    private final String origin;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();
    private volatile HttpHandler handler = exchange -> answer(exchange, 200, number(1));

    private TestHttpServer(String origin, HttpServer server) {
        this.origin = origin;
        this.server = server;
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    static TestHttpServer open() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new TestHttpServer("http://127.0.0.1:", HttpServer.create(address, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One at 127.0.0.2, which is not the name of any certificate. */
    static TestHttpServer openUnderAnotherName(SSLContext tls) {
        try {
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0);
            HttpsServer server = HttpsServer.create(address, 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new TestHttpServer("https://127.0.0.2:", server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void answers(HttpHandler next) {
        handler = next;
    }

    void answers(int status, String body) {
        handler = exchange -> answer(exchange, status, body);
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostAtATime.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body,
                    exchange.getRemoteAddress().getPort()));
            handler.handle(exchange);
        } finally {
            underWay.decrementAndGet();
        }
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static void redirect(HttpExchange exchange, int status, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(status, -1);
    }

    /** An answer that holds this number. */
    static String number(double number) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\""
                + number + "\"]}]}}";
    }

    String url() {
        return origin + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Request lastRequest() {
        return requests.get(requests.size() - 1);
    }

    int mostAtATime() {
        return mostAtATime.get();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
