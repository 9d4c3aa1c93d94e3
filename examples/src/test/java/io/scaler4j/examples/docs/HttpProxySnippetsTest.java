package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.HttpInterceptor;
import io.scaler4j.http.proxy.InterceptorMetrics;
import io.scaler4j.http.proxy.ProxyRoute;
import io.scaler4j.http.proxy.StaticResponse;
import io.scaler4j.http.proxy.StaticRoute;
import io.scaler4j.policy.ScalingPolicy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** The block of docs/http.md about the interceptor. What it does is proven in its own module. */
class HttpProxySnippetsTest {

    private static final int ADMIN = 9090;

    @Test
    void aPortThatIsTakenIsNamedWithAWayOut() throws IOException {
        try (var taken = new ServerSocket()) {
            take(taken);
            assertThatThrownBy(() -> serve(
                            ScaleTarget.of(() -> 1, replicas -> {}), new CollectorRegistry(), new CountDownLatch(0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot listen on ")
                    .hasMessageContaining(":" + ADMIN + ": ")
                    .hasMessageEndingWith("; choose another port, or 0 for any free one");
        }
    }

    private static void take(ServerSocket socket) throws IOException {
        try {
            socket.bind(new InetSocketAddress(ADMIN));
        } catch (BindException e) {
            // somebody else has it, which does as well
        }
    }

    private static void serve(ScaleTarget workers, CollectorRegistry registry, CountDownLatch stop)
            throws IOException, InterruptedException {
        var web = ProxyRoute.builder("shop/web")
                .host("shop.example.com")
                .endpoints(EndpointSource.dns("web.shop.svc.cluster.local", 8080, Duration.ofSeconds(1))
                        .probedByTcp(Duration.ofMillis(50)))
                .hold(Hold.atMost(200).upTo(Duration.ofSeconds(20)))
                .perReplicaLimit(100)
                .staticRoute(StaticRoute.of(RouteRule.any().pathPrefix("/healthz"), StaticResponse.of(200, "asleep")))
                .build();
        try (var metrics = InterceptorMetrics.register(registry);
                var interceptor = HttpInterceptor.builder()
                        .listen(8080)
                        .admin(9090)
                        .route(web)
                        .observer(metrics)
                        .accessLog(true)
                        .adminPage("/metrics", metrics.page(ForkJoinPool.commonPool()))
                        .build()
                        .start();
                var autoscaler = Autoscaler.builder("web")
                        .target(interceptor.guard(web, workers))
                        .policy(ScalingPolicy.builder().replicas(0, 10).build())
                        .trigger(Trigger.of("requests", interceptor.concurrency(web), averageValue(100)))
                        .build()
                        .start()) {
            metrics.follow(interceptor);
            interceptor.wakes(web, autoscaler::poke);
            stop.await();
            interceptor.shutdown().toCompletableFuture().join();
        }
    }
}
