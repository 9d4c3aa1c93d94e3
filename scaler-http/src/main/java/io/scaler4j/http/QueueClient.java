package io.scaler4j.http;

import io.scaler4j.config.Masking;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks interceptors for their counts, over connections that are kept. It follows no redirect and uses no proxy. */
final class QueueClient {

    private static final int OK = 200;
    private static final int MOST_BYTES = 16 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    /** Asks one interceptor, and gives up when the time is over: the connection and the body count, too. */
    CompletableFuture<QueueAnswer> ask(URI address, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Accept", "application/json")
                .header("User-Agent", "scaler4j")
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, info -> new LimitedBody(MOST_BYTES));
        var answer = new CompletableFuture<QueueAnswer>();
        answer.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        sent.whenComplete((response, thrown) -> {
            if (thrown != null) {
                answer.completeExceptionally(thrown);
            } else {
                complete(answer, response);
            }
        });
        answer.whenComplete((done, thrown) -> {
            if (thrown != null) {
                sent.cancel(true);
            }
        });
        return answer;
    }

    private static void complete(CompletableFuture<QueueAnswer> answer, HttpResponse<byte[]> response) {
        try {
            if (response.statusCode() != OK) {
                throw new IOException("it answered with status " + response.statusCode()
                        + "; check that the address is that of an interceptor's admin port");
            }
            answer.complete(
                    QueueAnswer.parse(response.body(), response.headers().firstValue(QueueAnswer.BOOT_HEADER)));
        } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** Why an interceptor gave no answer, as a clause. */
    static String reason(Throwable thrown, Duration limit) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "no answer within " + limit.toMillis() + " ms";
        }
        if (cause instanceof ConnectException) {
            return "the connection was refused, or the host cannot be reached";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : Masking.sentence(message);
    }
}
