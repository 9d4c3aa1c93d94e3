package io.scaler4j.kafka;

import io.scaler4j.config.Masking;

/** A topic has no partition, or a limitation leaves none. */
final class NoPartitionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoPartitionsException(String topic, int partitions, PartitionLimitation limitation) {
        super(
                partitions == 0
                        ? "topic " + Masking.quote(topic) + " has no partitions; create it with at least one"
                        : "partitions " + limitation + " are none of the " + partitions + " of topic "
                                + Masking.quote(topic) + "; correct the limitation");
    }
}
