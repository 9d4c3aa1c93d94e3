package io.scaler4j.kubernetes;

import io.scaler4j.connect.TimeLimit;
import io.scaler4j.kubernetes.api.ApiConnection;
import java.util.concurrent.CompletableFuture;

/** A way to an API server, for lists of pods and for watches. Thread-safe. */
interface Transport extends ApiConnection, AutoCloseable {

    /**
     * Asks for a path below the server's address.
     *
     * @return completes with the answer, whatever it says; fails with an {@link java.io.IOException} without any
     *     secret, or too late
     */
    CompletableFuture<HttpGetter.Answer> get(String pathAndQuery, TimeLimit limit);

    /** That of the service account or of the context; empty if neither says. */
    String namespace();

    /** What a server says, without the token and the key. */
    String withoutSecrets(String text);

    /** Ends the requests under way. */
    @Override
    void close();
}
