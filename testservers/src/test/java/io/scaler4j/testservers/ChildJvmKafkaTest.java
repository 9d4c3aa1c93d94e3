package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChildJvmKafkaTest extends KafkaServerContract {
    @Override
    KafkaServer newServer(KafkaOptions options) {
        return KafkaServer.childJvm(options);
    }

    @Override
    List<String> traces() {
        return Stream.of(Traces.threads(), Traces.folders(), Traces.children())
                .flatMap(each -> each)
                .sorted()
                .toList();
    }

    @Test
    void saysWhatTheChildSaidWhenItDoesNotStart() {
        List<String> before = traces();

        assertThatIllegalStateException()
                .isThrownBy(() -> newServer(KafkaOptions.defaults().property("process.roles", "juggler")))
                .withMessageContaining("did not start")
                .withMessageContaining("juggler");
        await().untilAsserted(() -> assertThat(traces()).isSubsetOf(before));
    }
}
