package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lines of an answer that does not end, each a JSON text. */
final class WatchStream {

    private final String what;
    private final Consumer<JsonNode> lines;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private volatile @Nullable AsyncBody body;
    private volatile boolean refused;

    private WatchStream(String what, Consumer<JsonNode> lines) {
        this.what = what;
        this.lines = lines;
    }

    static WatchStream open(HttpClient http, HttpRequest request, String what, Consumer<JsonNode> lines) {
        var stream = new WatchStream(what, lines);
        try {
            var sent = http.consumeBytes(request, stream::consume);
            sent.whenComplete(stream::begin);
            stream.ended.whenComplete((done, thrown) -> sent.cancel(true));
        } catch (RuntimeException closed) {
            stream.end(Exchange.noAnswer(what, closed));
        }
        return stream;
    }

    /** Completes normally once the server has accepted the watch. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** Completes normally when the server ends it, else with an {@link ApiException}. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void begin(@Nullable HttpResponse<AsyncBody> response, @Nullable Throwable thrown) {
        if (response == null) {
            end(Exchange.noAnswer(what, thrown == null ? new IOException("no response") : thrown));
            return;
        }
        AsyncBody open = response.body();
        body = open;
        if (ended.isDone()) {
            open.cancel();
            return;
        }
        refused = !response.isSuccessful();
        open.done().whenComplete((done, failed) -> {
            if (refused) {
                end(Exchange.refused(what, response.code(), line.toString(java.nio.charset.StandardCharsets.UTF_8)));
            } else if (failed != null) {
                end(Exchange.noAnswer(what, failed));
            } else {
                end(null);
            }
        });
        if (!refused) {
            opened.complete(null);
        }
        open.consume();
    }

    private void consume(List<ByteBuffer> buffers, AsyncBody from) {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n' && !refused) {
                    tell();
                } else {
                    line.write(next);
                }
            }
        }
        from.consume();
    }

    private void tell() {
        byte[] text = line.toByteArray();
        line = new ByteArrayOutputStream();
        if (text.length == 0 || ended.isDone()) {
            return;
        }
        try {
            lines.accept(Exchange.MAPPER.readTree(text));
        } catch (IOException e) {
            close(new ApiException(ApiException.NO_ANSWER, what + " has a line that is no JSON.", e));
        }
    }

    /** Ends it from this side. */
    void close(ApiException why) {
        end(why);
        AsyncBody open = body;
        if (open != null) {
            open.cancel();
        }
    }

    private void end(@Nullable ApiException why) {
        if (why == null) {
            opened.complete(null);
            ended.complete(null);
        } else {
            opened.completeExceptionally(why);
            ended.completeExceptionally(why);
        }
    }
}
