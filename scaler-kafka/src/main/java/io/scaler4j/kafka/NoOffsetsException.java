package io.scaler4j.kafka;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** The brokers answered, but with no offset of any partition. */
final class NoOffsetsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoOffsetsException() {
        super("no offset of any partition was answered");
    }

    /** The reason that the brokers gave, or this one. */
    static RuntimeException because(Optional<Throwable> reason) {
        return reason.<RuntimeException>map(CompletionException::new).orElseGet(NoOffsetsException::new);
    }
}
