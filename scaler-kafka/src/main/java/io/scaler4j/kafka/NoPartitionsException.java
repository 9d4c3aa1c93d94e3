package io.scaler4j.kafka;

/** A limitation leaves no partition of a topic. */
final class NoPartitionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoPartitionsException(String topic, int partitions, PartitionLimitation limitation) {
        super("partitions " + limitation + " are none of the " + partitions + " of topic \"" + topic + '"');
    }
}
