package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an answer that does not end, each a JSON text. An HTTP client tells it what arrives: first
 * {@link #accepted}, then {@link #received} one at a time, at the end {@link #finished}.
 */
public final class WatchStream {

    private static final int FIRST_ERROR = 300;

    private final String what;
    private final Consumer<JsonNode> lines;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private volatile Runnable cancel = () -> {};
    private volatile int status;

    /**
     * Makes a stream for a request that is about to be sent.
     *
     * @param what method and path, for sentences
     * @param lines is told each line, on the thread of {@link #received}
     */
    public WatchStream(String what, Consumer<JsonNode> lines) {
        this.what = what;
        this.lines = lines;
    }

    /**
     * The answer has begun.
     *
     * @param code status of HTTP; from 300 on the answer is not a watch but says why there is none
     * @param cancelling ends the request from this side
     */
    public void accepted(int code, Runnable cancelling) {
        status = code;
        cancel = cancelling;
        if (ended.isDone()) {
            cancelling.run();
        } else if (!isRefused()) {
            opened.complete(null);
        }
    }

    private boolean isRefused() {
        return status >= FIRST_ERROR;
    }

    /**
     * A part of the answer has arrived.
     *
     * @param bytes are read to their end
     */
    public void received(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n' && !isRefused()) {
                tell();
            } else {
                line.write(next);
            }
        }
    }

    /**
     * The answer has ended.
     *
     * @param thrown why, if it failed; null if the server ended it
     */
    public void finished(@Nullable Throwable thrown) {
        if (isRefused()) {
            end(Exchange.refused(what, status, line.toString(StandardCharsets.UTF_8)));
        } else {
            end(thrown == null ? null : Exchange.noAnswer(what, thrown));
        }
    }

    /** {@return completes normally once the server has accepted the watch, else with an {@link ApiException}} */
    public CompletableFuture<Void> opened() {
        return opened;
    }

    /** {@return completes normally when the server ends it, else with an {@link ApiException}} */
    public CompletableFuture<Void> ended() {
        return ended;
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
        cancel.run();
    }

    /** Nobody waits for its lines any more, since the connection is closed. */
    void end() {
        close(new ApiException(ApiException.NO_ANSWER, what + " was ended: the connection is closed.", null));
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
