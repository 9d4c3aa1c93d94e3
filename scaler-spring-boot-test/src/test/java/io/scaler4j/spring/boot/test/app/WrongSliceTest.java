package io.scaler4j.spring.boot.test.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.spring.boot.test.AutoscalerTest;
import io.scaler4j.spring.boot.test.AutoscalerTester;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** A wrong configuration fails the test with what the application would say. */
class WrongSliceTest {

    @Test
    void theSentencesAreThoseOfTheApplication() {
        assertThat(failures(WithWrongConfiguration.class))
                .filteredOn(InvalidConfigurationException.class::isInstance)
                .singleElement()
                .satisfies(failure -> assertThat(((InvalidConfigurationException) failure).problems())
                        .hasSize(2)
                        .anyMatch(problem -> problem.startsWith(
                                "scaler4j.autoscalers.packers.policy: max replicas must be at least min (9)"))
                        .anyMatch(
                                problem -> problem.startsWith("scaler4j.autoscalers.mail.triggers[0]: lagThreshold")));
    }

    @Test
    void aRegistryOnItsOwnClockIsRefused() {
        assertThat(failures(WithItsOwnRegistry.class))
                .anySatisfy(failure -> assertThat(failure)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("the application makes its own AutoscalerRegistry"));
    }

    /** Of the only method, with all causes. */
    private static List<Throwable> failures(Class<?> test) {
        Throwable failure =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(test))
                        .execute()
                        .testEvents()
                        .failed()
                        .stream()
                        .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow())
                        .findFirst()
                        .orElseThrow();
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
    }

    @AutoscalerTest(
            properties = {
                "scaler4j.autoscalers.packers.policy.min-replicas=9",
                "scaler4j.autoscalers.mail.triggers[0].type=kafka",
                "scaler4j.autoscalers.mail.triggers[0].metadata.bootstrapServers=broker.invalid:9092",
                "scaler4j.autoscalers.mail.triggers[0].metadata.consumerGroup=mail",
                "scaler4j.autoscalers.mail.triggers[0].metadata.topic=mail",
                "scaler4j.autoscalers.mail.triggers[0].metadata.lagThreshold=none"
            })
    static class WithWrongConfiguration {

        @Autowired
        private AutoscalerTester autoscalers;

        @Test
        void isNotReached() {
            throw new AssertionError("reached with " + autoscalers);
        }
    }

    @AutoscalerTest
    @Import(Production.OwnRegistry.class)
    static class WithItsOwnRegistry {

        @Autowired
        private AutoscalerTester autoscalers;

        @Test
        void isNotReached() {
            throw new AssertionError("reached with " + autoscalers);
        }
    }
}
