package io.scaler4j.spring.boot;

import io.scaler4j.registry.AutoscalerRegistryBuilder;

/**
 * A bean that changes the registry of autoscalers before it is made: its clock, its threads, who may write. Several are
 * asked in the order of Spring's {@code @Order}.
 *
 * <pre>{@code
 * @Bean
 * AutoscalerRegistryCustomizer leaderWrites(Lease lease) {
 *     return builder -> builder.writesWhile(lease::isHeld);
 * }
 * }</pre>
 *
 * <p>Targets are written to only while the application context runs, and not while it is stopped. What a customizer
 * says by {@code writesWhile} holds beside that.
 */
@FunctionalInterface
public interface AutoscalerRegistryCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder has the state store, the observers and the properties of the application already
     */
    void customize(AutoscalerRegistryBuilder builder);
}
