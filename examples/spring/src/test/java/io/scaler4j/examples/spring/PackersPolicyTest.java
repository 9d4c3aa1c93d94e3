package io.scaler4j.examples.spring;

import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ofMinutes;

import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.spring.boot.ScalerAutoConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PackersPolicyTest {

    @Test
    void aRushIsPackedByEightAndTheyGoHomeAfterwards() {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer()) // reads application.yaml
                .withConfiguration(AutoConfigurations.of(ScalerAutoConfiguration.class))
                .withBean("packers", ScaleTarget.class, () -> ScaleTarget.of(() -> 1, count -> {})) // stand-ins
                .withBean("backlog", Scaler.class, () -> request -> Reading.of(0))
                .run(context -> {
                    AutoscalerSpec packers = context.getBean(AutoscalerRegistry.class)
                            .spec("packers")
                            .orElseThrow();
                    var run = Simulation.of(
                                    packers, Map.of("backlog", Load.constant(75).then(ofMinutes(2), 0)))
                            .startingAt(1)
                            .lasting(ofMinutes(20));
                    assertThat(run).wentThrough(1, 5, 8).settlesAt(1).within(ofMinutes(8));
                });
    }
}
