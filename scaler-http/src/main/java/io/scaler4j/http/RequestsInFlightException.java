package io.scaler4j.http;

import io.scaler4j.ScaleTargetException;

/** A target was not scaled to 0, because it has requests. Nothing is lost: the next turn decides again. */
public class RequestsInFlightException extends ScaleTargetException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what stood in the way.
     *
     * @param message a sentence with the number of requests
     */
    public RequestsInFlightException(String message) {
        super(message, null);
    }
}
