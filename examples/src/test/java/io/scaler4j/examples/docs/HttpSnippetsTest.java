package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.scaler4j.Autoscaler;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scheduler;
import io.scaler4j.Trigger;
import io.scaler4j.http.Admission;
import io.scaler4j.http.Arrival;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Gate;
import io.scaler4j.http.HeaderMatch;
import io.scaler4j.http.Hold;
import io.scaler4j.http.InterceptorFleet;
import io.scaler4j.http.Permit;
import io.scaler4j.http.RateWindow;
import io.scaler4j.http.RequestHeaders;
import io.scaler4j.http.RequestTracker;
import io.scaler4j.http.Route;
import io.scaler4j.http.RouteCounter;
import io.scaler4j.http.RoutingTable;
import io.scaler4j.http.Tracked;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.simulation.VirtualTime;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The blocks of docs/http.md, compiled and run. */
@Timeout(60)
class HttpSnippetsTest {

    private final RequestTracker tracker = new RequestTracker();
    private final RouteCounter counter = tracker.counter("shop/web");

    private static int status(int port, String path) throws IOException {
        return connection(port, path).getResponseCode();
    }

    private static String text(int port, String path) throws IOException {
        try (var body = connection(port, path).getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpURLConnection connection(int port, String path) throws IOException {
        return (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    }

    static Trigger[] triggers(String address) {
        var fleet = InterceptorFleet.builder().address(address).build();
        return new Trigger[] {
            Trigger.of("requests", fleet.concurrency("shop/web"), averageValue(100)),
            Trigger.of("rate", fleet.rate("shop/web", RateWindow.DEFAULT), averageValue(50))
        };
    }

    static Gate gate(String host, int port, Scheduler scheduler, Runnable poke) {
        return Gate.builder("shop/web")
                .endpoints(
                        EndpointSource.fixed(Endpoint.http(host, port)).probedByHttp("/ready", Duration.ofMillis(10)))
                .hold(Hold.atMost(1000).upTo(Duration.ofSeconds(30)))
                .perReplicaLimit(100)
                .scheduler(scheduler)
                .wakes(poke)
                .build();
    }

    static CompletionStage<Integer> serve(
            Gate gate, RouteCounter counter, Function<Endpoint, CompletionStage<Integer>> forward) {
        Tracked request = counter.track();
        return gate.admit(Arrival.of(counter))
                .thenCompose(admission -> {
                    if (admission instanceof Permit permit) {
                        return forward.apply(permit.endpoint()).whenComplete((status, thrown) -> permit.close());
                    }
                    boolean late = ((Admission.Refusal) admission).reason() == Admission.Reason.TIMEOUT;
                    return CompletableFuture.completedStage(late ? 504 : 503);
                })
                .whenComplete((status, thrown) -> request.close());
    }

    static Autoscaler autoscaler(Gate gate, ScaleTarget workers, RequestTracker tracker) {
        return Autoscaler.builder("shop")
                .target(gate.guard(workers))
                .policy(ScalingPolicy.builder().replicas(0, 10).build())
                .trigger(Trigger.of("requests", tracker.concurrency("shop/web"), averageValue(100)))
                .build();
    }

    @Test
    void theYoungestReplicasGoFirst() throws Exception {
        var stopped = new ArrayList<Endpoint>();
        var port = new AtomicInteger(8000);
        var servers = new Servers() {
            @Override
            Endpoint start() {
                return Endpoint.http("127.0.0.1", port.getAndIncrement());
            }

            @Override
            void stop(Endpoint server) {
                stopped.add(server);
            }
        };
        var load = new AtomicInteger(300);
        try (var autoscaler = Autoscaler.builder("shop")
                .target(servers)
                .policy(ScalingPolicy.builder()
                        .replicas(1, 3)
                        .scaleDown(ScalingRules.builder()
                                .stabilizationWindow(Duration.ZERO)
                                .build())
                        .build())
                .trigger(Trigger.of("load", request -> Reading.of(load.get()), averageValue(100)))
                .build()) {
            autoscaler.evaluate();
            assertThat(servers.replicas().desired()).isEqualTo(3);
            List<Endpoint> chosen = servers.choose(List.of(), 2);
            load.set(100);
            autoscaler.evaluate();
            assertThat(stopped).containsExactlyInAnyOrderElementsOf(chosen);
            assertThat(chosen).extracting(Endpoint::port).containsExactly(8001, 8002);
        }
    }

    @Test
    void aServerCountsItsRequestsScalesAndTellsItsCounts() throws Exception {
        var replicas = new AtomicInteger();
        var scaled = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        var workers = ScaleTarget.of(replicas::get, count -> {
            replicas.set(count);
            scaled.countDown();
        });
        try (var server = new CountedServer(
                workers,
                exchange -> {
                    try (exchange) {
                        answer.await();
                        exchange.sendResponseHeaders(204, -1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                threads)) {
            var status = threads.submit(() -> status(server.port(), "/orders"));
            assertThat(scaled.await(30, TimeUnit.SECONDS))
                    .as("scaled from 0 long before the interval of 15 s")
                    .isTrue();
            assertThat(text(server.port(), "/queue"))
                    .startsWith("{\"shop/web\":{\"Concurrency\":1,\"RequestCount\":1,");
            Trigger[] triggers = triggers("127.0.0.1:" + server.port());
            Reading reading = triggers[0].scaler().read(ReadRequest.of(Instant.now(), Duration.ofSeconds(30)));
            assertThat(((Reading.Value) reading).milli()).isEqualTo(1000);
            assertThat(triggers[1].name()).isEqualTo("rate");
            answer.countDown();
            assertThat(status.get()).isEqualTo(204);
        } finally {
            threads.shutdownNow();
        }
        assertThat(replicas).hasValue(1);
    }

    @Test
    void theBestRouteIsFound() {
        var web = Route.builder("shop/web").host("shop.example.com").build();
        var api = Route.builder("shop/api")
                .host("shop.example.com")
                .pathPrefix("/api")
                .build();
        var beta = Route.builder("shop/beta")
                .host("*.example.com")
                .header(HeaderMatch.exact("X-Beta", "1"))
                .build();
        var table = RoutingTable.of(List.of(web, api, beta));
        var found = table.find("shop.example.com:443", "/api/orders?page=2", RequestHeaders.none());
        assertThat(found).contains(api);
        assertThat(table.find("shop.example.com", "/", RequestHeaders.none())).contains(web);
        assertThat(table.find("x.example.com", "/", name -> List.of("1"))).contains(beta);
    }

    @Test
    void aRequestWaitsForAReplicaAndNoReplicaGoesWithOne() throws Exception {
        var time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
        var ready = new AtomicInteger(503);
        var woken = new AtomicInteger();
        var replica = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        replica.createContext("/ready", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(ready.get(), -1);
            }
        });
        replica.start();
        var replicas = new AtomicInteger(1);
        var forwarded = new CompletableFuture<Integer>();
        try (Gate gate = gate("127.0.0.1", replica.getAddress().getPort(), time, woken::incrementAndGet);
                var autoscaler = autoscaler(gate, ScaleTarget.of(replicas::get, replicas::set), tracker)) {
            CompletableFuture<Integer> answer =
                    serve(gate, counter, endpoint -> forwarded).toCompletableFuture();
            assertThat(counter.counts().held()).isEqualTo(1);
            assertThat(woken).hasValue(1);
            ready.set(200);
            while (gate.status().inFlight() == 0) {
                time.advance(Duration.ofMillis(10)); // probes run on other threads
                Thread.onSpinWait();
            }
            assertThat(autoscaler.evaluate().to()).isEqualTo(1);
            assertThat(answer).isNotDone();
            forwarded.complete(200);
            assertThat(answer).isCompletedWithValue(200);
            assertThat(gate.status().inFlight()).isZero();
        } finally {
            replica.stop(0);
        }
        try (Gate cold = gate("127.0.0.1", 1, time, woken::incrementAndGet)) {
            CompletableFuture<Integer> late =
                    serve(cold, counter, endpoint -> forwarded).toCompletableFuture();
            time.advance(Duration.ofSeconds(30));
            assertThat(late).isCompletedWithValue(504);
        }
        assertThat(counter.inFlight()).isZero();
    }
}
