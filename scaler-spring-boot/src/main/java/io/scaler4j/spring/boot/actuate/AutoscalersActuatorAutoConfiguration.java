package io.scaler4j.spring.boot.actuate;

import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.spring.boot.ScalerAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The health of autoscalers as the component {@code autoscalers}, and the endpoint {@link AutoscalersEndpoint}, if the
 * actuator is there. {@code management.health.autoscalers.enabled} and {@code management.endpoint.autoscalers.access}
 * switch them off.
 */
@AutoConfiguration(after = ScalerAutoConfiguration.class)
@ConditionalOnClass({AutoscalerRegistry.class, Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(AutoscalerRegistry.class)
public final class AutoscalersActuatorAutoConfiguration {

    AutoscalersActuatorAutoConfiguration() {}

    @Bean
    RecentTurns recentAutoscalerTurns() {
        return new RecentTurns();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    AutoscalersEndpoint autoscalersEndpoint(AutoscalerRegistry registry, RecentTurns turns) {
        return new AutoscalersEndpoint(registry, turns);
    }

    /** With Spring Boot's health. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({CompositeHealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
    static final class OfHealth {

        @Bean
        @ConditionalOnMissingBean(name = "autoscalersHealthContributor")
        @ConditionalOnEnabledHealthIndicator("autoscalers")
        AutoscalersHealth autoscalersHealthContributor(AutoscalerRegistry registry, RecentTurns turns) {
            return new AutoscalersHealth(registry, turns);
        }
    }
}
