package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ServerRequirement;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The lag on a real broker scales the consumers of a listener, up, down, and to zero and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaListenerTest {

    private static final int RECORDS = 60;

    private KafkaServer kafka;
    private KafkaTopics topics;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Orders ordersListener() {
            return new Orders();
        }

        /** The first change is to meet a record in hand. */
        @Bean
        AutoscalerRegistryCustomizer writesOnceBusy(Orders orders) {
            return registry -> registry.writesWhile(() -> orders.busy);
        }
    }

    /** Handles a record when the test lets it. */
    static final class Orders {

        final Semaphore allowed = new Semaphore(0);
        final Set<String> handled = ConcurrentHashMap.newKeySet();
        volatile boolean busy;

        @KafkaListener(id = "orders", topics = "orders")
        void handle(ConsumerRecord<String, String> order) throws InterruptedException {
            busy = true;
            allowed.acquire();
            handled.add(order.partition() + "/" + order.offset());
        }
    }

    @BeforeAll
    void startBroker() {
        kafka = ServerRequirement.start(() -> KafkaServer.inProcess(KafkaOptions.defaults()));
        topics = KafkaTopics.of(kafka);
        topics.create("orders", 4);
    }

    @AfterAll
    void stopBroker() {
        topics.close();
        kafka.close();
    }

    @Test
    void theLagOfItsGroupScalesAListener() {
        topics.produce("orders", RECORDS);
        try (ConfigurableApplicationContext context = SpringApplication.run(
                Application.class,
                "--spring.main.banner-mode=off",
                "--spring.main.web-application-type=none",
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--spring.kafka.consumer.auto-offset-reset=earliest",
                "--spring.kafka.consumer.max-poll-records=1",
                "--spring.kafka.listener.ack-mode=record",
                "--scaler4j.write-spread=0s",
                "--scaler4j.autoscalers.orders.interval=500ms",
                "--scaler4j.autoscalers.orders.read-timeout=10s",
                "--scaler4j.autoscalers.orders.policy.min-replicas=0",
                "--scaler4j.autoscalers.orders.policy.max-replicas=4",
                "--scaler4j.autoscalers.orders.policy.cooldown=1s",
                "--scaler4j.autoscalers.orders.triggers[0].type=kafka",
                "--scaler4j.autoscalers.orders.triggers[0].metadata.bootstrapServers=" + kafka.bootstrapServers(),
                "--scaler4j.autoscalers.orders.triggers[0].metadata.consumerGroup=orders",
                "--scaler4j.autoscalers.orders.triggers[0].metadata.topic=orders",
                "--scaler4j.autoscalers.orders.triggers[0].metadata.offsetResetPolicy=earliest",
                "--scaler4j.autoscalers.orders.triggers[0].metadata.lagThreshold=10")) {
            ConcurrentMessageListenerContainer<?, ?> container = container(context);
            var orders = context.getBean(Orders.class);
            var registry = context.getBean(AutoscalerRegistry.class);

            // The restart with four consumers waits for the record in hand, and no turn takes that for zero.
            soon().until(() -> !container.isRunning());
            soon().untilAsserted(() -> assertThat(observed(registry)).isEqualTo(4));
            assertThat(container.isRunning()).isFalse();
            orders.allowed.release(8);
            soon().untilAsserted(() -> assertThat(container.getContainers()).hasSize(4));
            soon().untilAsserted(
                            () -> assertThat(container.getAssignedPartitions()).hasSize(4));

            orders.allowed.release(10 * RECORDS);
            soon().untilAsserted(() -> assertThat(orders.handled).hasSize(RECORDS));
            soon().until(() -> !container.isRunning());
            soon().untilAsserted(() -> assertThat(observed(registry)).isZero());

            topics.produce("orders", 20);
            registry.autoscaler("orders").orElseThrow().poke();
            soon().untilAsserted(() -> assertThat(orders.handled).hasSize(RECORDS + 20));
        }
    }

    /** The count that the latest turn found; -1 before the first one. */
    private static int observed(AutoscalerRegistry registry) {
        return Optional.ofNullable(registry.turns().get("orders"))
                .flatMap(Turn::observation)
                .map(observation -> observation.replicas().desired())
                .orElse(-1);
    }

    private static ConcurrentMessageListenerContainer<?, ?> container(ConfigurableApplicationContext context) {
        return (ConcurrentMessageListenerContainer<?, ?>)
                context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("orders");
    }
}
