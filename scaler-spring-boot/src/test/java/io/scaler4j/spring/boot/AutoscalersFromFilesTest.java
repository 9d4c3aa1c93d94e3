package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.registry;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.SecretRef;
import io.scaler4j.scaledobject.SecretSource;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Files with ScaledObjects, on the class path. */
class AutoscalersFromFilesTest {

    private final ApplicationContextRunner runner =
            Contexts.runner().withPropertyValues("scaler4j.scaled-objects=classpath:scaling/*.yaml");

    private static final SecretSource KAFKA =
            ref -> ref.kind() == SecretRef.Kind.ENVIRONMENT && ref.name().equals("KAFKA")
                    ? Optional.of("localhost:9092")
                    : Optional.empty();

    @Test
    void anAutoscalerIsMadeOfEachObjectAndScalesTheBeanWithItsTargetsName() {
        runner.withBean(SecretSource.class, () -> KAFKA)
                .withBean("orders-worker", Fleet.class, () -> new Fleet(3))
                .withBean("other", Fleet.class, () -> new Fleet(3))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    AutoscalerSpec orders = registry(context).spec("orders").orElseThrow();
                    assertThat(orders.idleInterval()).isEqualTo(Duration.ofSeconds(20));
                    assertThat(orders.triggers())
                            .singleElement()
                            .satisfies(plan -> assertThat(plan.metricName(0)).isEqualTo("s0-kafka-orders"));
                });
    }

    @Test
    void theBeanMayHaveTheNameOfTheObject() {
        runner.withBean(SecretSource.class, () -> KAFKA)
                .withBean("orders", Fleet.class, () -> new Fleet(3))
                .withBean("other", Fleet.class, () -> new Fleet(3))
                .run(context -> assertThat(registry(context).names()).containsExactly("orders"));
    }

    @Test
    void aVariableThatNoSourceHasIsAProblem() {
        runner.withBean("orders", Fleet.class, () -> new Fleet(3))
                .run(context -> assertThat(context).getFailure().hasMessageContaining("KAFKA"));
    }

    @Test
    void aTargetThatIsNotThereIsAskedForByBothNames() {
        runner.withBean(SecretSource.class, () -> KAFKA)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining(
                                "scaler4j.scaled-objects (orders): nothing that can be scaled has the name"
                                        + " \"orders\" or \"orders-worker\""));
    }

    @Test
    void everythingThatIsWrongWithFilesAndPropertiesIsToldAtOnce() {
        Contexts.orders()
                .withPropertyValues(
                        "scaler4j.scaled-objects=classpath:wrong/*.yaml",
                        "scaler4j.autoscalers.orders.policy.max-replicas=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("lagThreshold")
                        .hasMessageContaining("mail.yaml")
                        .hasMessageContaining("scaler4j.autoscalers.orders.policy: max replicas"));
    }

    @Test
    void aLocationThatFindsNothingIsAProblem() {
        for (String location :
                new String[] {"classpath:none/*.yaml", "classpath:none.yaml", "file:/no/such/file.yaml"}) {
            Contexts.runner()
                    .withPropertyValues("scaler4j.scaled-objects=" + location)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasMessageContaining("scaler4j.scaled-objects: \"" + location + "\" finds no file"));
        }
    }

    @Test
    void aNameThatPropertiesHaveTooIsAProblem() {
        Contexts.orders()
                .withBean(SecretSource.class, () -> KAFKA)
                .withPropertyValues("scaler4j.scaled-objects=classpath:scaling/*.yaml")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining(
                                "two autoscalers have the name \"orders\": scaler4j.autoscalers.orders.target"
                                        + " and scaler4j.scaled-objects (orders); give one of them another name"));
    }
}
