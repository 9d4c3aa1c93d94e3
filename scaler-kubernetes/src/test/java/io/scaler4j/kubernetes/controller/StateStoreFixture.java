package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ScriptedServer;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.SavedState;
import io.scaler4j.registry.SavedState.PendingWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;

/** States in ConfigMaps of a scripted server, with a virtual timer. */
abstract class StateStoreFixture {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LIST = "/api/v1/namespaces/shop/configmaps";
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final int MAPS = 4;
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(1, 100).build();

    final VirtualWorld world = new VirtualWorld();
    final AtomicBoolean held = new AtomicBoolean(true);
    /** The data of each ConfigMap. */
    final Map<String, Map<String, String>> maps = new ConcurrentHashMap<>();

    final ScriptedServer server = ScriptedServer.answering(this::store);
    final KubernetesApi api = KubernetesApi.open(server.config());
    final ConfigMapStateStore store = open(MAPS);

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    ConfigMapStateStore open(int count) {
        var writing = new ConfigMapStateStore.Writing(PAUSE, Duration.ofSeconds(2), held::get);
        return new ConfigMapStateStore(api, "shop", "states", count, writing, world.scheduler());
    }

    /** As the API server does: merge patches, and 404 where there is none. */
    synchronized void store(ScriptedServer.Seen seen, ScriptedServer.Reply reply) throws java.io.IOException {
        String name = seen.path().substring(seen.path().lastIndexOf('/') + 1);
        if (seen.is("POST", LIST)) {
            JsonNode map = MAPPER.readTree(seen.body());
            String created = map.path("metadata").path("name").asText();
            if (maps.containsKey(created)) {
                reply.refuse(409, "AlreadyExists", "there is one");
                return;
            }
            maps.put(created, new TreeMap<>());
            merge(maps.get(created), map);
            reply.json(201, seen.body());
        } else if (!maps.containsKey(name)) {
            reply.refuse(404, "NotFound", name + " not found");
        } else {
            if (seen.method().equals("PATCH")) {
                merge(maps.get(name), MAPPER.readTree(seen.body()));
            }
            reply.json(200, MAPPER.writeValueAsString(Map.of("data", maps.get(name))));
        }
    }

    private static void merge(Map<String, String> data, JsonNode patch) {
        patch.path("data").properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                data.remove(entry.getKey());
            } else {
                data.put(entry.getKey(), entry.getValue().asText());
            }
        });
    }

    /** After a decision, another one for each second. */
    static SavedState state(int second) {
        Instant now = Instant.parse("2026-01-05T08:00:00Z").plusSeconds(second);
        var measurement = Measurement.of("lag", MetricTarget.averageValue(1), Reading.of(10));
        var observation = Observation.of(now, Replicas.of(5), List.of(measurement));
        return SavedState.of(POLICY.decide(ScalingState.initial(), observation).next(true));
    }

    static SavedState pending(int second, int replicas) {
        return SavedState.before(
                state(second).state(),
                new PendingWrite(replicas, state(second + 1).state()));
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    void pass(Duration time) {
        world.runUntil(world.now + time.toNanos());
    }

    long writes() {
        return server.requests().stream()
                .filter(seen -> !seen.method().equals("GET"))
                .count();
    }

    CompletableFuture<Void> put(ConfigMapStateStore to, String name, SavedState state) {
        var saved = to.save(name, state).toCompletableFuture();
        pass(PAUSE);
        return saved;
    }
}
