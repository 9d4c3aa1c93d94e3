package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A request that the API server refused, or did not answer. The message is a sentence, without any secret. */
public final class ApiException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** The status of a request without an answer. */
    public static final int NO_ANSWER = 0;

    /** Not authorized: the token is unknown or has expired. */
    static final int UNAUTHORIZED = 401;

    /** The object does not exist. */
    public static final int NOT_FOUND = 404;

    /** The object exists already, or was changed since it was read. */
    public static final int CONFLICT = 409;

    /** The list or watch cannot go on from this resource version. */
    public static final int GONE = 410;

    /** Too many requests. */
    public static final int TOO_MANY = 429;

    /** How the status of a request begins that the server could not carry out at that moment. */
    private static final int SERVER_ERRORS = 500;

    /** Of HTTP, or {@link #NO_ANSWER}. */
    private final int status;

    /**
     * Makes one.
     *
     * @param status of HTTP, or {@link #NO_ANSWER}
     * @param message a sentence
     * @param cause may be null
     */
    public ApiException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /**
     * Reads what was answered.
     *
     * @param what method and path, for the sentence
     * @param status of HTTP
     * @param text JSON, if it was not refused
     * @return the object or list
     * @throws ApiException if the request was refused, or the text is no JSON
     */
    public static JsonNode read(String what, int status, String text) {
        return Exchange.read(what, status, text);
    }

    /**
     * Makes one for a request without an answer.
     *
     * @param what method and path, for the sentence
     * @param thrown why there is none
     * @return the exception
     */
    public static ApiException noAnswer(String what, Throwable thrown) {
        return Exchange.noAnswer(what, thrown);
    }

    /** {@return the status of HTTP, or {@link #NO_ANSWER}} */
    public int status() {
        return status;
    }

    /** {@return whether the object does not exist} */
    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    /** {@return whether somebody else was faster} */
    public boolean isConflict() {
        return status == CONFLICT;
    }

    /** {@return whether the same request may succeed later: no answer, too many requests, an error of the server} */
    public boolean isTransient() {
        return status == NO_ANSWER || status == TOO_MANY || status >= SERVER_ERRORS;
    }
}
