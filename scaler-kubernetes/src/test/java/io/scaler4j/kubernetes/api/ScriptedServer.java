package io.scaler4j.kubernetes.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers each request as a test says, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Script script;

    /** What was asked. */
    public record Seen(String method, String path, String query, String body) {
        public boolean is(String wanted, String of) {
            return method.equals(wanted) && path.equals(of);
        }

        public boolean watches() {
            return query.contains("watch=true");
        }
    }

    /** Answers one request; may run side by side with others. */
    @FunctionalInterface
    public interface Script {
        void answer(Seen seen, Reply reply) throws IOException, InterruptedException;
    }

    /** The answer to a request. */
    public final class Reply {
        private final HttpExchange exchange;

        private Reply(HttpExchange exchange) {
            this.exchange = exchange;
        }

        public void json(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        /** As the API server refuses. */
        public void refuse(int status, String reason, String message) throws IOException {
            json(status, """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"reason":"%s","message":"%s"}\
                    """.formatted(status, reason, message));
        }

        /** Events of a watch, which stays open. */
        public void lines(String... events) throws IOException {
            if (exchange.getResponseCode() < 0) {
                exchange.sendResponseHeaders(200, 0);
            }
            OutputStream body = exchange.getResponseBody();
            for (String event : events) {
                body.write((event + "\n").getBytes(UTF_8));
            }
            body.flush();
        }

        /** The normal end of a watch. */
        public void end() {
            exchange.close();
        }

        /** Nothing comes any more as long as the server is open. */
        public void hang() throws InterruptedException {
            closing.await();
        }

        /** The connection breaks without an answer. */
        public void drop() throws IOException {
            throw new IOException("on purpose: no answer");
        }
    }

    private ScriptedServer(HttpServer server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static ScriptedServer answering(Script script) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var scripted = new ScriptedServer(http, script);
            http.createContext("/", scripted::handle);
            http.setExecutor(scripted.threads);
            http.start();
            return scripted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void answer(Script next) {
        script = next;
    }

    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withNamespace("shop")
                .build();
    }

    public List<Seen> requests() {
        return List.copyOf(requests);
    }

    public long count(String method, String path) {
        return requests.stream().filter(seen -> seen.is(method, path)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var seen = new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestURI().getRawQuery()),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        requests.add(seen);
        try {
            script.answer(seen, new Reply(exchange));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
