package io.scaler4j.kubernetes.controller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.SavedState;
import io.scaler4j.registry.SavedState.PendingWrite;
import io.scaler4j.registry.StateStore;
import io.scaler4j.registry.StateStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States of autoscalers in ConfigMaps. Names are spread over a fixed number of them, as one holds at most 1 MiB. What
 * is saved is written together, one patch for each ConfigMap: at once before a scaling is written, every few seconds
 * else. Only the process that holds the lease of a shard has its store open, and a patch ends before another process
 * may have the lease.
 */
final class ConfigMapStateStore implements StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);
    private static final Duration READ_LIMIT = Duration.ofSeconds(5);
    static final Duration SOON = Duration.ofMillis(50);
    private static final int LONGEST_KEY = 253;
    private static final int TOO_LARGE = 413;
    private static final int INVALID = 422;
    private static final String REMOVED = "";

    private final KubernetesApi api;
    private final Scheduler scheduler;
    private final Writing writing;
    private final List<Bucket> buckets = new ArrayList<>();

    /**
     * When states are written.
     *
     * @param pause until states are written for which nobody waits
     * @param limit for a patch
     * @param allowed whether this process still has the lease
     */
    record Writing(Duration pause, Duration limit, BooleanSupplier allowed) {}

    /**
     * A store that reads nothing yet.
     *
     * @param name how the names of its ConfigMaps begin
     * @param count how many ConfigMaps
     */
    ConfigMapStateStore(
            KubernetesApi api, String namespace, String name, int count, Writing writing, Scheduler scheduler) {
        this.api = api;
        this.scheduler = scheduler;
        this.writing = writing;
        for (int index = 0; index < count; index++) {
            buckets.add(new Bucket("/api/v1/namespaces/" + namespace + "/configmaps", name + "-" + index));
        }
    }

    private Bucket bucket(String autoscaler) {
        return buckets.get(Math.floorMod(autoscaler.hashCode(), buckets.size()));
    }

    /** Keys of a ConfigMap have no slash, and a length limit; names of objects have no underscore. */
    static String key(String autoscaler) {
        String key = autoscaler.replace('/', '_');
        return key.length() <= LONGEST_KEY ? key : "sha256_" + sha256(key);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
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
                .put(key(autoscaler), text(state), state.pending().isPresent());
    }

    @Override
    public CompletionStage<Void> remove(String autoscaler) {
        return bucket(autoscaler).put(key(autoscaler), REMOVED, false);
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

    /** Writes what is not written yet; completes once that and what is under way is stored, or fails. */
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

    private static StateStoreException leaseLost() {
        return new StateStoreException("the states are not written any more: the lease is lost");
    }

    /** One ConfigMap: one patch at a time. When it ends, the next one takes what was saved meanwhile. */
    private final class Bucket {
        private final String list;
        private final String name;
        private Map<String, String> unwritten = new HashMap<>();
        /** Ends when what is unwritten now is written. */
        private CompletableFuture<Void> next = new CompletableFuture<>();
        /** Of the patch under way. */
        private @Nullable CompletableFuture<Void> current;

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
                loaded = api.get(list + "/" + name, READ_LIMIT).handle((map, thrown) -> {
                    if (thrown == null) {
                        return data(map);
                    }
                    if (FailureTable.unwrap(thrown) instanceof ApiException refused && refused.isNotFound()) {
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

        synchronized CompletionStage<Void> put(String key, String text, boolean urgent) {
            if (abandoned) {
                return CompletableFuture.failedFuture(leaseLost());
            }
            unwritten.put(key, text);
            loaded.thenAccept(texts -> texts.put(key, text));
            boolean comesAnyway = current != null || (planned && (soon || !urgent));
            soon |= urgent;
            if (!comesAnyway) {
                plan(urgent ? SOON : writing.pause());
            }
            return next.minimalCompletionStage();
        }

        private void plan(Duration delay) {
            planned = true;
            scheduler.schedule(this::flush, delay);
        }

        void abandon() {
            CompletableFuture<Void> given;
            synchronized (this) {
                abandoned = true;
                unwritten.clear();
                given = next;
            }
            given.completeExceptionally(leaseLost());
        }

        CompletableFuture<Void> flush() {
            Map<String, String> texts;
            CompletableFuture<Void> written;
            synchronized (this) {
                planned = false;
                if (current != null) {
                    soon = true;
                    return unwritten.isEmpty() ? current : CompletableFuture.allOf(current, next);
                }
                if (unwritten.isEmpty()) {
                    return CompletableFuture.completedFuture(null);
                }
                texts = unwritten;
                unwritten = new HashMap<>();
                written = next;
                next = new CompletableFuture<>();
                current = written;
                soon = false;
            }
            CompletableFuture<JsonNode> patch =
                    writing.allowed().getAsBoolean() ? patch(texts) : CompletableFuture.failedFuture(leaseLost());
            patch.whenComplete((done, thrown) -> ended(texts, written, thrown));
            return written;
        }

        private void ended(Map<String, String> texts, CompletableFuture<Void> told, @Nullable Throwable thrown) {
            synchronized (this) {
                current = null;
                if (thrown != null && !abandoned) {
                    texts.forEach(unwritten::putIfAbsent); // with the next patch
                }
                if (!unwritten.isEmpty()) {
                    plan(thrown == null && soon ? SOON : writing.pause());
                }
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
            return api.patch(list + "/" + name, patch, writing.limit()).exceptionallyCompose(thrown -> {
                if (!(FailureTable.unwrap(thrown) instanceof ApiException refused) || !refused.isNotFound()) {
                    return CompletableFuture.failedFuture(thrown);
                }
                return writing.allowed().getAsBoolean()
                        ? api.post(list, fresh(texts), writing.limit())
                        : CompletableFuture.failedFuture(leaseLost());
            });
        }

        private ObjectNode fresh(Map<String, String> texts) {
            ObjectNode map = JsonNodeFactory.instance.objectNode();
            map.put("apiVersion", "v1").put("kind", "ConfigMap");
            map.putObject("metadata").put("name", name);
            ObjectNode data = map.putObject("data");
            texts.forEach((key, text) -> {
                if (!text.isEmpty()) {
                    data.put(key, text);
                }
            });
            return map;
        }

        private StateStoreException failure(String verb, Throwable thrown) {
            Throwable cause = FailureTable.unwrap(thrown);
            if (cause instanceof StateStoreException already) {
                return already;
            }
            boolean large = cause instanceof ApiException refused
                    && (refused.status() == TOO_LARGE || refused.status() == INVALID);
            return new StateStoreException(
                    "the states in ConfigMap " + name + " could not be " + verb + ": " + cause.getMessage()
                            + (large ? "; if there are too many objects for it, split them into more shards" : ""),
                    cause);
        }
    }

    @Override
    public String toString() {
        return "states in " + buckets.size() + " ConfigMaps";
    }
}
