package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.EndpointList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;

/** An interceptor with one route, real sockets, and a look at what is left when it has ended. */
abstract class ProxyTestBase {

    static final String ROUTE = "shop/web";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** The replicas that are ready. */
    final EndpointList replicas = new EndpointList();

    final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private HttpInterceptor interceptor;

    /** Closed after the test, the last one first. */
    <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    HttpInterceptor start(ProxyRouteBuilder route) throws IOException {
        return start(route, InterceptorLimits.DEFAULT);
    }

    HttpInterceptor start(ProxyRouteBuilder route, InterceptorLimits limits) throws IOException {
        return start(builder -> builder.route(route.build()).limits(limits));
    }

    HttpInterceptor start(UnaryOperator<HttpInterceptorBuilder> settings) throws IOException {
        interceptor = closing(settings.apply(HttpInterceptor.builder()
                        .listen(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .threads(2)
                        .observer(exchanges::add))
                .build()
                .start());
        return interceptor;
    }

    /** A route that takes every request. */
    ProxyRouteBuilder route() {
        return ProxyRoute.builder(ROUTE).host("*").endpoints(replicas);
    }

    Backend backend(Backend backend) {
        replicas.set(backend.endpoint());
        return closing(backend);
    }

    Peer client() throws IOException {
        return closing(Peer.to(interceptor.port()));
    }

    HttpInterceptor interceptor() {
        return interceptor;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + interceptor.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    static HttpClient jdkClient(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).build();
    }

    Exchange exchange() throws InterruptedException {
        Exchange next = exchanges.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("an exchange that was told").isNotNull();
        return next;
    }

    /** Waits for what another thread is about to do. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                Assertions.fail("waited in vain");
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    long held() {
        return interceptor.tracker().counter(ROUTE).counts().held();
    }

    long inFlight() {
        return interceptor.tracker().counter(ROUTE).inFlight();
    }

    @AfterEach
    void everythingIsClosed() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        if (interceptor != null) {
            assertThat(inFlight()).isZero();
            assertThat(held()).isZero();
        }
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("scaler4j-http")));
    }

    @AfterAll
    static void nothingLeaks() {
        LeakWatch.assertNoLeaks();
    }
}
