package io.scaler4j.kafka;

/** Brokers end the connections that they accept, which tells what is wrong with the settings. */
abstract class GreetingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private GreetingException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    /** They want a login, and this client has none. */
    static final class LoginIsMissing extends GreetingException {

        private static final long serialVersionUID = 1L;

        LoginIsMissing(Throwable cause) {
            super(cause);
        }
    }

    /** Nothing was understood on either side. */
    static final class NothingUnderstood extends GreetingException {

        private static final long serialVersionUID = 1L;

        NothingUnderstood(Throwable cause) {
            super(cause);
        }
    }
}
