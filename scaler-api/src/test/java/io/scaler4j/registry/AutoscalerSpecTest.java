package io.scaler4j.registry;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutoscalerSpecTest {

    private final List<String> events = new ArrayList<>();
    private final List<TriggerContext> contexts = new ArrayList<>();

    private static ScalingPolicy policy(int max) {
        return ScalingPolicy.builder()
                .replicas(0, max)
                .cooldown(ofSeconds(30))
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(ofSeconds(60))
                        .build())
                .build();
    }

    private TriggerPlan plan(String name, double target) {
        return OptionReader.of(TriggerSpec.builder("queue").name(name).build(), List.of())
                .plan(MetricSpec.of(name, averageValue(target)), index -> "s" + index + "-" + name, context -> {
                    contexts.add(context);
                    events.add("open " + name);
                    if (name.equals("broken")) {
                        throw new InvalidConfigurationException("queue", List.of("the file is not there"));
                    }
                    return new Scaler() {
                        @Override
                        public Reading read(ReadRequest request) {
                            return Reading.of(1);
                        }

                        @Override
                        public void close() {
                            events.add("close " + name);
                        }
                    };
                });
    }

    private AutoscalerSpecBuilder orders() {
        return AutoscalerSpec.builder("orders").policy(policy(20)).trigger(plan("lag", 50));
    }

    @Test
    void specsThatWereGivenTheSameAreEqual() {
        assertThat(orders().build()).isEqualTo(orders().build()).hasSameHashCodeAs(orders().build());
        assertThat(orders().idleInterval(ofSeconds(15)).build())
                .as("what is given as it is by default")
                .isEqualTo(orders().build());
        assertThat(orders().build())
                .hasToString("autoscaler \"orders\" every 15.0 s of [queue trigger lag: 50 per"
                        + " replica, active above 0.0]");
    }

    static Stream<UnaryOperator<AutoscalerSpecBuilder>> changes() {
        return Stream.of(
                spec -> spec.policy(policy(21)),
                spec -> spec.interval(ofSeconds(30)),
                spec -> spec.idleInterval(ofSeconds(30)),
                spec -> spec.readTimeout(ofSeconds(3)),
                spec -> spec.targetTimeout(ofSeconds(3)),
                spec -> spec.schedule(now -> ReplicaBounds.none()),
                spec -> spec.dryRun(),
                spec -> spec.control(Control.none().pause()),
                spec -> spec.targetRef("shop", TargetRef.deployment("orders")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aSpecOfWhichAnythingChangedIsNotEqual(UnaryOperator<AutoscalerSpecBuilder> change) {
        assertThat(change.apply(orders()).build()).isNotEqualTo(orders().build());
    }

    @Test
    void triggersAreComparedByTheirSettings() {
        assertThat(orders().trigger(plan("other", 1)).build())
                .isEqualTo(orders().trigger(plan("other", 1)).build())
                .isNotEqualTo(orders().trigger(plan("other", 2)).build())
                .isNotEqualTo(orders().build());
    }

    @Test
    void aCopyMayMeasureSomethingElseOfTheSameMetrics() {
        AutoscalerSpec spec = orders().trigger(plan("other", 1)).dryRun().build();
        var asked = new ArrayList<String>();
        AutoscalerSpec copy = spec.measuring(plan -> {
            asked.add(plan.metric().trigger());
            return TriggerPlan.of(plan.metric(), context -> request -> Reading.of(7));
        });
        assertThat(asked).containsExactly("lag", "other");
        assertThat(copy.triggers())
                .extracting(TriggerPlan::metric)
                .containsExactlyElementsOf(
                        spec.triggers().stream().map(TriggerPlan::metric).toList());
        assertThat(copy.isDryRun()).isTrue();
        assertThat(copy).isNotEqualTo(spec);
        assertThat(spec.measuring(plan -> plan)).isEqualTo(spec);
        assertThat(events).as("nothing is opened").isEmpty();
    }

    @Test
    void aCopyThatMeasuresKeepsWhatIsWanted() {
        AutoscalerSpec spec = orders().build();
        assertThatThrownBy(() -> spec.measuring(plan -> plan("lag", 60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a replacement must have the metric of its trigger (lag: 50 per replica, active above 0.0),"
                        + " had lag: 60 per replica, active above 0.0; change only what measures");
        assertThatThrownBy(() -> spec.measuring(plan -> null)).hasMessageContaining("return the plan itself");
        assertThatThrownBy(() -> spec.measuring(null)).hasMessageContaining("replacement must not be null");
    }

    @Test
    void aCopyWithAnotherNameTellsTriggersTheNameOfTheObject() {
        AutoscalerSpec spec = AutoscalerSpec.builder("orders")
                .policy(policy(5))
                .trigger(plan("lag", 50))
                .build();
        AutoscalerSpec named = spec.named("shop/orders");
        assertThat(named.name()).isEqualTo("shop/orders");
        try (var connections = new SharedConnections()) {
            named.openTriggers(connections).forEach(trigger -> trigger.scaler().close());
        }
        assertThat(contexts)
                .singleElement()
                .extracting(TriggerContext::autoscaler)
                .isEqualTo("orders");
        assertThat(named).isNotEqualTo(spec).isEqualTo(spec.named("shop/orders"));
        assertThat(named.named("orders")).isEqualTo(spec);
        assertThatThrownBy(() -> spec.named(" ")).hasMessageContaining("name must not be blank");
    }

    @Test
    void aCopyWithAnotherIntervalKeepsThatOfAnIdleTarget() {
        AutoscalerSpec spec = AutoscalerSpec.builder("orders")
                .policy(policy(5))
                .trigger(plan("lag", 50))
                .idleInterval(ofSeconds(30))
                .build();
        AutoscalerSpec faster = spec.every(ofSeconds(2));
        assertThat(faster.interval()).isEqualTo(ofSeconds(2));
        assertThat(faster.idleInterval()).isEqualTo(ofSeconds(30));
        assertThat(faster).isNotEqualTo(spec);
        assertThat(faster.every(spec.interval())).isEqualTo(spec);
        assertThatThrownBy(() -> spec.every(Duration.ZERO)).hasMessageContaining("interval must be more than 0");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> AutoscalerSpec.builder(" ")
                        .trigger(plan("lag", 1))
                        .trigger(plan("lag", 2))
                        .interval(Duration.ZERO)
                        .readTimeout(ofSeconds(-1))
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .hasSize(5)
                                .anyMatch(each -> each.startsWith("name must not be blank"))
                                .anyMatch(each -> each.startsWith("policy is missing"))
                                .anyMatch(each -> each.contains("\"lag\""))
                                .anyMatch(each -> each.startsWith("interval must be more than 0"))
                                .anyMatch(each -> each.startsWith("readTimeout must be more than 0")));
    }

    @Test
    void anAutoscalerOwnsTheTriggersThatAreOpenedForIt() {
        var spec = orders().trigger(plan("other", 1))
                .targetRef("shop", TargetRef.deployment("orders"))
                .build();
        assertThat(events).as("nothing is open yet").isEmpty();
        try (var autoscaler = spec.open(ScaleTarget.of(() -> 1, count -> {}), new SharedConnections())) {
            assertThat(autoscaler.name()).isEqualTo("orders");
            assertThat(events).containsExactly("open lag", "open other");
        }
        assertThat(events).contains("close lag", "close other");
        assertThat(contexts).extracting(TriggerContext::index).containsExactly(0, 1);
        assertThat(contexts).extracting(TriggerContext::autoscaler).containsOnly("orders");
        assertThat(contexts).extracting(TriggerContext::namespace).containsOnly("shop");
    }

    @Test
    void whatWasOpenedBeforeATriggerFailedIsClosed() {
        var spec = orders().trigger(plan("broken", 1)).trigger(plan("never", 1)).build();
        assertThatThrownBy(() -> spec.openTriggers(new SharedConnections()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("trigger \"broken\" (queue): the file is not there");
        assertThat(events).containsExactly("open lag", "open broken", "close lag");
    }
}
