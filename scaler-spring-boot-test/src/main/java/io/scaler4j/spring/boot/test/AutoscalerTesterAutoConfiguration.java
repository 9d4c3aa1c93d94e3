package io.scaler4j.spring.boot.test;

import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.StateStore;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.spring.boot.ScalerAutoConfiguration;
import java.time.Instant;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** What {@link AutoscalerTest} puts in the place of clocks, threads, targets, triggers and states. */
@AutoConfiguration(before = ScalerAutoConfiguration.class)
final class AutoscalerTesterAutoConfiguration {

    /** Outside of {@code scaler4j}, where an unknown property is refused. */
    static final String STARTING_AT = "scaler4j-test.starting-at";

    @Bean
    static MissingScalers autoscalerTestScalers(Environment environment) {
        return new MissingScalers(environment);
    }

    @Bean
    VirtualTime autoscalerTestTime(Environment environment) {
        return VirtualTime.startingAt(Instant.parse(environment.getRequiredProperty(STARTING_AT)));
    }

    /** In the place of a store that would keep what tests decide. */
    @Bean
    @Primary
    StateStore autoscalerTestStates() {
        return StateStore.inMemory();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    VirtualRegistry autoscalerTestRegistry(VirtualTime time) {
        return new VirtualRegistry(time);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SimulatedTargets autoscalerTestTargets() {
        return new SimulatedTargets();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    GivenTriggers autoscalerTestTriggers() {
        return new GivenTriggers();
    }

    @Bean
    AllTurns autoscalerTestTurns() {
        return new AllTurns();
    }

    /** Asks for the registry first, so that it is known whether it has the clock. */
    @Bean
    AutoscalerTester autoscalerTester(
            AutoscalerRegistry registry,
            VirtualRegistry customized,
            VirtualTime time,
            SimulatedTargets targets,
            GivenTriggers triggers,
            AllTurns turns) {
        if (!customized.isUsed()) {
            throw new IllegalStateException("the application makes its own AutoscalerRegistry, which runs on its own"
                    + " clock; leave that bean out of the test, or use an AutoscalerRegistryCustomizer in its place");
        }
        return new AutoscalerTester(registry, time, targets, triggers, turns);
    }
}
