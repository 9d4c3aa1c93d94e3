package io.scaler4j.testservers;

import java.util.List;
import java.util.stream.Stream;

class InProcessKafkaTest extends KafkaServerContract {
    @Override
    KafkaServer newServer(KafkaOptions options) {
        return KafkaServer.inProcess(options);
    }

    @Override
    List<String> traces() {
        return Stream.concat(Traces.threads(), Traces.folders()).sorted().toList();
    }
}
