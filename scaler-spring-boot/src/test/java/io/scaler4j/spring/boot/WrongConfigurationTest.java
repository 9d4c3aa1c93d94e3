package io.scaler4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application whose autoscalers are wrong does not start, and says everything that is wrong at once. */
class WrongConfigurationTest {

    private static final String ORDERS = "scaler4j.autoscalers.orders";
    private static final String MAIL = "scaler4j.autoscalers.mail";

    @Test
    void everyProblemOfEveryAutoscalerIsASentence() {
        List<String> problems = problems(
                Contexts.orders(),
                ORDERS + ".interval=-1s",
                ORDERS + ".policy.max-replicas=0",
                ORDERS + ".policy.tolerance=-1",
                ORDERS + ".policy.scale-down.limits[0].replicas=1",
                ORDERS + ".control.paused-replicas=-2",
                ORDERS + ".schedules=market",
                MAIL + ".target=postman",
                MAIL + ".triggers[0].type=kafka",
                MAIL + ".triggers[0].metadata.lagThreshold=many",
                MAIL + ".triggers[1].scaler=inbox",
                MAIL + ".triggers[1].average-value=1");
        assertThat(problems)
                .contains(
                        ORDERS + ": interval must be more than 0 s, was PT-1S",
                        ORDERS + ".policy: max replicas must be at least 1, was 0",
                        ORDERS + ".policy: tolerance must be a finite ratio of at least 0 (0.1 is 10 %), was -1.0",
                        ORDERS + ".policy.scale-down.limits[0]: period is missing; give the time within which the"
                                + " change is limited",
                        ORDERS + ".control: a target can be paused at 0 replicas or more, was -2",
                        ORDERS + ".schedules: schedule \"market\" is no bean of the type BoundsSchedule; there is none",
                        MAIL + ".triggers[1]: scaler \"inbox\" is no bean of the type Scaler; there are backlog");
        assertThat(problems).anyMatch(problem -> problem.startsWith(MAIL + ".triggers[0]: lagThreshold"));
        assertThat(problems).anyMatch(problem -> problem.startsWith(MAIL + ".triggers[0]: bootstrapServers"));
    }

    @Test
    void aTriggerIsOfATypeOrOfAScaler() {
        assertThat(problems(Contexts.orders(), ORDERS + ".triggers[0].type=kafka"))
                .containsExactly(ORDERS + ".triggers[0]: a trigger has either a type or a scaler; give one of them");
        assertThat(problems(Contexts.orders(), ORDERS + ".triggers[0].value=3"))
                .containsExactly(ORDERS + ".triggers[0]: a trigger with a scaler has one of average-value, value and"
                        + " utilization, there are 2; give the one that says what is wanted of its value");
        assertThat(problems(Contexts.orders(), ORDERS + ".triggers[0].metadata.topic=orders"))
                .containsExactly(ORDERS + ".triggers[0]: metadata, authentication and metric-type belong to a trigger"
                        + " with a type; a scaler is configured as a bean");
        assertThat(problems(
                        Contexts.runner().withBean("orders", Fleet.class, () -> new Fleet(1)),
                        ORDERS + ".triggers[0].type=cron",
                        ORDERS + ".triggers[0].average-value=5"))
                .anyMatch(problem -> problem.contains("a type has its numbers in its metadata"));
    }

    @Test
    void aFallbackNeedsItsCount() {
        assertThat(problems(
                        Contexts.orders(),
                        ORDERS + ".triggers[0].fallback.failure-threshold=3",
                        ORDERS + ".triggers[0].fallback.failing-for=3s"))
                .containsExactly(
                        ORDERS + ".triggers[0].fallback: failure-threshold and failing-for exclude each other; give one"
                                + " of them",
                        ORDERS + ".triggers[0].fallback: replicas is missing; give the count to fall back to");
    }

    @Test
    void anAutoscalerNeedsATrigger() {
        assertThat(problems(
                        Contexts.runner().withBean("orders", Fleet.class, () -> new Fleet(1)),
                        ORDERS + ".policy.max-replicas=3"))
                .containsExactly(ORDERS + ": triggers is empty; give at least one, of a type or a scaler");
    }

    @Test
    void aVariableThatIsNotSetIsAMissingOption() {
        assertThat(problems(
                        Contexts.orders(),
                        ORDERS + ".triggers[1].type=kafka",
                        ORDERS + ".triggers[1].metadata.bootstrapServers=localhost:9092",
                        ORDERS + ".triggers[1].metadata.consumerGroupFromEnv=NO_SUCH_VARIABLE"))
                .anyMatch(problem -> problem.contains("consumerGroup is missing"));
    }

    @Test
    void aSecretIsNotInTheSentences() {
        assertThat(problems(
                        Contexts.orders(),
                        ORDERS + ".triggers[1].type=kafka",
                        ORDERS + ".triggers[1].metadata.bootstrapServers=hunter2 hunter2",
                        ORDERS + ".triggers[1].metadata.lagThreshold=hunter2",
                        ORDERS + ".triggers[1].authentication.sasl=plaintext",
                        ORDERS + ".triggers[1].authentication.password=hunter2"))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hunter2"));
    }

    @Test
    void aTypeOfNoModuleIsNamed() {
        assertThat(problems(Contexts.orders(), ORDERS + ".triggers[1].type=redis"))
                .singleElement()
                .asString()
                .startsWith(ORDERS + ".triggers[1]: ")
                .contains("scaler-redis");
    }

    @Test
    void aTargetThatIsNotThereIsNamedWithThoseThatAre() {
        assertThat(problems(Contexts.orders(), ORDERS + ".target=fleet"))
                .containsExactly(ORDERS + ".target: nothing that can be scaled has the name \"fleet\" (ScaleTarget,"
                        + " ThreadPoolTaskExecutor, ThreadPoolExecutor, @KafkaListener); there are ScaleTarget orders;"
                        + " declare a bean of this name, or set 'target' to one that is there");
    }

    @Test
    void anUnknownPropertyIsRefused() {
        Contexts.orders()
                .withPropertyValues(ORDERS + ".polcy.max-replicas=3")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(UnboundConfigurationPropertiesException.class)
                        .hasMessageContaining(ORDERS + ".polcy.max-replicas"));
    }

    @Test
    void aTargetHasOneAutoscalerThatWrites() {
        assertThat(problems(
                        Contexts.orders(),
                        MAIL + ".target=orders",
                        MAIL + ".triggers[0].scaler=backlog",
                        MAIL + ".triggers[0].value=1"))
                .singleElement()
                .asString()
                .startsWith("autoscaler \"")
                .contains("scales the same target");
    }

    @Test
    void aTriggerThatCannotBeOpenedStopsTheStart() {
        TriggerPlan locked = TriggerPlan.of(MetricSpec.of("locked", MetricTarget.averageValue(1)), context -> {
            throw new InvalidConfigurationException("locked", List.of("the key file is not there"));
        });
        AutoscalerSpec mail = AutoscalerSpec.builder("mail")
                .policy(ScalingPolicy.builder().replicas(1, 5).build())
                .trigger(locked)
                .build();
        assertThat(problems(Contexts.orders()
                        .withBean("mail", Fleet.class, () -> new Fleet(1))
                        .withBean("mailSpec", AutoscalerSpec.class, () -> mail)))
                .containsExactly("autoscaler \"mail\": the key file is not there");
    }

    @Test
    void aCustomizerRefusesOneWithASentence() {
        assertThat(problems(Contexts.orders().withBean("first", AutoscalerSpecCustomizer.class, () -> spec -> {
                    throw new IllegalArgumentException("no autoscaler begins with an o");
                })))
                .containsExactly("autoscaler \"orders\": no autoscaler begins with an o");
        assertThat(problems(Contexts.orders()
                        .withBean("first", AutoscalerSpecCustomizer.class, () -> spec -> spec.named("others"))))
                .containsExactly("autoscaler \"orders\": an AutoscalerSpecCustomizer changed its name to \"others\";"
                        + " leave the name as it is");
    }

    @Test
    void theFailureAnalysisHasALineForEachProblem() {
        var failure = new InvalidConfigurationException("configuration of autoscalers", List.of("first", "second"));
        FailureAnalysis analysis =
                new InvalidConfigurationFailureAnalyzer().analyze(new IllegalStateException("wrapped", failure));
        assertThat(analysis.getDescription().lines())
                .containsExactly("The configuration of autoscalers is wrong:", "", "    - first", "    - second");
        assertThat(analysis.getAction()).isEqualTo("Correct what is listed; these are all problems.");
    }

    private static List<String> problems(ApplicationContextRunner runner, String... properties) {
        var problems = new ArrayList<String>();
        runner.withPropertyValues(properties).run(context -> {
            assertThat(context).hasFailed();
            Throwable cause = context.getStartupFailure();
            while (cause != null && !(cause instanceof InvalidConfigurationException)) {
                cause = cause.getCause();
            }
            assertThat(cause).isInstanceOf(InvalidConfigurationException.class);
            problems.addAll(((InvalidConfigurationException) cause).problems());
        });
        return problems;
    }
}
