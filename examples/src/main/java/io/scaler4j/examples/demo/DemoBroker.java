package io.scaler4j.examples.demo;

import io.scaler4j.Scaler;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.kafka.OffsetResetPolicy;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;

/** The broker of the demo, in this process, and one connection for all that measures lag. */
final class DemoBroker implements AutoCloseable {

    /**
     * A group learns at its heartbeats that members came or went: a replica is ready in half a second instead of ten.
     */
    private static final KafkaOptions QUICK_REBALANCES = KafkaOptions.defaults()
            .property("group.consumer.min.heartbeat.interval.ms", "200")
            .property("group.consumer.heartbeat.interval.ms", "200")
            .property("group.consumer.assignment.interval.ms", "0");

    private final KafkaServer server;
    private final KafkaTopics topics;
    private final KafkaCluster cluster;

    private DemoBroker(KafkaServer server) {
        this.server = server;
        topics = KafkaTopics.of(server);
        cluster = KafkaCluster.builder()
                .bootstrapServers(server.bootstrapServers())
                .build();
    }

    static DemoBroker start() {
        return new DemoBroker(KafkaServer.inProcess(QUICK_REBALANCES));
    }

    String bootstrapServers() {
        return server.bootstrapServers();
    }

    void createTopic(String topic, int partitions) {
        topics.create(topic, partitions);
    }

    /** A group that has committed nothing yet has the whole topic ahead of it: nothing, as long as that is empty. */
    Scaler lag(String topic, String group) {
        return KafkaLagScaler.builder()
                .cluster(cluster)
                .topic(topic)
                .consumerGroup(group)
                .offsetResetPolicy(OffsetResetPolicy.EARLIEST)
                .build();
    }

    @Override
    public void close() {
        cluster.close();
        topics.close();
        server.close();
    }
}
