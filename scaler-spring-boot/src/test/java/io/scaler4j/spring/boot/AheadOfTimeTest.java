package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.registry;
import static io.scaler4j.spring.boot.Contexts.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.spring.boot.sample.SampleApplication;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** Spring's ahead-of-time processing makes a context that runs, and hints for what a native image must keep. */
class AheadOfTimeTest {

    private static final Map<String, Object> PROPERTIES = Map.of(
            "scaler4j.write-spread", "0s",
            "scaler4j.autoscalers.orders.policy.min-replicas", "1",
            "scaler4j.autoscalers.orders.triggers[0].scaler", "backlog",
            "scaler4j.autoscalers.orders.triggers[0].average-value", "10");

    @Test
    @CompileWithForkedClassLoader
    void theProcessedApplicationScales() {
        var generation = new TestGenerationContext();
        ClassName initializer = process(generation);
        generation.writeGeneratedContent();
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            try (var context = new GenericApplicationContext()) {
                withProperties(context);
                start(compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()), context);
                assertThat(registry(context).names()).containsExactly("orders");
                soon().untilAsserted(() -> assertThat(
                                context.getBean("orders", Fleet.class).asked())
                        .first()
                        .isEqualTo(5));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void start(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
        ((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
        context.refresh();
    }

    @Test
    void propertiesAndFilesAreKept() {
        var generation = new TestGenerationContext();
        process(generation);
        RuntimeHints hints = generation.getRuntimeHints();
        for (Class<?> type : new Class<?>[] {
            ScalerProperties.class,
            AutoscalerProperties.class,
            PolicyProperties.class,
            PolicyProperties.Rules.class,
            PolicyProperties.Limit.class,
            TriggerProperties.class,
            TriggerProperties.FallbackProperties.class,
            ControlProperties.class
        }) {
            assertThat(RuntimeHintsPredicates.reflection().onType(type))
                    .as("%s", type)
                    .accepts(hints);
        }
        assertThat(RuntimeHintsPredicates.resource().forResource("scaling/orders.yaml"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.resource().forResource("io/scaler4j/scaledobject/schema/pod-fields.txt"))
                .accepts(hints);
    }

    private static ClassName process(TestGenerationContext generation) {
        var context = new AnnotationConfigApplicationContext();
        withProperties(context);
        context.register(SampleApplication.class);
        return new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
    }

    private static void withProperties(GenericApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", PROPERTIES));
    }
}
