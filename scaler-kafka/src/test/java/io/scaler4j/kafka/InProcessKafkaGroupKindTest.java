package io.scaler4j.kafka;

import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;

class InProcessKafkaGroupKindTest extends KafkaGroupKindContract {

    @Override
    KafkaServer newServer(KafkaOptions options) {
        return KafkaServer.inProcess(options);
    }
}
