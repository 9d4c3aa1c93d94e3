package io.scaler4j.testservers;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.testcontainers.DockerClientFactory;

@Tag("containers")
class ContainerKafkaTest extends KafkaServerContract {
    @Override
    KafkaServer newServer(KafkaOptions options) {
        return KafkaServer.container(options);
    }

    /** Only this JVM's containers, also those that do not run. */
    @Override
    List<String> traces() {
        var label = DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL;
        return DockerClientFactory.lazyClient().listContainersCmd().withShowAll(true).exec().stream()
                .filter(container -> DockerClientFactory.SESSION_ID.equals(
                        container.getLabels().get(label)))
                .map(container -> "container " + container.getId())
                .sorted()
                .toList();
    }
}
