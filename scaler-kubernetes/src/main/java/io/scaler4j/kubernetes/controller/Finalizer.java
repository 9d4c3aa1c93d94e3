package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps deleted objects until the count from before is back, where they ask for it. */
final class Finalizer {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);
    /** An object does not wait longer for a target that cannot be scaled. */
    static final Duration RESTORING = Duration.ofMinutes(5);

    private final KubernetesApi api;
    private final ObjectReader reader;
    private final KubernetesTargets targets;
    private final Duration limit;
    private final InstantSource time;

    /** @param limit for a request */
    Finalizer(KubernetesApi api, ObjectReader reader, KubernetesTargets targets, Duration limit, InstantSource time) {
        this.api = api;
        this.reader = reader;
        this.targets = targets;
        this.limit = limit;
        this.time = time;
    }

    static boolean isOn(JsonNode object, String name) {
        for (JsonNode each : object.path("metadata").path("finalizers")) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Only an object whose count is to be restored has to wait for us when it is deleted. */
    CompletionStage<Void> fit(String key, JsonNode object, Wanted wanted) {
        boolean has = isOn(object, Kinds.FINALIZER);
        return wanted.object().restoresReplicas() == has ? done() : set(key, object, !has);
    }

    /** Of a deleted object: the count from before comes back, then the object may go. */
    CompletionStage<Void> finish(String key, JsonNode object) {
        return done().thenCompose(begin -> restore(key, object))
                .exceptionallyCompose(thrown -> isOverdue(object) ? lost(key, thrown) : again(thrown))
                .thenCompose(restored -> set(key, object, false));
    }

    /** Of an object that is none of ours any more and may still be there. */
    CompletionStage<Void> letGo(String key) {
        return api.get(Kinds.scaledObject(key), limit)
                .handle((object, thrown) -> {
                    if (thrown != null) {
                        return CompletableFuture.completedFuture(ignoring(thrown, ApiException.NOT_FOUND));
                    }
                    return isOn(object, Kinds.FINALIZER) ? set(key, object, false) : done();
                })
                .thenCompose(next -> next);
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static CompletionStage<Void> again(Throwable thrown) {
        return CompletableFuture.failedFuture(thrown);
    }

    private boolean isOverdue(JsonNode object) {
        String deleted = object.path("metadata").path("deletionTimestamp").asText();
        return !time.instant().isBefore(Instant.parse(deleted).plus(RESTORING));
    }

    private static CompletionStage<Void> lost(String key, Throwable thrown) {
        LOG.warn(
                "{} goes without its first count, which could not be restored within {} min: {}",
                key,
                RESTORING.toMinutes(),
                FailureTable.unwrap(thrown).getMessage());
        return done();
    }

    private CompletionStage<Void> restore(String key, JsonNode object) {
        JsonNode original = object.path("status").path("originalReplicaCount");
        if (!original.isInt()) {
            return done();
        }
        return reader.read(key, object).thenCompose(wanted -> {
            if (wanted.object().scaleTargetRef().isEmpty() || !wanted.object().restoresReplicas()) {
                return done();
            }
            return targets.restore(Kinds.namespaceOf(key), wanted.target(), original.asInt(), limit);
        });
    }

    private CompletionStage<Void> set(String key, JsonNode object, boolean present) {
        ArrayNode finalizers = JsonNodeFactory.instance.arrayNode();
        object.path("metadata").path("finalizers").forEach(each -> {
            if (!each.asText().equals(Kinds.FINALIZER)) {
                finalizers.add(each);
            }
        });
        if (present) {
            finalizers.add(Kinds.FINALIZER);
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.set("resourceVersion", object.path("metadata").path("resourceVersion"));
        metadata.set("finalizers", finalizers);
        return api.patch(Kinds.scaledObject(key), patch, limit)
                .handle((patched, thrown) -> ignoring(thrown, ApiException.NOT_FOUND, ApiException.CONFLICT));
    }

    /** The next event of the watch brings the object back after a conflict. */
    static @Nullable Void ignoring(@Nullable Throwable thrown, int... statuses) {
        if (thrown == null) {
            return null;
        }
        Throwable cause = FailureTable.unwrap(thrown);
        for (int status : statuses) {
            if (cause instanceof ApiException refused && refused.status() == status) {
                return null;
            }
        }
        throw new CompletionException(cause);
    }
}
