package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaLagScalerBuilderTest {

    @AfterEach
    void noClientIsLeft() {
        assertThat(Clients.open()).isZero();
    }

    @Test
    void refusesEveryProblemAtOnce() {
        var builder = KafkaLagScaler.builder().bootstrapServers("broker").consumerGroup(" ");

        assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                        .problems())
                .satisfiesExactly(
                        first -> assertThat(first).contains("bootstrapServers", "host:port", "\"broker\""),
                        second -> assertThat(second).contains("topic is missing"),
                        third -> assertThat(third).contains("consumerGroup is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a b", "..", ".", "größe", "a/b"})
    void refusesWhatCannotBeATopic(String topic) {
        var builder = KafkaLagScaler.builder()
                .bootstrapServers("broker:9092")
                .consumerGroup("billing")
                .topic(topic);

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(builder::build)
                .withMessageContainingAll("topic must be", '"' + topic + '"');
    }

    @Test
    void refusesServersBesidesACluster() {
        try (var cluster =
                KafkaCluster.builder().bootstrapServers(Clients.nowhere()).build()) {
            var builder = KafkaLagScaler.builder()
                    .bootstrapServers("broker:9092")
                    .cluster(cluster)
                    .topic("orders")
                    .consumerGroup("billing");

            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(builder::build)
                    .withMessageContaining("bootstrapServers or a cluster, not both");
        }
    }

    @Test
    void refusesAClosedCluster() {
        var cluster = KafkaCluster.builder().bootstrapServers(Clients.nowhere()).build();
        cluster.close();
        var builder = KafkaLagScaler.builder().cluster(cluster).topic("orders").consumerGroup("billing");

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("closed");
    }

    @Test
    void saysWhatItMeasures() {
        try (var scaler = KafkaLagScaler.builder()
                .bootstrapServers("127.0.0.1:1")
                .topic("orders")
                .consumerGroup("billing")
                .build()) {
            assertThat(scaler).hasToString("lag of group \"billing\" on topic \"orders\" of Kafka at 127.0.0.1:1");
        }
    }
}
