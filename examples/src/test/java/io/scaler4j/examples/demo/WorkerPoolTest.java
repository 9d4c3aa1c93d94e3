package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Scheduler;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.policy.Replicas;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With real processes. */
class WorkerPoolTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Scheduler NEVER = (task, delay) -> () -> {};

    private final WorkerPool pool = new WorkerPool(new Stopwatch());
    private volatile List<Endpoint> endpoints = List.of();
    private final EndpointSource.Watch watch =
            pool.endpoints().watch(ready -> endpoints = ready, new EndpointSource.Context(NEVER, Runnable::run));
    private final Set<Long> before = children();

    @AfterEach
    void noProcessIsLeft() {
        watch.close();
        pool.close();
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void aWorkerIsReadyWhenItAnswers() throws Exception {
        assertThat(pool.replicas()).isEqualTo(Replicas.of(0));
        pool.scaleTo(2);
        assertThat(pool.replicas()).isEqualTo(new Replicas(2, 2, 0));
        await().atMost(LIMIT).until(() -> pool.replicas().equals(Replicas.of(2)));
        assertThat(endpoints).hasSize(2);
        for (Endpoint endpoint : endpoints) {
            assertThat(get(endpoint)).startsWith("done by ");
        }
        assertThat(pool.starts()).extracting(WorkerPool.Start::isFirst).containsExactlyInAnyOrder(true, false);
        assertThat(pool.starts()).allMatch(start -> start.ready() - start.begun() >= 0.5);
    }

    @Test
    void theYoungestGoes() throws Exception {
        pool.scaleTo(1);
        await().atMost(LIMIT).until(() -> endpoints.size() == 1);
        Endpoint oldest = endpoints.get(0);
        pool.scaleTo(2);
        await().atMost(LIMIT).until(() -> endpoints.size() == 2);
        Endpoint youngest = endpoints.stream()
                .filter(one -> !one.equals(oldest))
                .findFirst()
                .orElseThrow();
        assertThat(pool.choose(endpoints, 1)).containsExactly(youngest);
        send(youngest).join();
        pool.scaleTo(1);
        assertThat(endpoints).containsExactly(oldest);
        await().atMost(LIMIT).until(() -> children().size() == before.size() + 1);
        assertThat(get(oldest)).startsWith("done by ");
    }

    @Test
    void aWorkerThatDiesIsNotReadyAnyMore() {
        pool.scaleTo(1);
        await().atMost(LIMIT).until(() -> endpoints.size() == 1);
        children().stream()
                .filter(pid -> !before.contains(pid))
                .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        await().atMost(LIMIT).until(() -> endpoints.isEmpty());
        assertThat(pool.replicas()).isEqualTo(new Replicas(1, 0, 0));
    }

    private static String get(Endpoint endpoint) throws IOException, InterruptedException {
        return send(endpoint).join().body();
    }

    private static CompletableFuture<HttpResponse<String>> send(Endpoint endpoint) {
        var request = HttpRequest.newBuilder(URI.create(endpoint + "/work")).timeout(LIMIT);
        return HttpClient.newHttpClient().sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }
}
