package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.Scheduler;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.SavedState;
import io.scaler4j.registry.SavedState.PendingWrite;
import io.scaler4j.registry.StateStore;
import io.scaler4j.registry.StateStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States of autoscalers in ConfigMaps. Names are spread over a fixed number of them, as one holds at most 1 MiB. What
 * is saved is written together, one patch for each ConfigMap: at once before a scaling is written, every few seconds
 * else. Only the process that holds the lease of a shard has its store open.
 */
final class ConfigMapStateStore implements StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final String REMOVED = "";

    private final KubernetesApi api;
    private final Scheduler scheduler;
    private final Duration pause;
    private final List<Bucket> buckets = new ArrayList<>();

    /**
     * A store that reads nothing yet.
     *
     * @param name how the names of its ConfigMaps begin
     * @param count how many ConfigMaps
     * @param pause until states are written for which nobody waits
     */
    ConfigMapStateStore(
            KubernetesApi api, String namespace, String name, int count, Duration pause, Scheduler scheduler) {
        this.api = api;
        this.scheduler = scheduler;
        this.pause = pause;
        for (int index = 0; index < count; index++) {
            buckets.add(new Bucket("/api/v1/namespaces/" + namespace + "/configmaps", name + "-" + index));
        }
    }

    private Bucket bucket(String autoscaler) {
        return buckets.get(Math.floorMod(autoscaler.hashCode(), buckets.size()));
    }

    /** Keys of a ConfigMap have no slash; names of objects have no underscore. */
    private static String key(String autoscaler) {
        return autoscaler.replace('/', '_');
    }

    @Override
    public CompletionStage<Optional<SavedState>> load(String autoscaler) {
        return bucket(autoscaler)
                .loaded()
                .thenApply(texts -> Optional.ofNullable(texts.get(key(autoscaler)))
                        .filter(text -> !text.isEmpty())
                        .flatMap(text -> parse(autoscaler, text)));
    }

    @Override
    public CompletionStage<Void> save(String autoscaler, SavedState state) {
        return bucket(autoscaler)
                .put(key(autoscaler), text(state), state.pending().isPresent() ? SOON : pause);
    }

    @Override
    public CompletionStage<Void> remove(String autoscaler) {
        return bucket(autoscaler).put(key(autoscaler), REMOVED, pause);
    }

    private static String text(SavedState state) {
        return state.state().toText()
                + state.pending()
                        .map(write ->
                                " " + write.replicas() + " " + write.next().toText())
                        .orElse("");
    }

    private static Optional<SavedState> parse(String autoscaler, String text) {
        try {
            String[] parts = text.split(" ", -1);
            ScalingState state = ScalingState.parse(parts[0]);
            return Optional.of(
                    parts.length < 3
                            ? SavedState.of(state)
                            : SavedState.before(
                                    state, new PendingWrite(Integer.parseInt(parts[1]), ScalingState.parse(parts[2]))));
        } catch (IllegalArgumentException damaged) {
            LOG.warn("{}: begins without its saved state, which is damaged: {}", autoscaler, damaged.getMessage());
            return Optional.empty();
        }
    }

    /** Writes what is not written yet. */
    CompletionStage<Void> flush() {
        return CompletableFuture.allOf(buckets.stream().map(Bucket::flush).toArray(CompletableFuture[]::new));
    }

    /** Writes nothing any more: another process may have the lease now. */
    void abandon() {
        buckets.forEach(Bucket::abandon);
    }

    @Override
    public void close() {
        flush();
    }

    /** One ConfigMap: one patch at a time. */
    private final class Bucket {
        private final String list;
        private final String name;
        private Map<String, String> unwritten = new HashMap<>();
        private CompletableFuture<Void> next = new CompletableFuture<>();
        private boolean writing;
        private boolean soon;
        private boolean planned;
        private boolean abandoned;
        private CompletableFuture<Map<String, String>> loaded =
                CompletableFuture.failedFuture(new StateStoreException("the states have not been read yet"));

        Bucket(String list, String name) {
            this.list = list;
            this.name = name;
        }

        synchronized CompletableFuture<Map<String, String>> loaded() {
            if (loaded.isCompletedExceptionally()) {
                loaded = api.get(list + "/" + name, LIMIT).handle((map, thrown) -> {
                    if (thrown == null) {
                        return data(map);
                    }
                    if (unwrap(thrown) instanceof ApiException refused && refused.isNotFound()) {
                        return new ConcurrentHashMap<>();
                    }
                    throw failure("read", thrown);
                });
            }
            return loaded;
        }

        private static Map<String, String> data(JsonNode map) {
            var data = new ConcurrentHashMap<String, String>();
            map.path("data")
                    .properties()
                    .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
            return data;
        }

        CompletionStage<Void> put(String key, String text, Duration within) {
            CompletableFuture<Void> written;
            boolean urgent = within.equals(SOON);
            synchronized (this) {
                if (abandoned) {
                    return CompletableFuture.failedFuture(
                            new StateStoreException("the states are not written any more: the lease is lost"));
                }
                unwritten.put(key, text);
                loaded.thenAccept(texts -> texts.put(key, text));
                written = next;
                if (planned && (soon || !urgent)) {
                    return written.minimalCompletionStage();
                }
                planned = true;
                soon |= urgent;
            }
            scheduler.schedule(this::flush, within);
            return written.minimalCompletionStage();
        }

        synchronized void abandon() {
            abandoned = true;
            unwritten.clear();
        }

        CompletableFuture<Void> flush() {
            Map<String, String> texts;
            CompletableFuture<Void> written;
            synchronized (this) {
                written = next;
                if (unwritten.isEmpty()) {
                    return CompletableFuture.completedFuture(null);
                }
                if (writing) {
                    return written;
                }
                texts = unwritten;
                unwritten = new HashMap<>();
                next = new CompletableFuture<>();
                writing = true;
                planned = false;
                soon = false;
            }
            patch(texts).whenComplete((done, thrown) -> written(texts, written, thrown));
            return written;
        }

        private void written(Map<String, String> texts, CompletableFuture<Void> told, @Nullable Throwable thrown) {
            boolean more;
            synchronized (this) {
                writing = false;
                if (thrown != null && !abandoned) {
                    texts.forEach(unwritten::putIfAbsent); // with the next patch
                }
                more = !unwritten.isEmpty() && !planned;
                planned |= more;
            }
            if (more) {
                scheduler.schedule(this::flush, thrown == null ? SOON : pause);
            }
            if (thrown == null) {
                told.complete(null);
            } else {
                told.completeExceptionally(failure("written", thrown));
            }
        }

        private CompletableFuture<JsonNode> patch(Map<String, String> texts) {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            ObjectNode data = patch.putObject("data");
            texts.forEach((key, text) -> {
                if (text.isEmpty()) {
                    data.putNull(key);
                } else {
                    data.put(key, text);
                }
            });
            return api.patch(list + "/" + name, patch, LIMIT).exceptionallyCompose(thrown -> {
                if (!(unwrap(thrown) instanceof ApiException refused) || !refused.isNotFound()) {
                    return CompletableFuture.failedFuture(thrown);
                }
                ObjectNode fresh = patch.deepCopy();
                fresh.put("apiVersion", "v1").put("kind", "ConfigMap");
                fresh.putObject("metadata").put("name", name);
                return api.post(list, fresh, LIMIT);
            });
        }

        private StateStoreException failure(String verb, Throwable thrown) {
            Throwable cause = unwrap(thrown);
            return new StateStoreException(
                    "the states in ConfigMap " + name + " could not be " + verb + ": " + cause.getMessage(), cause);
        }
    }

    private static Throwable unwrap(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    @Override
    public String toString() {
        return "states in " + buckets.size() + " ConfigMaps";
    }
}
