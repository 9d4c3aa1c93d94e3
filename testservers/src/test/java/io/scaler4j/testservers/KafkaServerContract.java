package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What every variant promises. A variant's test extends it, provides servers, and says how to find what they leave. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KafkaServerContract {
    private static final String LOST = "this test's machine lost what the broker promised to keep";

    private KafkaServer kafka;
    private KafkaTopics topics;

    abstract KafkaServer newServer(KafkaOptions options);

    /** {@return what a closed server must have taken along: its processes, threads, folders or containers} */
    abstract List<String> traces();

    @BeforeAll
    void startBroker() {
        kafka = ServerRequirement.start(() -> newServer(KafkaOptions.defaults()));
        topics = KafkaTopics.of(kafka);
    }

    @AfterAll
    void closeBroker() {
        if (kafka != null) {
            topics.close();
            kafka.close();
        }
    }

    @Test
    void servesRecordsToAConsumerGroup() {
        topics.create("orders", 4);
        topics.produce("orders", 100);
        topics.produce("orders", 2, 5);

        assertThat(topics.endOffsets("orders")).isEqualTo(Map.of(0, 25L, 1, 25L, 2, 30L, 3, 25L));
        assertThat(consume("billing", "orders", 105)).isEqualTo(105);
    }

    @Test
    void acceptsOffsetsOfAGroupWithoutMembers() throws Exception {
        topics.create("invoices", 2);
        topics.produce("invoices", 10);
        topics.commit("printing", "invoices", 1, 3);

        assertThat(committed("printing"))
                .isEqualTo(Map.of(new TopicPartition("invoices", 1), new OffsetAndMetadata(3)));
    }

    @Test
    void doesNotKnowADeletedTopic() {
        topics.create("brief", 1);
        topics.delete("brief");

        assertThatIllegalStateException()
                .isThrownBy(() -> topics.endOffsets("brief"))
                .withMessageContaining("brief");
        assertThatCode(() -> topics.create("brief", 3)).doesNotThrowAnyException();
    }

    @Test
    void keepsAddressAndDataWhenKilled() throws Exception {
        keepsAddressAndData("killed", KafkaServer::kill);
    }

    @Test
    void keepsAddressAndDataWhenStopped() throws Exception {
        keepsAddressAndData("stopped", KafkaServer::stop);
    }

    private void keepsAddressAndData(String topic, Consumer<KafkaServer> end) throws Exception {
        topics.create(topic, 3);
        topics.produce(topic, 30);
        topics.commit(topic + "-group", topic, 0, 7);
        String address = kafka.bootstrapServers();

        end.accept(kafka);
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
        kafka.start();

        assertThat(kafka.bootstrapServers()).isEqualTo(address);
        assertThat(topics.endOffsets(topic)).as(LOST).isEqualTo(Map.of(0, 10L, 1, 10L, 2, 10L));
        assertThat(committed(topic + "-group")).as(LOST).containsValue(new OffsetAndMetadata(7));
        topics.produce(topic, 3);
        assertThat(consume("late", topic, 33)).isEqualTo(33);
    }

    @Test
    void canBeEndedAndStartedMoreThanOnceInARow() {
        kafka.stop();
        kafka.kill();
        kafka.start();
        kafka.start();

        assertThatCode(() -> topics.create("again", 1)).doesNotThrowAnyException();
    }

    @Test
    void leavesNothingBehind() {
        List<String> before = traces();
        KafkaServer other = newServer(KafkaOptions.defaults());
        String address = other.bootstrapServers();
        assertThat(traces()).as("what a running broker shows").isNotEqualTo(before);

        other.close();
        other.close();

        await().untilAsserted(() -> assertThat(traces()).isSubsetOf(before));
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
        assertThatIllegalStateException().isThrownBy(other::start).withMessageContaining("closed");
    }

    @Test
    void isReachedOnlyThroughItsProxy() throws Exception {
        try (FaultProxy proxy = FaultProxy.open();
                KafkaServer behind = newServer(KafkaOptions.defaults().behind(proxy));
                KafkaTopics direct = KafkaTopics.of(behind);
                Admin client = Admin.create(Map.of(
                        "bootstrap.servers", behind.bootstrapServers(),
                        "request.timeout.ms", 1_000,
                        "default.api.timeout.ms", 1_000))) {
            assertThat(behind.bootstrapServers()).isEqualTo("127.0.0.1:" + proxy.port());
            direct.create("hidden", 1);
            assertThat(client.listTopics().names().get()).contains("hidden");

            proxy.blackhole();
            assertThatThrownBy(() -> client.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            direct.produce("hidden", 10);

            proxy.pass();
            await().ignoreException(ExecutionException.class)
                    .until(() -> client.listTopics().names().get().contains("hidden"));
        }
    }

    @Test
    void takesBrokerProperties() throws Exception {
        KafkaOptions options = KafkaOptions.defaults().property("num.partitions", "7");
        try (KafkaServer other = newServer(options);
                Admin admin = Admin.create(Map.of("bootstrap.servers", other.bootstrapServers()))) {
            var created = admin.createTopics(List.of(new NewTopic("defaulted", Optional.empty(), Optional.empty())));
            assertThat(created.numPartitions("defaulted").get()).isEqualTo(7);
        }
    }

    @Test
    void letsNobodyInWithoutCredentialsAtItsSecureListeners() throws Exception {
        TestCertificates certificates = ServerRequirement.start(TestCertificates::ofThisBuild);
        ListenerSecurity security = ListenerSecurity.with(certificates).user("alice", "alice-secret");
        try (KafkaServer other =
                newServer(KafkaOptions.defaults().secured(security).withAccessRules())) {
            assertThat(topicsOfAlice(other, "alice-secret")).isEmpty();
            assertThatThrownBy(() -> topicsOfAlice(other, "wrong"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
            assertThatIllegalStateException()
                    .isThrownBy(() -> other.bootstrapServers(SecureListener.OAUTH))
                    .withMessageContaining("OAUTH");
        }
    }

    /** The topics that alice may see over TLS. */
    private static Set<String> topicsOfAlice(KafkaServer server, String password) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                server.bootstrapServers(SecureListener.SCRAM),
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                TestCertificates.ofThisBuild().authority(),
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=alice password=\"%s\";"
                        .formatted(password));
        try (Admin admin = Admin.create(settings)) {
            return admin.listTopics().names().get();
        }
    }

    private int consume(String group, String topic, int expected) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "group.id", group, "auto.offset.reset", "earliest");
        AtomicInteger seen = new AtomicInteger();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .until(() ->
                            seen.addAndGet(consumer.poll(Duration.ofMillis(100)).count()) >= expected);
        }
        return seen.get();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private static void connect(String address) throws IOException {
        String[] hostAndPort = address.split(":", 2);
        new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1])).close();
    }
}
