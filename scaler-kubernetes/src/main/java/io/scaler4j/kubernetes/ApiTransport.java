package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.WatchStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The connection of somebody else, such as the controller's. It stays theirs to close. */
record ApiTransport(KubernetesApi api) implements Transport {

    @Override
    public CompletableFuture<HttpGetter.Answer> get(String pathAndQuery, TimeLimit limit) {
        return api.get(pathAndQuery, limit.left()).handle((object, thrown) -> {
            if (object != null) {
                return new HttpGetter.Answer(200, object.toString());
            }
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            if (cause instanceof ApiException refused && refused.status() != ApiException.NO_ANSWER) {
                return new HttpGetter.Answer(refused.status(), message(refused));
            }
            throw new CompletionException(new IOException(cause.getMessage(), cause));
        });
    }

    private static String message(ApiException refused) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("message", refused.getMessage())
                .toString();
    }

    @Override
    public CompletableFuture<JsonNode> get(String path, Duration timeout) {
        return api.get(path, timeout);
    }

    @Override
    public WatchStream watch(String path, Consumer<JsonNode> lines) {
        return api.watch(path, lines);
    }

    @Override
    public Runnable later(Runnable task, Duration delay) {
        return api.later(task, delay);
    }

    /** Each trigger of the controller says where its pods are. */
    @Override
    public String namespace() {
        return "";
    }

    /** The texts of {@link ApiException} have none. */
    @Override
    public String withoutSecrets(String text) {
        return text;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return api.toString();
    }
}
