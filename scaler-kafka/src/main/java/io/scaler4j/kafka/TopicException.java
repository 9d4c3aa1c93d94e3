package io.scaler4j.kafka;

/** What went wrong with one of several topics. */
final class TopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final Throwable reason;

    TopicException(String topic, Throwable reason) {
        super(reason);
        this.topic = topic;
        this.reason = reason;
    }

    String topic() {
        return topic;
    }

    Throwable reason() {
        return reason;
    }
}
