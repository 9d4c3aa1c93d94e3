package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A whole list of the API server, read page by page. */
final class ListPages {

    private static final int PAGE = 500;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ListPages() {}

    /**
     * A list.
     *
     * @param objects by namespace and name
     * @param version from which a watch goes on
     */
    record Listed<T>(Map<String, Kept<T>> objects, String version) {}

    /** Fails with an {@link ApiException}, also if one of the objects cannot be used. */
    static <T> CompletableFuture<Listed<T>> read(ApiConnection api, String path, Function<JsonNode, T> projection) {
        return page(api, path, projection, "", new HashMap<>());
    }

    private static <T> CompletableFuture<Listed<T>> page(
            ApiConnection api,
            String path,
            Function<JsonNode, T> projection,
            String continuation,
            Map<String, Kept<T>> found) {
        String query = (path.contains("?") ? "&" : "?") + "limit=" + PAGE
                + (continuation.isEmpty() ? "" : "&continue=" + continuation);
        return api.get(path + query, LIMIT).thenCompose(list -> {
            try {
                list.path("items").forEach(item -> found.put(Kept.key(item), Kept.of(item, projection)));
            } catch (RuntimeException unusable) {
                throw unusable(path, unusable);
            }
            JsonNode metadata = list.path("metadata");
            String next = metadata.path("continue").asText("");
            return next.isEmpty()
                    ? CompletableFuture.completedFuture(
                            new Listed<>(found, metadata.path("resourceVersion").asText("")))
                    : page(api, path, projection, next, found);
        });
    }

    /** Of an object from which nothing can be kept: the copy would lack it without a word. */
    static ApiException unusable(String path, RuntimeException thrown) {
        return new ApiException(
                ApiException.NO_ANSWER,
                "An object of " + path + " cannot be used (" + thrown.getClass().getSimpleName() + ").",
                thrown);
    }
}
