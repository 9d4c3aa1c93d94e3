package io.scaler4j.kubernetes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A real HTTP server that answers as the two Kubernetes APIs do, or badly. Pods can be listed by labels; until
 * {@link #allowWatches} the list of a whole namespace, which comes before a watch, is refused.
 */
final class ApiServer implements AutoCloseable {

    static final String PODS = "/api/v1/namespaces/shop/pods";
    static final String METRICS = "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods";

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = startedThreads();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final List<String> serverNames = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<OutputStream> watches = new CopyOnWriteArrayList<>();
    private volatile boolean watchesAllowed;
    private volatile boolean watchesRefused;

    /** What a client sent. */
    record Seen(String path, String query, String authorization) {}

    private ApiServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
        answer(PODS, 200, resource("pods.json"));
        answer(METRICS, 200, resource("podmetrics.json"));
    }

    /** All begin at once: a test that counts threads counts none of these. */
    private static ExecutorService startedThreads() {
        var pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(16);
        pool.prestartAllCoreThreads();
        return pool;
    }

    static ApiServer open() {
        try {
            return new ApiServer(HttpServer.create(anyPort(), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApiServer openTls(SSLContext context, boolean clientCertificate) {
        return openTls(context, clientCertificate, InetAddress.getLoopbackAddress());
    }

    /** Under 127.0.0.2, which its certificate does not name. */
    static ApiServer openTlsElsewhere(SSLContext context) {
        try {
            return openTls(context, false, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiServer openTls(SSLContext context, boolean clientCertificate, InetAddress host) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(host, 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters ssl = context.getDefaultSSLParameters();
                    ssl.setNeedClientAuth(clientCertificate);
                    parameters.setSSLParameters(ssl);
                }
            });
            return new ApiServer(server, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(ApiServer.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return scheme + "://" + server.getAddress().getAddress().getHostAddress() + ":" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Those of each request. */
    List<Headers> headers() {
        return List.copyOf(headers);
    }

    /** The names under which clients asked for it, by TLS. */
    List<String> serverNames() {
        return List.copyOf(serverNames);
    }

    List<Seen> requests() {
        return List.copyOf(requests);
    }

    void answer(String path, int status, String body) {
        answerBy(path, exchange -> send(exchange, status, body));
    }

    void answerBy(String path, HttpHandler handler) {
        handlers.put(path, handler);
    }

    /** Says that there is more than it sends. */
    void truncate(String path, String body) {
        answerBy(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("on purpose: the connection ends here");
        });
    }

    /** Does not answer as long as it is open. */
    void hang(String path) {
        answerBy(path, exchange -> hang());
    }

    /** The rest of an answer does not come as long as it is open. */
    void hang() {
        waitForClose(1, TimeUnit.DAYS);
    }

    /** Answers a blank every now and then, without an end. */
    void drip(String path) {
        answerBy(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (!waitForClose(20, TimeUnit.MILLISECONDS)) {
                body.write(' ');
                body.flush();
            }
        });
    }

    private boolean waitForClose(long time, TimeUnit unit) {
        try {
            return closing.await(time, unit);
        } catch (InterruptedException e) {
            return true;
        }
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** As with the verb {@code watch} in the role. */
    void allowWatches() {
        watchesAllowed = true;
    }

    /** Only the watches themselves are refused, with what pods are answered with. */
    void refuseWatches() {
        watchesRefused = true;
    }

    /** The watches that are open now. */
    int watches() {
        return watches.size();
    }

    /** Tells all watches what became of a pod; those whose client is gone end. */
    void tell(String type, String pod) {
        for (OutputStream watch : watches) {
            try {
                watch.write(("{\"type\":\"" + type + "\",\"object\":" + pod + "}\n").getBytes(StandardCharsets.UTF_8));
                watch.flush();
            } catch (IOException e) {
                watches.remove(watch);
            }
        }
    }

    /** Ends all watches, as a server does after a while. */
    void endWatches() throws IOException {
        for (OutputStream watch : watches) {
            watches.remove(watch);
            watch.close();
        }
    }

    private static boolean isBeforeAWatch(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().equals(PODS)
                && !exchange.getRequestURI().getRawQuery().contains("labelSelector");
    }

    private void watch(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        watches.add(exchange.getResponseBody());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!watchesAllowed && isBeforeAWatch(exchange)) {
            send(exchange, 403, "");
            return;
        }
        requests.add(new Seen(
                path,
                String.valueOf(exchange.getRequestURI().getRawQuery()),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
        headers.add(exchange.getRequestHeaders());
        if (exchange instanceof HttpsExchange tls && tls.getSSLSession() instanceof ExtendedSSLSession session) {
            session.getRequestedServerNames()
                    .forEach(name -> serverNames.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
        }
        if (!watchesRefused
                && String.valueOf(exchange.getRequestURI().getRawQuery()).contains("watch=true")) {
            watch(exchange);
            return;
        }
        handlers.getOrDefault(path, any -> send(any, 404, "404 page not found")).handle(exchange);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
