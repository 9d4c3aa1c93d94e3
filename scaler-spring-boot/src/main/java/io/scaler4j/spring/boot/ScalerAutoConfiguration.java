package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.PolicyConversion.set;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.micrometer.MicrometerMetrics;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerRegistryBuilder;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.FolderStateStore;
import io.scaler4j.registry.StateStore;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.SecretSource;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ListenerContainerRegistry;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Makes an {@link AutoscalerRegistry} of the properties {@code scaler4j.*} and of beans, and runs it as long as the
 * application runs.
 *
 * <p>Every bean here gives way to one of yours. It takes part, by its type: {@link StateStore} and
 * {@link ScalerCatalog} (one), {@link AutoscalerObserver}, {@link ScalerProvider}, {@link SecretSource},
 * {@link TargetSource}, {@link AutoscalerSpec}, {@link AutoscalerSpecCustomizer} and
 * {@link AutoscalerRegistryCustomizer} (any number). By its name: {@link ScaleTarget}, {@link io.scaler4j.Scaler} and
 * {@link io.scaler4j.BoundsSchedule}. All of them stay the application's to close.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.autoconfigure.kafka.KafkaAutoConfiguration"
        })
@ConditionalOnClass(AutoscalerRegistry.class)
@EnableConfigurationProperties(ScalerProperties.class)
public final class ScalerAutoConfiguration {

    private static final int VIRTUAL_THREADS_SINCE = 21;

    ScalerAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ScalerCatalog scalerCatalog(ObjectProvider<ScalerProvider> providers) {
        try (ScalerCatalog found = ScalerCatalog.load()) {
            return ScalerCatalog.of(Stream.concat(found.providers().stream(), providers.orderedStream())
                    .toArray(ScalerProvider[]::new));
        }
    }

    @Bean
    @ConditionalOnMissingBean
    StateStore autoscalerStateStore(ScalerProperties properties) {
        return properties.stateFolder() == null
                ? StateStore.inMemory()
                : FolderStateStore.open(properties.stateFolder());
    }

    @Bean
    WriteGate autoscalerWriteGate() {
        return new WriteGate();
    }

    @Bean
    @ConditionalOnMissingBean
    AutoscalerRegistry autoscalerRegistry(
            ScalerProperties properties,
            StateStore store,
            WriteGate gate,
            ObjectProvider<AutoscalerObserver> observers,
            ObjectProvider<AutoscalerRegistryCustomizer> customizers,
            Environment environment) {
        AutoscalerRegistryBuilder builder =
                AutoscalerRegistry.builder().stateStore(store).writesWhile(gate::isOpen);
        if (hasVirtualThreads(environment)) {
            builder.blockingExecutor(new VirtualThreadTaskExecutor("scaler4j-registry-virtual-"));
        }
        set(properties.writeSpread(), builder::writeSpread);
        observers.orderedStream().forEach(builder::observer);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /** As Spring Boot answers it, by a class that has another name in each of its versions. */
    private static boolean hasVirtualThreads(Environment environment) {
        return environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
                && Runtime.version().feature() >= VIRTUAL_THREADS_SINCE;
    }

    @Bean
    @Order(1)
    CandidateSource autoscalerProperties(
            ScalerProperties properties,
            ScalerCatalog catalog,
            ListableBeanFactory factory,
            ConfigurableEnvironment environment) {
        var beans = new NamedBeans(factory);
        var triggers = new TriggerConversion(catalog, beans, variables(environment));
        return new PropertiesSource(properties.autoscalers(), triggers, beans);
    }

    @Bean
    @Order(2)
    CandidateSource autoscalerSpecBeans(Map<String, AutoscalerSpec> specs) {
        return new SpecBeansSource(specs);
    }

    @Bean
    @Order(0)
    TargetSource scaleTargetBeans(ListableBeanFactory factory) {
        return new BeanTargets<>(new NamedBeans(factory), ScaleTarget.class, Function.identity());
    }

    @Bean
    @Order(0)
    TargetSource taskExecutorBeans(ListableBeanFactory factory) {
        return new BeanTargets<>(new NamedBeans(factory), ThreadPoolTaskExecutor.class, TaskExecutorTarget::new);
    }

    @Bean
    @Order(0)
    TargetSource threadPoolBeans(ListableBeanFactory factory) {
        return new BeanTargets<>(new NamedBeans(factory), ThreadPoolExecutor.class, ScaleTarget::of);
    }

    @Bean
    AutoscalerPlanner autoscalerPlanner(
            ObjectProvider<CandidateSource> sources,
            ObjectProvider<TargetSource> targets,
            ObjectProvider<AutoscalerSpecCustomizer> customizers,
            ListableBeanFactory factory) {
        return new AutoscalerPlanner(
                sources.orderedStream().toList(),
                targets.orderedStream().toList(),
                customizers.orderedStream().toList(),
                new NamedBeans(factory));
    }

    @Bean
    @Lazy(false)
    AutoscalerLifecycle autoscalerLifecycle(
            ApplicationContext context, AutoscalerRegistry registry, AutoscalerPlanner planner, WriteGate gate) {
        return new AutoscalerLifecycle(context, registry, planner, gate);
    }

    /** The variables that {@code ...FromEnv} options name. */
    private static Map<String, String> variables(ConfigurableEnvironment environment) {
        return environment.getSystemEnvironment().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> String.valueOf(variable.getValue())));
    }

    /** With {@code scaler-scaledobject}: autoscalers of files. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ScaledObjects.class)
    @ImportRuntimeHints(ScaledObjectHints.class)
    static final class OfFiles {

        @Bean
        @Order(3)
        CandidateSource autoscalerScaledObjects(
                ScalerProperties properties,
                ScalerCatalog catalog,
                ObjectProvider<SecretSource> secrets,
                ApplicationContext context,
                ConfigurableEnvironment environment) {
            return new ScaledObjectsSource(
                    properties.scaledObjects(),
                    context,
                    catalog,
                    secrets.orderedStream().toList(),
                    variables(environment));
        }
    }

    /** Without {@code scaler-scaledobject}: files are refused. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.scaler4j.scaledobject.ScaledObjects")
    static final class WithoutFiles {

        @Bean
        @Order(3)
        CandidateSource autoscalerScaledObjects(ScalerProperties properties) {
            return problems -> {
                if (!properties.scaledObjects().isEmpty()) {
                    problems.add(ScalerProperties.PREFIX + ".scaled-objects: nothing here reads such files; add the"
                            + " artifact io.scaler4j:scaler-scaledobject, or leave the property out");
                }
                return List.of();
            };
        }
    }

    /** With {@code scaler-micrometer}: an observer, which Spring Boot binds to every registry of meters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MicrometerMetrics.class)
    static final class OfMeters {

        @Bean
        @ConditionalOnMissingBean
        MicrometerMetrics autoscalerMeters() {
            return MicrometerMetrics.create();
        }
    }

    /** With Spring for Apache Kafka: listeners as targets. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConcurrentMessageListenerContainer.class)
    static final class OfKafkaListeners {

        @Bean
        @Order(1)
        TargetSource kafkaListenerTargets(ObjectProvider<ListenerContainerRegistry> registries) {
            return new KafkaListenerTargets(registries.orderedStream().toList());
        }
    }
}
