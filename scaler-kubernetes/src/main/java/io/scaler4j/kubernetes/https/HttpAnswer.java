package io.scaler4j.kubernetes.https;

import java.nio.charset.StandardCharsets;

/**
 * An answer.
 *
 * @param status such as 200
 * @param contentType of the body
 * @param body the text
 */
public record HttpAnswer(int status, String contentType, String body) {

    /**
     * Answers with JSON.
     *
     * @param status such as 200
     * @param body an object
     * @return the answer
     */
    public static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json", body);
    }

    /**
     * Answers with a line of text.
     *
     * @param status such as 200
     * @param body the line
     * @return the answer
     */
    public static HttpAnswer text(int status, String body) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
