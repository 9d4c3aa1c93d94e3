package io.scaler4j.kubernetes.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Once the answer is complete, in whatever way, the connection is free. */
final class Exchange {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private final String what;
    private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile @Nullable AsyncBody body;

    /** @param what method and path, for sentences */
    Exchange(String what) {
        this.what = what;
    }

    CompletableFuture<JsonNode> answer() {
        return answer;
    }

    void send(HttpClient http, HttpRequest request) {
        CompletableFuture<HttpResponse<AsyncBody>> sent;
        try {
            sent = http.consumeBytes(request, this::collect);
        } catch (RuntimeException closed) {
            answer.completeExceptionally(noAnswer(what, closed));
            return;
        }
        sent.whenComplete((response, thrown) -> {
            if (thrown != null) {
                answer.completeExceptionally(noAnswer(what, thrown));
            } else {
                read(response);
            }
        });
        answer.whenComplete((value, thrown) -> {
            sent.cancel(true);
            AsyncBody open = body;
            if (open != null && thrown != null) {
                open.cancel();
            }
        });
    }

    private void read(HttpResponse<AsyncBody> response) {
        AsyncBody open = response.body();
        body = open;
        if (answer.isDone()) {
            open.cancel();
            return;
        }
        open.done().whenComplete((done, thrown) -> {
            if (thrown != null) {
                answer.completeExceptionally(noAnswer(what, thrown));
            } else {
                complete(response.code());
            }
        });
        open.consume();
    }

    private void collect(List<ByteBuffer> buffers, AsyncBody from) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        from.consume();
    }

    private void complete(int status) {
        try {
            answer.complete(read(what, status, bytes.toString(UTF_8)));
        } catch (ApiException e) {
            answer.completeExceptionally(e);
        }
    }

    static JsonNode read(String what, int status, String text) {
        if (status < 200 || status >= 300) {
            throw refused(what, status, text);
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ApiException(ApiException.NO_ANSWER, what + " was answered with what is no JSON.", e);
        }
    }

    /** The time limit, whatever the client does. */
    void within(Duration timeout, ScheduledExecutorService timer) {
        ScheduledFuture<?> alarm = timer.schedule(
                () -> answer.completeExceptionally(new ApiException(
                        ApiException.NO_ANSWER,
                        what + " was not answered within " + timeout.toMillis() + " ms.",
                        null)),
                Math.max(1, timeout.toMillis()),
                TimeUnit.MILLISECONDS);
        answer.whenComplete((value, thrown) -> alarm.cancel(false));
    }

    /** Nobody waits for the answer any more, since the connection is closed. */
    void end() {
        answer.completeExceptionally(
                new ApiException(ApiException.NO_ANSWER, what + " was not answered: the connection is closed.", null));
    }

    static ApiException noAnswer(String what, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ApiException already) {
            return already;
        }
        return new ApiException(ApiException.NO_ANSWER, what + " was not answered: " + reason(cause), cause);
    }

    /** The JDK's client says nothing of a connection that was refused. */
    private static String reason(Throwable cause) {
        if (cause.getMessage() != null) {
            return cause.getMessage();
        }
        return cause instanceof ConnectException
                ? "there is no connection to the server"
                : cause.getClass().getSimpleName();
    }

    /** A Status says why in its message; what is no Status is a proxy's page. */
    static ApiException refused(String what, int status, String text) {
        String reason = statusOf(text).path("message").asText("");
        return new ApiException(
                status, what + " was answered with status " + status + (reason.isEmpty() ? "." : ": " + reason), null);
    }

    private static JsonNode statusOf(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
