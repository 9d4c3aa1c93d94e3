package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a {@link ResourceWatch} needs of a connection to an API server. Implementations are thread-safe. */
public interface ApiConnection {

    /**
     * Reads an object or a list. The request is sent once.
     *
     * @param path with its query, as in {@code /api/v1/namespaces/shop/pods?limit=500}
     * @param timeout how long the answer is waited for, more than 0
     * @return completes with the answer; fails with an {@link ApiException}
     */
    CompletableFuture<JsonNode> get(String path, Duration timeout);

    /**
     * Opens an answer that does not end.
     *
     * @param path with its query, as in {@code /api/v1/namespaces/shop/pods?watch=true}
     * @param lines is told each line, one after the other, on threads of the HTTP client; must return at once
     * @return the stream, which may not be open yet
     */
    WatchStream watch(String path, Consumer<JsonNode> lines);

    /**
     * Runs a task later, unless the connection is closed before.
     *
     * @param task is run once; must not block
     * @param delay until then
     * @return cancels the task; may be called at any time
     */
    Runnable later(Runnable task, Duration delay);
}
