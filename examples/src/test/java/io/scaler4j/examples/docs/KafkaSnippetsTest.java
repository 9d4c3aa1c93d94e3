package io.scaler4j.examples.docs;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.kafka.EvenDistribution;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.kafka.OffsetResetPolicy;
import io.scaler4j.kafka.PersistentLag;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;

/** The blocks of docs/kafka.md. That the options do what they say is proven on real brokers, in their own module. */
class KafkaSnippetsTest {

    private static final String BROKERS = "127.0.0.1:1";

    @Test
    void scalersShareAClusterAndOutliveItsHandle() {
        List<KafkaLagScaler> scalers = sharing(BROKERS);

        assertThat(scalers)
                .hasToString("[lag of group \"billing\" on topic \"orders\" of Kafka at 127.0.0.1:1,"
                        + " lag of group \"shipping\" on all its topics of Kafka at 127.0.0.1:1]");
        scalers.forEach(KafkaLagScaler::close);
    }

    @Test
    void everyOptionCanBeSet() {
        try (var cluster = KafkaCluster.builder().bootstrapServers(BROKERS).build();
                var scaler = withOptions(cluster)) {
            assertThat(scaler).asString().contains("topics \"orders\", \"returns\"");
        }
    }

    private static List<KafkaLagScaler> sharing(String brokers) {
        try (var cluster = KafkaCluster.builder().bootstrapServers(brokers).build()) {
            var orders = KafkaLagScaler.builder()
                    .cluster(cluster)
                    .topic("orders")
                    .consumerGroup("billing")
                    .build();
            var parcels = KafkaLagScaler.builder()
                    .cluster(cluster)
                    .consumerGroup("shipping")
                    .build(); // all topics of the group
            return List.of(orders, parcels);
        } // the client closes with the last scaler
    }

    private static KafkaLagScaler withOptions(KafkaCluster cluster) {
        return KafkaLagScaler.builder()
                .cluster(cluster)
                .topics(List.of("orders", "returns"))
                .consumerGroup("billing")
                .offsetResetPolicy(OffsetResetPolicy.EARLIEST) // a partition without a commit: all that it holds
                .excludePersistentLag(PersistentLag.after(3, ofMinutes(2))) // a partition that is stuck
                .isolationLevel(IsolationLevel.READ_COMMITTED) // without records of open transactions
                .ignoreSettledLag(1, 3) // the marker of a transaction that nobody passes
                .evenDistribution(EvenDistribution.near()) // never more replicas than help
                .holdWhileRebalancing(true)
                .build();
    }
}
