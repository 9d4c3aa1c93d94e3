package io.scaler4j.kafka;

/** A topic has no partition, or a limitation leaves none. */
final class NoPartitionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoPartitionsException(String topic, int partitions, PartitionLimitation limitation) {
        super(
                partitions == 0
                        ? "topic \"" + topic + "\" has no partitions; create it with at least one"
                        : "partitions " + limitation + " are none of the " + partitions + " of topic \"" + topic
                                + "\"; correct the limitation");
    }
}
