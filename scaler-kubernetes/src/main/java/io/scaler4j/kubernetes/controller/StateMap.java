package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.controller.ConfigMapStateStore.Writing;
import io.scaler4j.registry.StateStoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts in one ConfigMap: one patch at a time. When it ends, the next one takes what was saved meanwhile. Thread-safe.
 */
final class StateMap {
    static final Duration SOON = Duration.ofMillis(50);
    private static final Duration READ_LIMIT = Duration.ofSeconds(5);
    private static final int TOO_LARGE = 413;
    private static final int INVALID = 422;

    private final KubernetesApi api;
    private final String list;
    private final String name;
    private final Writing writing;
    private final Scheduler scheduler;
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

    /** @param list the path of the ConfigMaps of a namespace */
    StateMap(KubernetesApi api, String list, String name, Writing writing, Scheduler scheduler) {
        this.api = api;
        this.list = list;
        this.name = name;
        this.writing = writing;
        this.scheduler = scheduler;
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

    /** Saves that wait never end: who waits for them has a limit, and what they would say is known by then. */
    synchronized void abandon() {
        abandoned = true;
        unwritten.clear();
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

    private static StateStoreException leaseLost() {
        return new StateStoreException("the states are not written any more: the lease is lost");
    }

    private StateStoreException failure(String verb, Throwable thrown) {
        Throwable cause = FailureTable.unwrap(thrown);
        if (cause instanceof StateStoreException already) {
            return already;
        }
        boolean large =
                cause instanceof ApiException refused && (refused.status() == TOO_LARGE || refused.status() == INVALID);
        return new StateStoreException(
                "the states in ConfigMap " + name + " could not be " + verb + ": " + cause.getMessage()
                        + (large ? "; if there are too many objects for it, split them into more shards" : ""),
                cause);
    }
}
