package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.EndpointList;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.HttpInterceptor;
import io.scaler4j.http.proxy.ProxyRoute;
import io.scaler4j.policy.ScalingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Single requests to a target at zero. The target's process is a thread that listens some time after it was asked for,
 * so that what is measured is the library's and not a process's; the client's connection is open before.
 */
final class ColdTrials implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ColdTrials.class);

    /** How long the target takes until it listens. */
    static final Duration START = Duration.ofMillis(100);

    private static final Duration PROBE = Duration.ofMillis(10);
    private static final Duration INTERVAL = Duration.ofMillis(5);
    /** A trial comes so long after the one before, and up to twice as long. */
    static final int IDLE_MILLIS = 20;

    private static final int LIMIT_SECONDS = 10;
    private static final long SEED = 17;
    private static final int BACKLOG = 50;
    private static final String STATUS = "HTTP/1.1 200 ";
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: benchmark\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(US_ASCII);

    private final Duration start;
    private final int port;
    private final EndpointList endpoints = new EndpointList();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final Semaphore zeros = new Semaphore(1);
    private final Random random = new Random(SEED);
    private final HttpInterceptor interceptor;
    private final Autoscaler autoscaler;
    private final Socket client = new Socket();
    private final AtomicReference<@Nullable ServerSocket> server = new AtomicReference<>();
    private volatile int replicas;
    private volatile long written;
    private volatile long listening;

    /**
     * One request.
     *
     * @param toWrite ms from the client's write to the write to the target
     * @param added ms from the client's write to the answer, without those from the write to the target until it
     *     listens
     */
    record Trial(double toWrite, double added) {}

    ColdTrials(Duration start) throws IOException {
        this.start = start;
        port = HttpPeers.freePort();
        var web = ProxyRoute.builder("benchmarks/web")
                .rule(RouteRule.any())
                .endpoints(endpoints.probedByTcp(PROBE))
                .build();
        interceptor = HttpProxyProgram.interceptor(web);
        autoscaler = Autoscaler.builder("web")
                .target(interceptor.guard(web, ScaleTarget.of(() -> replicas, this::scaleTo)))
                .policy(ScalingPolicy.builder()
                        .replicas(0, 1)
                        .cooldown(Duration.ofMillis(1))
                        .build())
                .trigger(Trigger.of("requests", interceptor.concurrency(web), averageValue(1)))
                .interval(INTERVAL)
                .build()
                .start();
        interceptor.wakes(web, autoscaler::poke);
        client.setTcpNoDelay(true);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), interceptor.port()));
    }

    /** Waits until nobody is there and all threads sleep, and sends a request at any moment. */
    Trial next() throws IOException, InterruptedException {
        if (!zeros.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the target was not scaled to 0 within " + LIMIT_SECONDS + " s");
        }
        Thread.sleep(IDLE_MILLIS + random.nextInt(IDLE_MILLIS));
        long sent = System.nanoTime();
        client.getOutputStream().write(REQUEST);
        readAnswer(client.getInputStream());
        long done = System.nanoTime();
        return new Trial((written - sent) / 1e6, (done - sent - (listening - written)) / 1e6);
    }

    /** Makes trials that the JVM's compiler learns from. */
    void warmUp(Duration length) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + length.toNanos(); System.nanoTime() < end; ) {
            next();
        }
    }

    private static void readAnswer(InputStream input) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\nok") < 0) {
            int next = input.read();
            if (next < 0 || (text.length() > STATUS.length() && !text.toString().startsWith(STATUS))) {
                throw new IllegalStateException("the request was not answered with 200 but with: " + text);
            }
            text.append((char) next);
        }
    }

    private void scaleTo(int count) {
        written = System.nanoTime();
        replicas = count;
        if (count > 0) {
            endpoints.set(Endpoint.http("127.0.0.1", port));
            threads.schedule(this::serve, start.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            endpoints.set();
            stopServing();
        }
    }

    private void serve() {
        try (var socket = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
            listening = System.nanoTime();
            server.set(socket);
            while (!socket.isClosed()) {
                answerOne(socket);
            }
        } catch (IOException e) {
            LOG.warn("the target cannot listen", e);
        } finally {
            zeros.release(); // not before the port is free again
        }
    }

    /** A probe opens a connection and closes it. */
    private static void answerOne(ServerSocket socket) throws IOException {
        try (Socket connection = socket.accept()) {
            connection.setTcpNoDelay(true);
            int ends = 0;
            for (int next = connection.getInputStream().read();
                    next >= 0;
                    next = connection.getInputStream().read()) {
                ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
                if (ends == 2) {
                    connection.getOutputStream().write(ANSWER);
                    return;
                }
            }
        } catch (SocketException e) {
            if (!socket.isClosed()) {
                throw e;
            }
        }
    }

    private void stopServing() {
        ServerSocket socket = server.getAndSet(null);
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.warn("the target could not stop", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        autoscaler.close();
        interceptor.close();
        stopServing();
        threads.shutdownNow();
    }
}
