package io.scaler4j.kafka;

/** There is a group of that name, and it is of a kind whose lag is measured in another way, or not at all. */
final class OtherGroupKindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private OtherGroupKindException(String kindAndWayOut) {
        super(kindAndWayOut);
    }

    static OtherGroupKindException share() {
        return new OtherGroupKindException(
                "a share group; measure it as one, with groupType \"share\" or shareGroup(..) of the builder");
    }

    static OtherGroupKindException consumer() {
        return new OtherGroupKindException("a consumer group; measure it as one, with groupType \"consumer\" or"
                + " consumerGroup(..) of the builder");
    }

    static OtherGroupKindException streams() {
        return new OtherGroupKindException("a streams group, which commits offsets as consumer groups do; measure it"
                + " with groupType \"consumer\" or consumerGroup(..) of the builder");
    }

    /** Groups of the classic protocol may be of others than consumers, such as the workers of Kafka Connect. */
    static OtherGroupKindException notOfConsumers(String reason) {
        return new OtherGroupKindException("a classic group whose members are no consumers (" + reason
                + "); name the group that reads the topic, for a sink of Kafka Connect connect-<name of the sink>");
    }
}
