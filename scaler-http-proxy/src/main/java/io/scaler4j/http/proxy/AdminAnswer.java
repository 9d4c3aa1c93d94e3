package io.scaler4j.http.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the admin port.
 *
 * @param status from 200 to 599
 * @param contentType the type of the body
 * @param body the body; not copied, so do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, see equals
public record AdminAnswer(int status, String contentType, byte[] body) {

    private static final String TEXT = "text/plain; charset=utf-8";

    /**
     * Checks the status.
     *
     * @param status from 200 to 599
     * @param contentType not null
     * @param body not null
     * @throws IllegalArgumentException if the status cannot end a request
     */
    public AdminAnswer {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be from 200 to 599, was " + status);
        }
        Objects.requireNonNull(contentType, "contentType must not be null; it is the type of the body");
        Objects.requireNonNull(body, "body must not be null; it may be empty");
    }

    /**
     * Returns an answer with a text.
     *
     * @param status from 200 to 599
     * @param text sent as UTF-8
     * @return the answer
     */
    public static AdminAnswer text(int status, String text) {
        return new AdminAnswer(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AdminAnswer that
                && status == that.status
                && contentType.equals(that.contentType)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, contentType, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return "answer " + status + " of " + body.length + " bytes, " + contentType;
    }
}
