package io.scaler4j.kafka;

import io.scaler4j.Scaler;
import io.scaler4j.testkit.ScalerContract;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ServerRequirement;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What every scaler promises; what this one does in particular is in its own contracts. */
@TestInstance(Lifecycle.PER_CLASS)
class KafkaScalerContractTest extends ScalerContract {

    private static final String PASSWORD = "correct horse";

    private final String nowhere = Clients.nowhere();
    private KafkaServer kafka;
    private KafkaTopics topics;

    @BeforeAll
    void startBroker() {
        kafka = ServerRequirement.start(() -> KafkaServer.inProcess(KafkaOptions.defaults()));
        topics = KafkaTopics.of(kafka);
        topics.create("orders", 2);
        topics.produce("orders", 10);
    }

    @AfterAll
    void closeBroker() {
        if (kafka != null) {
            topics.close();
            kafka.close();
        }
    }

    @Override
    protected Scaler working() {
        return KafkaLagScaler.builder()
                .bootstrapServers(kafka.bootstrapServers())
                .topic("orders")
                .consumerGroup("billing")
                .offsetResetPolicy(OffsetResetPolicy.EARLIEST)
                .build();
    }

    @Override
    protected Optional<Scaler> unreachable() {
        return Optional.of(KafkaLagScaler.builder()
                .bootstrapServers(nowhere)
                .security(() -> KafkaSecurity.builder()
                        .credentials(KafkaCredentials.plain("scaler", PASSWORD))
                        .build())
                .topic("orders")
                .consumerGroup("billing")
                .build());
    }

    @Override
    protected String source() {
        return nowhere;
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(PASSWORD);
    }
}
