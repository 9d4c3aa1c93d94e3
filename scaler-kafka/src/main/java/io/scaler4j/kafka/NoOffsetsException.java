package io.scaler4j.kafka;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** The brokers answered, but with no offset of any partition. */
final class NoOffsetsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoOffsetsException() {
        this("the log of the Kafka client says why");
    }

    private NoOffsetsException(String wayOut) {
        super("no offset of any partition was answered; " + wayOut);
    }

    /** Older brokers tell where a share group begins, but not how much of that it has done. */
    static NoOffsetsException ofShareGroup() {
        return new NoOffsetsException("brokers tell the lag of share groups from version 4.2 on");
    }

    /** The reason that the brokers gave, or this one. */
    static RuntimeException because(Optional<Throwable> reason) {
        return reason.<RuntimeException>map(CompletionException::new).orElseGet(NoOffsetsException::new);
    }
}
