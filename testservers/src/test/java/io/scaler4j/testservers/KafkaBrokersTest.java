package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KafkaBrokersTest {

    @Test
    void goesOnWithoutTheBrokerThatKeepsAGroupAndLeavesNothingBehind() {
        List<String> before = traces();
        try (KafkaBrokers brokers = ServerRequirement.start(() -> KafkaBrokers.three(KafkaOptions.defaults()));
                KafkaTopics topics = KafkaTopics.of(brokers)) {
            topics.create("orders", 3);
            topics.commit("billing", "orders", 0, 0);
            KafkaServer coordinator = brokers.coordinatorOf("billing");

            coordinator.kill();
            topics.produce("orders", 30);
            assertThat(brokers.coordinatorOf("billing")).isNotSameAs(coordinator);

            coordinator.start();
            assertThat(topics.endOffsets("orders")).isEqualTo(Map.of(0, 10L, 1, 10L, 2, 10L));
        }
        await().untilAsserted(() -> assertThat(traces()).isSubsetOf(before));
    }

    @Test
    void refusesAProxyForAll() {
        try (FaultProxy proxy = FaultProxy.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KafkaBrokers.three(KafkaOptions.defaults().behind(proxy)));
        }
    }

    private static List<String> traces() {
        return Stream.of(Traces.threads(), Traces.folders(), Traces.children())
                .flatMap(each -> each)
                .sorted()
                .toList();
    }
}
