package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.List;
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
                        second -> assertThat(second).contains("consumerGroup is missing"));
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        var builder = KafkaLagScaler.builder()
                .bootstrapServers("broker:9092")
                .consumerGroup("billing")
                .limitToPartitionsWithLag(true)
                .allowIdleConsumers(true)
                .evenDistribution(EvenDistribution.near())
                .ignoreSettledLag(-1, 0)
                .olderThan(Duration.ofSeconds(-1));

        assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                        .problems())
                .satisfiesExactly(
                        each -> assertThat(each).contains("limitToPartitionsWithLag", "allowIdleConsumers"),
                        each -> assertThat(each).contains("limitToPartitionsWithLag", "even distribution"),
                        each -> assertThat(each).contains("limitToPartitionsWithLag needs a topic"),
                        each -> assertThat(each).contains("even distribution of the partitions needs a topic"),
                        each -> assertThat(each).contains("age", "PT-1S"),
                        each -> assertThat(each).contains("settled lag", "-1 and 0"));
    }

    @Test
    void refusesForAShareGroupWhatIsAboutReadersOfTheirOwn() {
        var builder = KafkaLagScaler.builder()
                .bootstrapServers("broker:9092")
                .shareGroup("crowd")
                .topic("orders")
                .evenDistribution(EvenDistribution.exact())
                .excludePersistentLag(PersistentLag.sincePreviousRead());

        assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                        .problems())
                .satisfiesExactly(
                        each -> assertThat(each).contains("an even distribution is about", "share group"),
                        each -> assertThat(each).contains("persistent lag is about", "share group"));
    }

    @Test
    void refusesATopicThatIsNamedTwice() {
        var builder = KafkaLagScaler.builder()
                .bootstrapServers("broker:9092")
                .consumerGroup("billing")
                .topics(List.of("orders", "orders"));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("named twice in [orders, orders]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a b", "..", ".", "größe", "a/b"})
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
    void refusesServersAndSecurityBesidesACluster() {
        try (var cluster =
                KafkaCluster.builder().bootstrapServers(Clients.nowhere()).build()) {
            var builder = KafkaLagScaler.builder()
                    .bootstrapServers("broker:9092")
                    .security(KafkaSecurity::plaintext)
                    .cluster(cluster)
                    .topic("orders")
                    .consumerGroup("billing");

            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(builder::build)
                    .withMessageContainingAll("bootstrapServers or a cluster, not both", "security is a matter of the");
        }
    }

    @Test
    void refusesTlsAndCredentialsBesidesAClusterOrSecurity() {
        var who = KafkaCredentials.scramSha512("alice", "hunter2");
        try (var cluster =
                KafkaCluster.builder().bootstrapServers(Clients.nowhere()).build()) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(KafkaLagScaler.builder()
                            .cluster(cluster)
                            .tls(Tls.builder().build())
                            .consumerGroup("billing")::build)
                    .withMessageContaining("so are tls and credentials");
        }
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(KafkaLagScaler.builder()
                        .bootstrapServers("127.0.0.1:1")
                        .security(KafkaSecurity.plaintext())
                        .credentials(who)
                        .consumerGroup("billing")::build)
                .withMessageContaining("give security, or tls and credentials, not both");
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
        try (var scaler = KafkaLagScaler.builder()
                .bootstrapServers("127.0.0.1:1")
                .shareGroup("crowd")
                .build()) {
            assertThat(scaler).hasToString("lag of share group \"crowd\" on all its topics of Kafka at 127.0.0.1:1");
        }
    }
}
