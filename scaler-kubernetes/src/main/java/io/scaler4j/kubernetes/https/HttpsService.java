package io.scaler4j.kubernetes.https;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.scaler4j.connect.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTPS server on the JDK's own. An answer may come later and from any thread, so no thread waits for it.
 * {@code /healthz}, {@code /livez} and {@code /readyz} answer anybody with 200, for probes. Its threads are named,
 * daemons, at most 32, and end with {@link #close()}. Thread-safe.
 *
 * <p>A client that is slow in the middle of a handshake or a request holds one of these threads, as the JDK's server
 * does it. So let only those in that call it: the API server, and the kubelet for its probes.
 */
public final class HttpsService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpsService.class);
    private static final int THREADS = 32;
    private static final int IDLE_THREADS_END_AFTER_SECONDS = 30;
    private static final int LARGEST_BODY = 4 << 20; // an object may have 1.5 MiB, and is sent twice when it changes
    private static final Set<String> PROBES = Set.of("/healthz", "/livez", "/readyz");
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final HttpsServer server;
    private final ThreadPoolExecutor threads;
    private final Map<Integer, LongAdder> answered = new ConcurrentSkipListMap<>();
    private final InFlight inFlight = new InFlight();
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpsService(HttpsServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts a server.
     *
     * @param name of its threads: {@code scaler4j-NAME-1} and so on
     * @param address with a port, 0 for any that is free
     * @param tls checked already
     * @param answers called for each request but probes, on a thread of the server, and should not block; a failure is
     *     the status 500 without its text
     * @return to be closed by the caller
     * @throws UncheckedIOException if it cannot listen
     * @throws IllegalArgumentException if the certificate cannot be used, with a sentence
     */
    public static HttpsService start(
            String name,
            InetSocketAddress address,
            ServingTls tls,
            Function<HttpRequest, CompletionStage<HttpAnswer>> answers) {
        var renewed = new RenewedTls(tls, System::nanoTime);
        HttpsServer server;
        try {
            server = HttpsServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the server cannot listen on " + address, e);
        }
        ThreadPoolExecutor threads = threads(name);
        server.setExecutor(threads);
        server.setHttpsConfigurator(configurator(renewed));
        var service = new HttpsService(server, threads);
        server.createContext("/", exchange -> service.handle(exchange, answers));
        server.start();
        return service;
    }

    private static ThreadPoolExecutor threads(String name) {
        var number = new AtomicInteger();
        ThreadFactory daemons = work -> {
            var thread = new Thread(work, "scaler4j-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        var threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_THREADS_END_AFTER_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static HttpsConfigurator configurator(RenewedTls tls) {
        SSLContext context = tls.context();
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                tls.renew();
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setProtocols(Tls.PROTOCOLS.toArray(String[]::new));
                wanted.setWantClientAuth(tls.asksClients());
                parameters.setSSLParameters(wanted);
            }
        };
    }

    private void handle(HttpExchange exchange, Function<HttpRequest, CompletionStage<HttpAnswer>> answers)
            throws IOException {
        if (PROBES.contains(exchange.getRequestURI().getPath())) {
            send(exchange, HttpAnswer.text(HttpURLConnection.HTTP_OK, "ok"));
            return;
        }
        byte[] body;
        try (InputStream stream = exchange.getRequestBody()) {
            body = stream.readNBytes(LARGEST_BODY + 1);
        }
        if (body.length > LARGEST_BODY) {
            answer(exchange, HttpAnswer.text(HttpURLConnection.HTTP_ENTITY_TOO_LARGE, "the request is too large"));
            return;
        }
        inFlight.begin();
        try {
            answers.apply(request(exchange, body)).whenComplete((answer, thrown) -> finish(exchange, answer, thrown));
        } catch (RuntimeException e) {
            finish(exchange, null, e);
        }
    }

    private void finish(HttpExchange exchange, @Nullable HttpAnswer answer, @Nullable Throwable thrown) {
        try {
            if (answer == null) {
                LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), thrown);
                answer(
                        exchange,
                        HttpAnswer.text(HttpURLConnection.HTTP_INTERNAL_ERROR, "this server failed; see its log"));
            } else {
                answer(exchange, answer);
            }
        } finally {
            inFlight.end();
        }
    }

    private void answer(HttpExchange exchange, HttpAnswer answer) {
        answered.computeIfAbsent(answer.status(), status -> new LongAdder()).increment();
        send(exchange, answer);
    }

    private static void send(HttpExchange exchange, HttpAnswer answer) {
        byte[] bytes = answer.bytes();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            LOG.debug("a client went before its answer came", e);
        }
    }

    private static HttpRequest request(HttpExchange exchange, byte[] body) {
        return new HttpRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                client((HttpsExchange) exchange),
                new String(body, StandardCharsets.UTF_8));
    }

    private static Optional<X509Certificate> client(HttpsExchange exchange) {
        try {
            return Optional.of((X509Certificate) exchange.getSSLSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** {@return the port on which it listens; -1 after it was closed} */
    public int port() {
        return closed.get() ? -1 : server.getAddress().getPort();
    }

    /** {@return how many requests were answered so far, by status of HTTP, probes not among them; a copy} */
    public Map<Integer, Long> answers() {
        var answers = new TreeMap<Integer, Long>();
        answered.forEach((status, count) -> answers.put(status, count.sum()));
        return answers;
    }

    /** Lets requests under way end for up to 5 s, then ends connections and threads. A second call does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            inFlight.await(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    /** Counts requests that have no answer yet. */
    private static final class InFlight {
        private int count;

        synchronized void begin() {
            count++;
        }

        synchronized void end() {
            count--;
            notifyAll();
        }

        synchronized void await(Duration limit) throws InterruptedException {
            long end = System.nanoTime() + limit.toNanos();
            for (long left = limit.toNanos(); count > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }
}
