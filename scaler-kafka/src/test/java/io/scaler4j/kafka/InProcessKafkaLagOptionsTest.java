package io.scaler4j.kafka;

import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;

class InProcessKafkaLagOptionsTest extends KafkaLagOptionsContract {

    @Override
    KafkaServer newServer(KafkaOptions options) {
        return KafkaServer.inProcess(options);
    }
}
