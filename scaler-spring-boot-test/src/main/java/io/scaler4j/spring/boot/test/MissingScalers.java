package io.scaler4j.spring.boot.test;

import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Stand-ins for the beans of {@code scaler: <name>} that the slice leaves out. */
final class MissingScalers implements BeanDefinitionRegistryPostProcessor {

    private static final Scaler LEFT_OUT = request -> Reading.failure(
            Reading.Failure.Kind.UNAVAILABLE, "the test has no bean of this name; import its configuration class");

    private final Environment environment;

    MissingScalers(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        Binder.get(environment)
                .bind("scaler4j.autoscalers", Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .values()
                .stream()
                .flatMap(autoscaler -> part(autoscaler, "triggers"))
                .flatMap(triggers -> triggers instanceof Map<?, ?> map ? map.values().stream() : Stream.empty())
                .flatMap(trigger -> part(trigger, "scaler"))
                .map(Object::toString)
                .distinct()
                .filter(name -> !registry.isBeanNameInUse(name))
                .forEach(name ->
                        registry.registerBeanDefinition(name, new RootBeanDefinition(Scaler.class, () -> LEFT_OUT)));
    }

    /** Properties as maps of maps, a list by its indexes; what is wrong with them is told where they are checked. */
    private static Stream<?> part(Object properties, String key) {
        return properties instanceof Map<?, ?> map ? Stream.ofNullable(map.get(key)) : Stream.empty();
    }
}
