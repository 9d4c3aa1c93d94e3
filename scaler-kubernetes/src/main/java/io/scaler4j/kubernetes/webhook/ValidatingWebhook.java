package io.scaler4j.kubernetes.webhook;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.kubernetes.https.HttpAnswer;
import io.scaler4j.kubernetes.https.HttpRequest;
import io.scaler4j.kubernetes.https.HttpsService;
import io.scaler4j.kubernetes.https.ServingTls;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The server of a validating admission webhook: reviews at {@code /validate}, probes at {@code /healthz},
 * {@code /livez} and {@code /readyz}. It tells nothing that its caller does not know, so it answers everybody.
 *
 * <p>It has its own threads, which end with {@link #close()}. Thread-safe.
 */
public final class ValidatingWebhook implements AutoCloseable {

    private final HttpsService service;

    private ValidatingWebhook(HttpsService service) {
        this.service = service;
    }

    /**
     * Starts a server.
     *
     * @param address with a port, 0 for any that is free
     * @param tls whose certificate names {@code SERVICE.NAMESPACE.svc}
     * @param check answers the reviews
     * @return to be closed by the caller
     * @throws InvalidConfigurationException if the certificate cannot be used, with all problems
     * @throws UncheckedIOException if it cannot listen on its address
     */
    public static ValidatingWebhook start(InetSocketAddress address, ServingTls tls, AdmissionCheck check) {
        Objects.requireNonNull(check, "check must not be null; it answers the reviews");
        var problems = Problems.of("validating webhook");
        tls.check(problems);
        problems.throwIfAny();
        return new ValidatingWebhook(HttpsService.start(
                "webhook", address, tls, request -> CompletableFuture.completedStage(answer(request, check))));
    }

    private static HttpAnswer answer(HttpRequest request, AdmissionCheck check) {
        List<String> path = request.path();
        if (!path.equals(List.of("validate"))) {
            return HttpAnswer.text(HttpURLConnection.HTTP_NOT_FOUND, "reviews go to /validate");
        }
        if (!request.method().equals("POST")) {
            return HttpAnswer.text(HttpURLConnection.HTTP_BAD_METHOD, "a review is posted");
        }
        try {
            return HttpAnswer.json(HttpURLConnection.HTTP_OK, check.review(request.body()));
        } catch (IllegalArgumentException e) {
            return HttpAnswer.text(HttpURLConnection.HTTP_BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** {@return the port on which it listens; -1 after it was closed} */
    public int port() {
        return service.port();
    }

    /** {@return how many reviews were answered so far, by status of HTTP; a copy} */
    public Map<Integer, Long> answers() {
        return service.answers();
    }

    /** Lets requests under way end for up to 5 s. A second call does nothing. */
    @Override
    public void close() {
        service.close();
    }

    @Override
    public String toString() {
        return "validating webhook";
    }
}
