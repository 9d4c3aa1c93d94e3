package io.scaler4j.kafka;

import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import org.junit.jupiter.api.Tag;

@Tag("containers")
class ContainerKafkaGroupKindTest extends KafkaGroupKindContract {

    @Override
    KafkaServer newServer(KafkaOptions options) {
        return KafkaServer.container(options);
    }
}
