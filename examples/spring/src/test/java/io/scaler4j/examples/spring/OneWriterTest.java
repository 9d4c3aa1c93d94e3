package io.scaler4j.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.spring.boot.ScalerAutoConfiguration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An instance without the lease decides and does not write. */
class OneWriterTest {

    @Test
    void theLeaseSaysWhoWrites() {
        var lease = new AtomicBoolean();
        var replicas = new AtomicInteger(1);
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(ScalerAutoConfiguration.class))
                .withUserConfiguration(OneWriter.class)
                .withBean(BooleanSupplier.class, () -> lease::get)
                .withBean("packers", ScaleTarget.class, () -> ScaleTarget.of(replicas::get, replicas::set))
                .withBean("backlog", Scaler.class, () -> request -> Reading.of(30))
                .run(context -> {
                    var registry = context.getBean(AutoscalerRegistry.class);
                    await().untilAsserted(() -> assertThat(registry.turns().get("packers"))
                            .isNotNull()
                            .extracting(Turn::outcome)
                            .asString()
                            .contains("FENCED"));
                    assertThat(replicas).hasValue(1);
                    lease.set(true);
                    registry.autoscaler("packers").orElseThrow().poke();
                    await().untilAsserted(() -> assertThat(replicas).hasValue(3));
                });
    }
}
