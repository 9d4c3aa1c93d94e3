package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.Contexts.registry;
import static io.scaler4j.spring.boot.Contexts.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.BoundsSchedule;
import io.scaler4j.Turn;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.DeactivationMode;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import io.scaler4j.policy.Tolerance;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AutoscalersFromPropertiesTest {

    private static final String ORDERS = "scaler4j.autoscalers.orders.";

    @Test
    void aFewLinesScaleABean() {
        Contexts.orders().run(context -> {
            var fleet = context.getBean(Fleet.class);
            soon().untilAsserted(() -> assertThat(fleet.asked()).isNotEmpty());
            assertThat(fleet.asked()).first().isEqualTo(5); // by at most 4 in 15 s
        });
    }

    @Test
    void withoutConfigurationTheRegistryIsEmpty() {
        Contexts.runner().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(registry(context).names()).isEmpty();
        });
    }

    @Test
    void everyOptionOfTheLibraryIsThere() {
        Contexts.orders()
                .withBean("market", BoundsSchedule.class, () -> now -> ReplicaBounds.atLeast(2))
                .withPropertyValues(
                        ORDERS + "interval=30s",
                        ORDERS + "idle-interval=5s",
                        ORDERS + "read-timeout=2s",
                        ORDERS + "target-timeout=3s",
                        ORDERS + "dry-run=true",
                        ORDERS + "schedules=market",
                        ORDERS + "control.force-activation=true",
                        ORDERS + "control.paused-scale-in=true")
                .run(context -> {
                    AutoscalerSpec spec = registry(context).spec("orders").orElseThrow();
                    assertThat(spec.interval()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(spec.idleInterval()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(spec.readTimeout()).contains(Duration.ofSeconds(2));
                    assertThat(spec.targetTimeout()).contains(Duration.ofSeconds(3));
                    assertThat(spec.isDryRun()).isTrue();
                    assertThat(spec.schedules()).containsExactly(context.getBean(BoundsSchedule.class));
                    assertThat(spec.control())
                            .isEqualTo(Control.none().forceActivation(true).pauseScaleIn());
                });
    }

    @Test
    void everyOptionOfThePolicyIsThere() {
        assertThat(policy(
                        "min-replicas=3",
                        "max-replicas=9",
                        "idle-replicas=1",
                        "cooldown=2m",
                        "initial-cooldown=1m",
                        "tolerance=0.2",
                        "activation=minimal",
                        "deactivation=gradual",
                        "respect-manual-zero=true",
                        "scale-up.limits[0].replicas=2",
                        "scale-up.limits[0].period=30s",
                        "scale-up.limits[1].percent=50",
                        "scale-up.limits[1].period=1m",
                        "scale-up.select=min",
                        "scale-down.stabilization-window=45s",
                        "scale-down.tolerance=0.05"))
                .isEqualTo(ScalingPolicy.builder()
                        .replicas(3, 9)
                        .idleReplicas(1)
                        .cooldown(Duration.ofMinutes(2))
                        .initialCooldown(Duration.ofMinutes(1))
                        .tolerance(0.2)
                        .activation(ActivationMode.MINIMAL)
                        .deactivation(DeactivationMode.GRADUAL)
                        .respectManualZero()
                        .scaleUp(ScalingRules.builder()
                                .replicas(2, Duration.ofSeconds(30))
                                .percent(50, Duration.ofMinutes(1))
                                .select(SelectPolicy.MIN)
                                .build())
                        .scaleDown(ScalingRules.builder()
                                .stabilizationWindow(Duration.ofSeconds(45))
                                .tolerance(0.05)
                                .build())
                        .build());
        assertThat(policy("min-replicas=1", "max-replicas=9", "legacy=true"))
                .isEqualTo(ScalingPolicy.builder().replicas(1, 9).legacy().build());
    }

    @Test
    void whatIsNotSetHasTheLibrarysDefault() {
        assertThat(policy("max-replicas=100")).isEqualTo(ScalingPolicy.builder().build());
        assertThat(policy("like=keda")).isEqualTo(ScalingPolicy.likeKeda().build());
        assertThat(policy("like=hpa")).isEqualTo(ScalingPolicy.likeHpa().build());
    }

    private static ScalingPolicy policy(String... options) {
        var found = new CopyOnWriteArrayList<ScalingPolicy>();
        ApplicationContextRunner runner = Contexts.runner()
                .withBean("orders", Fleet.class, () -> new Fleet(1))
                .withBean("backlog", Backlog.class, () -> new Backlog(10))
                .withPropertyValues(ORDERS + "triggers[0].scaler=backlog", ORDERS + "triggers[0].average-value=10");
        for (String option : options) {
            runner = runner.withPropertyValues(ORDERS + "policy." + option);
        }
        runner.run(context ->
                found.add(registry(context).spec("orders").orElseThrow().policy()));
        return found.get(0);
    }

    @Test
    void aScalerHasOneOfThreeFormsOfTarget() {
        assertThat(metric("average-value=10", "activation-threshold=5", "name=waiting", "tolerance=0.3"))
                .isEqualTo(MetricSpec.of("waiting", MetricTarget.averageValue(10))
                        .activatesAbove(5)
                        .tolerance(Tolerance.of(0.3)));
        assertThat(metric("value=200")).isEqualTo(MetricSpec.of("backlog", MetricTarget.value(200)));
        assertThat(metric("utilization=60")).isEqualTo(MetricSpec.of("backlog", MetricTarget.utilization(60)));
    }

    @Test
    void aTriggerHasAFallback() {
        assertThat(metric(
                                "average-value=10",
                                "fallback.replicas=6",
                                "fallback.behavior=current-replicas-if-higher",
                                "fallback.failure-threshold=4")
                        .fallback())
                .contains(Fallback.replicas(6)
                        .behavior(FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER)
                        .afterFailures(4));
        assertThat(metric("value=10", "fallback.replicas=6", "fallback.failing-for=2m")
                        .fallback())
                .contains(Fallback.replicas(6).afterFailingFor(Duration.ofMinutes(2)));
    }

    private static MetricSpec metric(String... options) {
        return plan(
                        Contexts.runner()
                                .withBean("backlog", Backlog.class, () -> new Backlog(10))
                                .withPropertyValues(ORDERS + "triggers[0].scaler=backlog"),
                        options)
                .metric();
    }

    @Test
    void aTypeTakesTheOptionsOfKeda() {
        TriggerPlan plan = plan(
                Contexts.runner(),
                "type=kafka",
                "metadata.bootstrapServers=localhost:9092",
                "metadata.consumerGroup=billing",
                "metadata.topic=orders",
                "metadata.lagThreshold=50",
                "metadata.activationLagThreshold=7",
                "fallback.replicas=6");
        assertThat(plan.metric())
                .isEqualTo(MetricSpec.of("kafka", MetricTarget.averageValue(50))
                        .activatesAbove(7)
                        .fallback(Fallback.replicas(6)));
        assertThat(plan.metricName(0)).isEqualTo("s0-kafka-orders");
    }

    @Test
    void aVariableOfTheEnvironmentIsFound() {
        assertThat(System.getenv()).containsKey("PATH");
        TriggerPlan plan = plan(
                Contexts.runner(),
                "type=kafka",
                "metadata.bootstrapServers=localhost:9092",
                "metadata.consumerGroupFromEnv=PATH",
                "metadata.topic=orders");
        assertThat(plan.metric().trigger()).isEqualTo("kafka");
    }

    private static TriggerPlan plan(ApplicationContextRunner given, String... options) {
        var found = new CopyOnWriteArrayList<TriggerPlan>();
        ApplicationContextRunner runner = given.withBean("orders", Fleet.class, () -> new Fleet(1))
                .withPropertyValues(ORDERS + "policy.min-replicas=1");
        for (String option : options) {
            runner = runner.withPropertyValues(ORDERS + "triggers[0]." + option);
        }
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            found.addAll(registry(context).spec("orders").orElseThrow().triggers());
        });
        return found.get(0);
    }

    @Test
    void everyObserverIsTold() {
        List<Turn> first = new CopyOnWriteArrayList<>();
        List<Turn> second = new CopyOnWriteArrayList<>();
        Contexts.orders()
                .withBean("first", AutoscalerObserver.class, () -> observer(first))
                .withBean("second", AutoscalerObserver.class, () -> observer(second))
                .run(context -> soon().untilAsserted(() -> {
                    assertThat(first).isNotEmpty();
                    assertThat(second).isNotEmpty();
                }));
    }

    private static AutoscalerObserver observer(List<Turn> told) {
        return new AutoscalerObserver() {
            @Override
            public void turnEnded(Turn turn) {
                told.add(turn);
            }
        };
    }

    @Test
    void customizersChangeEachAutoscalerOneAfterTheOther() {
        Contexts.orders()
                .withBean("slower", AutoscalerSpecCustomizer.class, () -> spec -> spec.every(Duration.ofMinutes(1)))
                .withBean(
                        "constant",
                        AutoscalerSpecCustomizer.class,
                        () -> spec -> spec.measuring(
                                plan -> TriggerPlan.of(plan.metric(), context -> request -> Reading.of(30))))
                .run(context -> {
                    var fleet = context.getBean(Fleet.class);
                    soon().untilAsserted(() -> assertThat(fleet.asked()).containsExactly(3));
                    assertThat(registry(context).spec("orders").orElseThrow().interval())
                            .isEqualTo(Duration.ofMinutes(1));
                });
    }

    @Test
    void aSpecificationThatIsABeanIsApplied() {
        TriggerPlan constant = TriggerPlan.of(
                MetricSpec.of("constant", MetricTarget.averageValue(10)), context -> request -> Reading.of(30));
        AutoscalerSpec spec = AutoscalerSpec.builder("mail")
                .policy(ScalingPolicy.builder().replicas(1, 5).build())
                .trigger(constant)
                .build();
        Contexts.orders()
                .withBean("mail", Fleet.class, () -> new Fleet(3))
                .withBean("mailSpec", AutoscalerSpec.class, () -> spec)
                .run(context -> {
                    assertThat(registry(context).names()).containsExactly("mail", "orders");
                    assertThat(registry(context).spec("mail")).contains(spec);
                });
    }

    @Test
    void aCustomizerChangesTheRegistry() {
        Contexts.orders()
                .withBean(AutoscalerRegistryCustomizer.class, () -> builder -> builder.writesWhile(() -> false))
                .run(context -> {
                    soon().until(() -> registry(context).turns().containsKey("orders"));
                    assertThat(registry(context).turns().get("orders").outcome())
                            .isInstanceOfSatisfying(
                                    Turn.NotWritten.class,
                                    not -> assertThat(not.cause()).isEqualTo(Turn.Cause.FENCED));
                    assertThat(context.getBean(Fleet.class).asked()).isEmpty();
                });
    }
}
