package io.scaler4j.spring.boot.test.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.spring.boot.test.AutoscalerTest;
import io.scaler4j.spring.boot.test.AutoscalerTester;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What the annotation takes, and beans of the test. */
@AutoscalerTest(
        startingAt = "2026-06-01T09:59:00Z",
        properties = {
            "scaler4j.autoscalers.packers.policy.max-replicas=20",
            "scaler4j.scaled-objects=classpath:scaling/*.yaml"
        })
class AutoscalerTestOptionsTest {

    @Autowired
    private AutoscalerTester autoscalers;

    @Autowired
    private AtomicInteger waiting;

    @TestConfiguration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        AtomicInteger waiting() {
            return new AtomicInteger(200);
        }

        @Bean
        Scaler backlog(AtomicInteger waiting) {
            return request -> Reading.of(waiting.get());
        }
    }

    @Test
    void itBeginsWhenTheTestSays() {
        assertThat(autoscalers.now()).isEqualTo(Instant.parse("2026-06-01T09:59:00Z"));
    }

    @Test
    void aPropertyOfTheTestWinsOverTheFile() {
        autoscalers.value("backlog", 1_000).advance(Duration.ofMinutes(2));
        assertThat(autoscalers.replicas("packers")).isEqualTo(20);
    }

    @Test
    void aScalerOfTheTestIsReadIfTheTestSaysSo() {
        autoscalers.reads("backlog").advance(Duration.ofSeconds(30));
        assertThat(autoscalers.replicas("packers")).isEqualTo(20);
        waiting.set(0);
        autoscalers.advance(Duration.ofMinutes(20));
        assertThat(autoscalers.replicas("packers")).isEqualTo(6); // the market is open
    }

    @Test
    void aScaledObjectOfAFileIsOneOfThem() {
        autoscalers.value("s0-kafka-invoices", 30).advance(Duration.ofMinutes(1));
        assertThat(autoscalers.replicas("invoices")).isEqualTo(3);
    }
}
