package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.registry;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.spring.boot.actuate.AutoscalersActuatorAutoConfiguration;
import io.scaler4j.spring.boot.actuate.AutoscalersEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Each part works without those that are optional. */
class OptionalPartsTest {

    @Test
    void autoscalersNeedNoneOfThem() {
        Contexts.orders()
                .withClassLoader(new FilteredClassLoader(
                        "io.scaler4j.scaledobject",
                        "org.springframework.kafka",
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(registry(context).names()).containsExactly("orders");
                    assertThat(context).doesNotHaveBean(AutoscalersActuatorAutoConfiguration.class);
                });
    }

    @Test
    void withoutScaledObjectsFilesAreRefusedWithTheArtifact() {
        Contexts.runner()
                .withClassLoader(new FilteredClassLoader(ScaledObjects.class))
                .withPropertyValues("scaler4j.scaled-objects=classpath:scaling/*.yaml")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("scaler4j.scaled-objects: nothing here reads such files; add the"
                                + " artifact io.scaler4j:scaler-scaledobject, or leave the property out"));
    }

    @Test
    void withoutSpringKafkaThereAreNoListeners() {
        Contexts.orders()
                .withClassLoader(new FilteredClassLoader(ConcurrentMessageListenerContainer.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("kafkaListenerTargets"));
        Contexts.orders().run(context -> assertThat(context).hasBean("kafkaListenerTargets"));
    }

    @Test
    void withoutTheActuatorNothingIsShown() {
        Contexts.orders()
                .withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context ->
                        assertThat(context).hasNotFailed().doesNotHaveBean(AutoscalersActuatorAutoConfiguration.class));
    }

    @Test
    void withoutHealthTheEndpointIsThere() {
        Contexts.orders()
                .withClassLoader(new FilteredClassLoader(CompositeHealthContributor.class))
                .withPropertyValues("management.endpoints.web.exposure.include=autoscalers")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(AutoscalersEndpoint.class)
                        .doesNotHaveBean("autoscalersHealthContributor"));
    }

    @Test
    void anEndpointThatIsNotExposedIsNotMade() {
        Contexts.orders()
                .run(context -> assertThat(context)
                        .doesNotHaveBean(AutoscalersEndpoint.class)
                        .hasBean("autoscalersHealthContributor"));
        Contexts.orders()
                .withPropertyValues("management.health.autoscalers.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("autoscalersHealthContributor"));
    }
}
