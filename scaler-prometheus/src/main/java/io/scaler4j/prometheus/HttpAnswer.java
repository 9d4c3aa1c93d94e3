package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A whole answer. */
final class HttpAnswer {

    private static final String PLAIN = "text/plain";

    private final int status;
    private final @Nullable String location;
    private final boolean plainText;
    private final byte[] body;
    private final String redirection;

    /**
     * An answer of the server that was asked.
     *
     * @param location that a redirect names
     * @param plainText whether the body is meant for people
     */
    HttpAnswer(int status, @Nullable String location, boolean plainText, byte[] body) {
        this(status, location, plainText, body, "");
    }

    private HttpAnswer(int status, @Nullable String location, boolean plainText, byte[] body, String redirection) {
        this.redirection = redirection;
        this.status = status;
        this.location = location;
        this.plainText = plainText;
        this.body = body;
    }

    /** The same, behind redirects; the clause tells where they led, and without what. */
    HttpAnswer behind(String redirects) {
        return new HttpAnswer(status, location, plainText, body, redirects);
    }

    /** Where redirects led, as a clause without secrets; empty if there was none. */
    String redirection() {
        return redirection;
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Where to ask instead. */
    Optional<String> redirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> Optional.ofNullable(location);
            default -> Optional.empty();
        };
    }

    /** Not a copy: the caller reads it once. */
    byte[] body() {
        return body;
    }

    /** A body that is meant for people; empty for any other. */
    String text() {
        return plainText ? new String(body, UTF_8) : "";
    }

    /**
     * Collects an answer, and gives up one that is too large, or that nobody waits for any more. The client calls back
     * before the connection is free, so whoever asked again at once would need a second one: the answer is told
     * afterwards.
     */
    static final class Collector extends AbstractBinResponseConsumer<HttpAnswer> {

        private final int mostBytes;
        private final BooleanSupplier isInVain;
        private final Consumer<HttpAnswer> receiver;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;
        private @Nullable String location;
        private boolean plainText;
        private volatile @Nullable HttpAnswer whole;

        /** @param receiver is told a whole answer, once, on the thread of the client; must not block */
        Collector(int mostBytes, BooleanSupplier isInVain, Consumer<HttpAnswer> receiver) {
            this.mostBytes = mostBytes;
            this.isInVain = isInVain;
            this.receiver = receiver;
        }

        @Override
        protected void start(HttpResponse response, @Nullable ContentType contentType) {
            status = response.getCode();
            Header header = response.getFirstHeader(HttpHeaders.LOCATION);
            location = header == null ? null : header.getValue();
            plainText = contentType == null || PLAIN.equalsIgnoreCase(contentType.getMimeType());
        }

        @Override
        protected int capacityIncrement() {
            return mostBytes;
        }

        @Override
        protected void data(ByteBuffer piece, boolean isLast) throws IOException {
            if (isInVain.getAsBoolean()) {
                throw new InterruptedIOException("the time was over before the answer was complete");
            }
            if (piece.remaining() > mostBytes - body.size()) {
                throw new BodyTooLargeException();
            }
            while (piece.hasRemaining()) {
                body.write(piece.get());
            }
        }

        @Override
        protected HttpAnswer buildResult() {
            var result = new HttpAnswer(status, location, plainText, body.toByteArray());
            whole = result;
            return result;
        }

        /** Comes last, also after a failure; more than once if releasing itself fails. */
        @Override
        public void releaseResources() {
            HttpAnswer result = whole;
            whole = null;
            if (result != null) {
                receiver.accept(result);
            }
        }
    }

    /** The answer has more bytes than anyone wants to see. */
    static final class BodyTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
