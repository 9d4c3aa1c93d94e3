package io.scaler4j.http.proxy;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A page of the admin port. It answers {@code GET} and {@code HEAD}.
 *
 * <p>Called on an event loop: be quick and never block. An answer that takes its time completes its stage later.
 */
@FunctionalInterface
public interface AdminPage {

    /**
     * Answers a request.
     *
     * @param request what was asked
     * @return completes with the answer. If it fails, the client gets status 500. It is cancelled when the client
     *     leaves
     */
    CompletionStage<Answer> answer(Request request);

    /**
     * What was asked.
     *
     * @param path the path without its query
     * @param query what stands behind {@code ?}, as it was sent; empty text if there is nothing
     */
    record Request(String path, String query) {}

    /**
     * An answer with headers.
     *
     * @param answer status, type and body
     * @param headers further headers by name
     */
    record Answer(AdminAnswer answer, Map<String, String> headers) {

        /**
         * Copies the headers.
         *
         * @param answer not null
         * @param headers may be empty
         */
        public Answer {
            Objects.requireNonNull(answer, "answer must not be null; it has a status and a body");
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Returns a page that answers at once.
     *
     * @param answers called for each request; quick and never blocking
     * @return the page
     */
    static AdminPage of(Supplier<AdminAnswer> answers) {
        Objects.requireNonNull(answers, "answers must not be null; it makes the answer to each request");
        return request -> CompletableFuture.completedFuture(new Answer(answers.get(), Map.of()));
    }
}
