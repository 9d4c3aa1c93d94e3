package io.scaler4j.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.spring.boot.AutoscalerRegistryCustomizer;
import io.scaler4j.spring.boot.ScalerAutoConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PackersInVirtualTimeTest {

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final AtomicInteger packers = new AtomicInteger(1);
    private final AtomicInteger waiting = new AtomicInteger(75);

    @Test
    void packersComeForARushAndGoHomeAfterwards() {
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer()) // reads application.yaml
                .withConfiguration(AutoConfigurations.of(ScalerAutoConfiguration.class))
                .withBean("packers", ScaleTarget.class, () -> ScaleTarget.of(packers::get, packers::set))
                .withBean("backlog", Scaler.class, () -> request -> Reading.of(waiting.get()))
                .withBean(
                        AutoscalerRegistryCustomizer.class,
                        () -> registry -> registry.time(time)
                                .scheduler(time)
                                .executor(Runnable::run)
                                .blockingExecutor(Runnable::run))
                .run(context -> {
                    time.advance(Duration.ofMinutes(1));
                    assertThat(packers).hasValue(8);
                    waiting.set(0);
                    time.advance(Duration.ofMinutes(4));
                    assertThat(packers).hasValue(8); // the window of 300 s remembers the rush
                    time.advance(Duration.ofMinutes(2));
                    assertThat(packers).hasValue(1);
                });
    }
}
