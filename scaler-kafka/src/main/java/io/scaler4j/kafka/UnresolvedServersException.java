package io.scaler4j.kafka;

/** None of the servers' names can be resolved just now, so there is no client. */
final class UnresolvedServersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnresolvedServersException(String reason) {
        super(reason);
    }
}
