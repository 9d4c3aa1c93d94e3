package io.scaler4j.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * GET requests to one server over kept connections, each with a time limit for all of it and for how much it may
 * answer. No redirect is followed and nothing is repeated, but for a kept connection that the server had closed. What
 * is sent appears in no log, at no level. Thread-safe.
 */
final class HttpGetter implements AutoCloseable {

    private static final int CONNECTIONS = 8;
    private static final int LARGEST_ANSWER = 64 << 20;
    private static final int CHUNK = 1 << 14;

    private final CloseableHttpClient client;

    /** An answer, whatever it says. */
    record Answer(int status, String body) {}

    /** For servers whose certificates this strategy accepts. */
    HttpGetter(TlsSocketStrategy tls) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(tls)
                .setConnectionFactory(HttpGetter::connection)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static DefaultManagedHttpClientConnection connection(Socket socket) throws IOException {
        var connection = new Unlogged();
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    /**
     * Asks.
     *
     * @param pathAndQuery of the server, escaped
     * @param headers names and values; a name may come several times
     * @param deadlineNanos by {@link System#nanoTime}
     * @throws SocketTimeoutException when time is up
     * @throws InterruptedIOException if the thread is interrupted, whose flag stays set
     */
    Answer get(HttpHost server, String pathAndQuery, List<Map.Entry<String, String>> headers, long deadlineNanos)
            throws IOException {
        try {
            return once(server, pathAndQuery, headers, deadlineNanos);
        } catch (NoHttpResponseException e) {
            return once(server, pathAndQuery, headers, deadlineNanos);
        } catch (CancellationException e) { // what the pool makes of an interrupt
            Thread.currentThread().interrupt();
            var interrupt = new InterruptedIOException("interrupted while waiting for a connection");
            interrupt.initCause(e);
            throw interrupt;
        }
    }

    private Answer once(
            HttpHost server, String pathAndQuery, List<Map.Entry<String, String>> headers, long deadlineNanos)
            throws IOException {
        var request = new HttpGet(URI.create(pathAndQuery));
        request.setConfig(within(deadlineNanos));
        request.setHeader("Accept", "application/json");
        headers.forEach(header -> request.addHeader(header.getKey(), header.getValue()));
        return client.execute(server, request, response -> {
            try {
                return answer(response, deadlineNanos);
            } catch (IOException e) {
                request.cancel(); // or the rest would be waited for, so as to keep the connection
                throw e;
            }
        });
    }

    @SuppressWarnings("deprecation") // the newer place for the time to connect is fixed for all requests
    private static RequestConfig within(long deadlineNanos) {
        var left = Timeout.of(
                Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())), TimeUnit.MILLISECONDS);
        return RequestConfig.custom()
                .setConnectionRequestTimeout(left)
                .setConnectTimeout(left)
                .setResponseTimeout(left)
                .build();
    }

    private static Answer answer(ClassicHttpResponse response, long deadlineNanos) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Answer(response.getCode(), "");
        }
        return new Answer(response.getCode(), readAll(entity.getContent(), deadlineNanos));
    }

    /** A server that answers in drops keeps each wait short, so the time is looked at after each. */
    private static String readAll(InputStream content, long deadlineNanos) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
            bytes.write(chunk, 0, read);
            if (bytes.size() > LARGEST_ANSWER) {
                throw new IOException("the answer is larger than " + (LARGEST_ANSWER >> 20) + " MiB");
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new SocketTimeoutException("the answer was not complete in time");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Ends the connections, also those in use. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** A connection that does not log what goes over it: a token would be among it. */
    private static final class Unlogged extends DefaultManagedHttpClientConnection {

        Unlogged() {
            super("scaler4j");
        }

        @Override
        public void bind(Socket socket) throws IOException {
            bind(new SocketHolder(socket));
        }

        @Override
        public void bind(SSLSocket socket, Socket plain) throws IOException {
            bind(new SocketHolder(socket, plain));
        }

        @Override
        protected void onRequestSubmitted(ClassicHttpRequest request) {}
    }
}
