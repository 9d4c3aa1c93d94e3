package io.scaler4j.spring.boot.test.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.spring.boot.test.AutoscalerTest;
import io.scaler4j.spring.boot.test.AutoscalerTester;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestContextManager;

/** A wrong configuration fails the test with what the application would say. */
class WrongSliceTest {

    @Test
    void theSentencesAreThoseOfTheApplication() {
        Throwable failure = failureOf(new WithWrongConfiguration());
        assertThat(failure)
                .rootCause()
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        wrong -> assertThat(wrong.problems())
                                .hasSize(2)
                                .anyMatch(problem -> problem.startsWith(
                                        "scaler4j.autoscalers.packers.policy: max replicas must be at least min (9)"))
                                .anyMatch(problem ->
                                        problem.startsWith("scaler4j.autoscalers.mail.triggers[0]: lagThreshold")));
    }

    @Test
    void aRegistryOnItsOwnClockIsRefused() {
        assertThat(failureOf(new WithItsOwnRegistry()))
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the application makes its own AutoscalerRegistry");
    }

    /** What Spring throws when it makes the context of a test, as its extension of JUnit has it made. */
    private static Throwable failureOf(Object test) {
        return catchThrowable(() -> new TestContextManager(test.getClass()).prepareTestInstance(test));
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
        AutoscalerTester autoscalers;
    }

    @AutoscalerTest
    @Import(Production.OwnRegistry.class)
    static class WithItsOwnRegistry {

        @Autowired
        AutoscalerTester autoscalers;
    }
}
