package io.scaler4j.testservers;

/**
 * This machine lacks what a server needs, such as a program or a daemon. The message is a sentence that says what is
 * missing and how to get it. A server that is there but does not start is a failure instead.
 */
public final class ServerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is missing. */
    public ServerUnavailableException(String missing) {
        super(missing);
    }

    /** Says what is missing, and how that was found out. */
    public ServerUnavailableException(String missing, Throwable cause) {
        super(missing, cause);
    }
}
