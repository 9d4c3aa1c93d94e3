package io.scaler4j.scaledobject;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.scaledobject.Manifests.file;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.DeactivationMode;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.Tolerance;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.AutoscalerSpecBuilder;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WritersTest {

    private static final TriggerSpec KAFKA = TriggerSpec.builder("kafka")
            .name("lag")
            .metadata(Map.of("bootstrapServers", "kafka:9092", "consumerGroup", "orders", "topic", "orders"))
            .build();

    private static AutoscalerSpecBuilder orders(ScalingPolicy.Builder policy) {
        return AutoscalerSpec.builder("orders")
                .policy(policy.build())
                .targetRef("shop", TargetRef.deployment("orders"));
    }

    @ParameterizedTest
    @MethodSource("io.scaler4j.scaledobject.Seeds#all")
    void aScaledObjectIsReadAsTheSpecificationThatWasWritten(long seed) {
        var random = new RandomSpecs(seed);
        AutoscalerSpec spec = random.ofKeda();
        var writer = ScaledObjectWriter.of(spec);
        random.triggers.forEach(writer::trigger);
        String yaml = writer.write();
        AutoscalerSpec read = ScaledObjects.reader()
                .strict()
                .catalog(Catalogs.ALL)
                .parse(yaml)
                .single();
        assertThat(read).as("%s%n%s", Seeds.replay(seed), yaml).isEqualTo(spec);
    }

    @ParameterizedTest
    @MethodSource("io.scaler4j.scaledobject.Seeds#all")
    void anHpaIsReadAsWhatWasWrittenButForItsPlansAndWrittenTheSameAgain(long seed) {
        var random = new RandomSpecs(seed);
        AutoscalerSpec spec = random.ofHpa();
        var writer = HpaWriter.of(spec);
        random.triggers.forEach(writer::trigger);
        String yaml = writer.write();
        AutoscalerSpec read =
                ScaledObjects.reader().catalog(Catalogs.ALL).parse(yaml).single();
        assertThat(read).as("%s%n%s", Seeds.replay(seed), yaml).isEqualTo(withPlansOf(read, spec));
        assertThat(metrics(read)).as("%s%n%s", Seeds.replay(seed), yaml).isEqualTo(metrics(spec));
        assertThat(HpaWriter.of(read).write()).as(Seeds.replay(seed)).isEqualTo(yaml);
        assertThat(ScaledObjects.reader().catalog(Catalogs.ALL).parse(yaml).single())
                .as(Seeds.replay(seed))
                .isEqualTo(read);
    }

    @ParameterizedTest
    @MethodSource("io.scaler4j.scaledobject.Seeds#all")
    void anHpaThatWasReadIsWrittenAndReadAsTheSameSpecification(long seed) {
        String text = new RandomHpas(seed).text();
        ScaledObjects given = ScaledObjects.reader().catalog(Catalogs.ALL).parse(text);
        assertThat(given.findings())
                .as("%s%n%s", Seeds.replay(seed), text)
                .noneMatch(finding -> finding.severity() == Finding.Severity.INVALID);
        AutoscalerSpec spec = given.single();
        String yaml = HpaWriter.of(spec).write();
        assertThat(ScaledObjects.reader().catalog(Catalogs.ALL).parse(yaml).single())
                .as("%s%n%s%n%s", Seeds.replay(seed), text, yaml)
                .isEqualTo(spec);
        assertThat(HpaWriter.of(ScaledObjects.parse(yaml).single()).write())
                .as(Seeds.replay(seed))
                .isEqualTo(yaml);
    }

    /** What an HPA can express of a specification, with the plans of another. */
    private static AutoscalerSpec withPlansOf(AutoscalerSpec plans, AutoscalerSpec spec) {
        var same = AutoscalerSpec.builder(spec.name())
                .policy(spec.policy())
                .interval(spec.interval())
                .idleInterval(spec.idleInterval())
                .control(spec.control())
                .targetRef(spec.namespace(), spec.targetRef().orElseThrow());
        plans.triggers().forEach(same::trigger);
        return same.build();
    }

    @ParameterizedTest
    @MethodSource("io.scaler4j.scaledobject.Seeds#all")
    void anHpaOfAKnownSourceIsReadAsTheSpecificationThatWasWritten(long seed) {
        var random = new RandomSpecs(seed);
        AutoscalerSpec spec = random.ofProcessorTime();
        var writer = HpaWriter.of(spec);
        random.triggers.forEach(writer::trigger);
        String yaml = writer.write();
        AutoscalerSpec read = ScaledObjects.reader()
                .strict()
                .catalog(Catalogs.ALL)
                .defaults("cpu", RandomSpecs.SAMPLES)
                .parse(yaml)
                .single();
        assertThat(read).as("%s%n%s", Seeds.replay(seed), yaml).isEqualTo(spec);
    }

    private static List<MetricSpec> metrics(AutoscalerSpec spec) {
        return spec.triggers().stream().map(TriggerPlan::metric).toList();
    }

    @Test
    void whatWasReadFromAFileIsWrittenAndReadAsTheSame() {
        AutoscalerSpec hpa = ScaledObjects.read(file("api-hpa.yaml")).single();
        assertThat(ScaledObjects.parse(HpaWriter.of(hpa).write()).single()).isEqualTo(hpa);
        AutoscalerSpec kafka = ScaledObjects.read(file("orders-kafka.yaml")).single();
        assertThat(ScaledObjects.parse(ScaledObjectWriter.of(kafka).write()).single())
                .isEqualTo(kafka);
    }

    @Test
    void aTriggerOfAScaledObjectThatIsTheCpuBecomesAResourceOfAnHpa() {
        String cpu = "- type: cpu\n  metricType: AverageValue\n  metadata: {value: 250m, containerName: app}\n";
        AutoscalerSpec read = ScaledObjects.parse(Manifests.scaledObject("", "minReplicaCount: 1", cpu))
                .single();
        AutoscalerSpec spec =
                orders(ScalingPolicy.likeHpa()).trigger(read.triggers().get(0)).build();
        assertThat(HpaWriter.of(spec).write())
                .contains("type: ContainerResource", "container: app", "averageValue: 250m");
    }

    @Test
    void aScaledObjectReadsLikeOneWrittenByHand() {
        AutoscalerSpec spec = orders(ScalingPolicy.likeKeda().replicas(0, 20))
                .trigger(Catalogs.ALL.plan(KAFKA))
                .idleInterval(ofSeconds(30))
                .control(Control.none().pauseAt(3))
                .build();
        assertThat(ScaledObjectWriter.of(spec)
                        .trigger(KAFKA, "kafka-credentials")
                        .write())
                .isEqualTo("""
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata:
                          name: orders
                          namespace: shop
                          annotations:
                            autoscaling.keda.sh/paused-replicas: "3"
                        spec:
                          scaleTargetRef:
                            apiVersion: apps/v1
                            kind: Deployment
                            name: orders
                          pollingInterval: 30
                          cooldownPeriod: 300
                          initialCooldownPeriod: 0
                          minReplicaCount: 0
                          maxReplicaCount: 20
                          triggers:
                            - type: kafka
                              name: lag
                              metadata:
                                bootstrapServers: kafka:9092
                                consumerGroup: orders
                                topic: orders
                              authenticationRef:
                                name: kafka-credentials
                        """);
    }

    @Test
    void anHpaHasResourceMetricsForCpuAndMemory() {
        TriggerSpec cpu = TriggerSpec.builder("cpu")
                .metricType("Utilization")
                .metadata(Map.of("value", "60", "containerName", "app", "labelSelector", "app=orders"))
                .build();
        AutoscalerSpec spec = orders(ScalingPolicy.likeHpa().replicas(2, 9))
                .trigger(TriggerPlan.of(MetricSpec.of("cpu", utilization(60)), context -> request -> null))
                .build();
        String yaml = HpaWriter.of(spec).trigger(cpu).write();
        assertThat(yaml).contains("type: ContainerResource", "container: app", "averageUtilization: 60");
        assertThat(metrics(ScaledObjects.parse(yaml).single())).isEqualTo(metrics(spec));
    }

    @Test
    void whatKedaCannotExpressIsRefusedAllAtOnce() {
        MetricSpec odd = MetricSpec.of("odd", averageValue(5))
                .abstains()
                .tolerance(Tolerance.of(0.2))
                .fallback(Fallback.replicas(2).afterFailingFor(ofSeconds(60)));
        TriggerSpec secret = TriggerSpec.builder("rabbitmq")
                .name("odd")
                .authentication(Map.of("host", "amqp://user:hunter2@mq"))
                .build();
        AutoscalerSpec spec = AutoscalerSpec.builder("Orders!")
                .policy(ScalingPolicy.builder()
                        .activation(ActivationMode.PROPORTIONAL)
                        .deactivation(DeactivationMode.GRADUAL)
                        .cooldown(ofMillis(1500))
                        .tolerance(0.7)
                        .respectManualZero()
                        .build())
                .trigger(TriggerPlan.of(odd, context -> request -> null))
                .trigger(TriggerPlan.of(MetricSpec.of("unknown", averageValue(1)), context -> request -> null))
                .interval(ofSeconds(20))
                .idleInterval(ofMillis(500))
                .readTimeout(ofSeconds(3))
                .schedule(now -> ReplicaBounds.atLeast(2))
                .dryRun()
                .build();
        assertThatThrownBy(() -> ScaledObjectWriter.of(spec).trigger(secret).write())
                .isInstanceOfSatisfying(InvalidConfigurationException.class, e -> {
                    assertThat(e.getMessage()).doesNotContain("hunter2");
                    for (String part : List.of(
                            "name must be",
                            "interval must be 15 s",
                            "targetRef is missing",
                            "dryRun",
                            "schedules",
                            "readTimeout",
                            "idleInterval must be whole seconds",
                            "activation must be MINIMAL",
                            "deactivation must be IMMEDIATE",
                            "respectManualZero()",
                            "cooldown must be whole seconds",
                            "tolerance 0.7 of scaleUp",
                            "tolerance 0.7 of scaleDown",
                            "fallback must be the same",
                            "afterFailingFor(..)",
                            "must not abstain",
                            "must not have its own tolerance",
                            "needs the name of a TriggerAuthentication with [host]",
                            "the options of trigger \"unknown\" are not known")) {
                        assertThat(e.problems()).as(part).anyMatch(sentence -> sentence.contains(part));
                    }
                });
    }

    @Test
    void whatAnHpaCannotExpressIsRefusedAllAtOnce() {
        MetricSpec odd = MetricSpec.of("odd", averageValue(5))
                .activatesAbove(3)
                .tolerance(Tolerance.of(0.2))
                .fallback(Fallback.replicas(2));
        AutoscalerSpec spec = orders(ScalingPolicy.likeKeda())
                .trigger(TriggerPlan.of(odd, context -> request -> null))
                .trigger(TriggerPlan.of(MetricSpec.of("gpu", utilization(5)), context -> request -> null))
                .idleInterval(ofSeconds(30))
                .control(Control.none().pause())
                .build();
        assertThatThrownBy(() -> HpaWriter.of(spec).write())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(7));
    }

    @Test
    void aPolicyOfAnotherAuthorAndAWindowOfTheLegacyRulesAreRefused() {
        ScalingPolicy own =
                (state, observation) -> ScalingPolicy.builder().build().decide(state, observation);
        AutoscalerSpec foreign = AutoscalerSpec.builder("orders")
                .policy(own)
                .trigger(Catalogs.ALL.plan(KAFKA))
                .targetRef("", TargetRef.deployment("orders"))
                .build();
        assertThatThrownBy(() -> ScaledObjectWriter.of(foreign).trigger(KAFKA).write())
                .hasMessageContaining("policy must be one that ScalingPolicy builds");
        AutoscalerSpec legacy = orders(ScalingPolicy.likeKeda().tolerance(0.2))
                .trigger(Catalogs.ALL.plan(KAFKA))
                .build();
        assertThatThrownBy(() -> ScaledObjectWriter.of(legacy).trigger(KAFKA).write())
                .hasMessageContaining("legacy()");
    }

    @Test
    void aCronWindowThatIsNotKedasIsRefused() {
        TriggerSpec cron = TriggerSpec.builder("cron")
                .metadata(Map.of("timezone", "UTC", "start", "0 8 * * *", "end", "0 18 * * *", "desiredReplicas", "3"))
                .build();
        AutoscalerSpec spec = orders(ScalingPolicy.likeKeda())
                .trigger(Catalogs.ALL.plan(cron))
                .build();
        assertThatThrownBy(() -> ScaledObjectWriter.of(spec).trigger(cron).write())
                .hasMessageContaining("nextEvent");
    }
}
