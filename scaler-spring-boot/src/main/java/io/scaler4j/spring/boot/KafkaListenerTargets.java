package io.scaler4j.spring.boot;

import io.scaler4j.ScaleTarget;
import java.util.List;
import java.util.Optional;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ListenerContainerRegistry;

/** The containers of {@code @KafkaListener} methods, by the id of the annotation. */
final class KafkaListenerTargets implements TargetSource {

    private final List<ListenerContainerRegistry> registries;

    KafkaListenerTargets(List<ListenerContainerRegistry> registries) {
        this.registries = registries;
    }

    @Override
    public String kind() {
        return "@KafkaListener";
    }

    @Override
    public Optional<ScaleTarget> find(String name) {
        return registries.stream()
                .map(registry -> registry.getListenerContainer(name))
                .filter(ConcurrentMessageListenerContainer.class::isInstance)
                .findFirst()
                .map(container -> new KafkaListenerTarget(name, (ConcurrentMessageListenerContainer<?, ?>) container));
    }

    @Override
    public List<String> names() {
        return registries.stream()
                .flatMap(registry -> registry.getListenerContainerIds().stream())
                .toList();
    }
}
