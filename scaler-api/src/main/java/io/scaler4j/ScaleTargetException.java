package io.scaler4j;

import org.jspecify.annotations.Nullable;

/**
 * The scale target could not be read or changed: it threw, did not answer in time, or is still busy with the last call.
 */
public class ScaleTargetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message a sentence that names the autoscaler, the call and the reason
     * @param cause what the target threw, or null
     */
    public ScaleTargetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
