package io.scaler4j.scaledobject;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;
import static io.scaler4j.scaledobject.Manifests.file;
import static io.scaler4j.scaledobject.Manifests.hpa;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HpaConversionTest {

    private static final String QUEUE = """
            metrics:
              - type: External
                external: {metric: {name: queue}, target: {type: AverageValue, averageValue: 30}}
            """;

    private static AutoscalerSpec spec(String lines) {
        return ScaledObjects.parse(hpa(lines)).single();
    }

    private static List<MetricSpec> metrics(AutoscalerSpec spec) {
        return spec.triggers().stream().map(TriggerPlan::metric).toList();
    }

    @Test
    void anHpaIsThePolicyThatOneWouldWriteInJava() {
        AutoscalerSpec spec = ScaledObjects.read(file("api-hpa.yaml")).single();
        assertThat(spec.policy())
                .isEqualTo(ScalingPolicy.likeHpa()
                        .replicas(2, 10)
                        .scaleUp(ScalingRules.builder()
                                .stabilizationWindow(ofSeconds(30))
                                .replicas(2, ofSeconds(60))
                                .build())
                        .scaleDown(ScalingRules.builder()
                                .select(SelectPolicy.MIN)
                                .tolerance(0.05)
                                .replicas(1, ofSeconds(60))
                                .percent(10, ofSeconds(60))
                                .build())
                        .build());
        assertThat(spec.interval()).isEqualTo(ofSeconds(15));
        assertThat(spec.idleInterval()).isEqualTo(ofSeconds(15));
        assertThat(spec.targetRef()).contains(TargetRef.deployment("api"));
        assertThat(metrics(spec))
                .containsExactly(
                        MetricSpec.of("cpu", utilization(60)), MetricSpec.of("queue_length", averageValue(30)));
    }

    @Test
    void withoutABehaviorTheRulesAreTheLegacyOnesAndTheMinimumIsOne() {
        assertThat(spec("maxReplicas: 9\n" + QUEUE).policy())
                .isEqualTo(ScalingPolicy.likeHpa().replicas(1, 9).build());
        assertThat(spec("maxReplicas: 9\nminReplicas: 0\n" + QUEUE).policy())
                .isEqualTo(ScalingPolicy.likeHpa().replicas(0, 9).build());
        assertThat(spec("maxReplicas: 9\nbehavior: {}\n" + QUEUE).policy())
                .isNotEqualTo(ScalingPolicy.likeHpa().replicas(1, 9).build());
    }

    static Stream<Arguments> metrics() {
        return Stream.of(
                Arguments.of(
                        "{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1Gi}}}",
                        MetricSpec.of("memory", averageValue(1 << 30)).abstains()),
                Arguments.of(
                        "{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 250m}}}",
                        MetricSpec.of("cpu", averageValue(0.25)).abstains()),
                Arguments.of(
                        "{type: ContainerResource, containerResource: {name: cpu, container: app,"
                                + " target: {type: Utilization, averageUtilization: 70}}}",
                        MetricSpec.of("cpu", utilization(70))),
                Arguments.of(
                        "{type: Resource, resource: {name: nvidia.com/gpu,"
                                + " target: {type: Utilization, averageUtilization: 70}}}",
                        MetricSpec.of("nvidia.com/gpu", utilization(70))),
                Arguments.of(
                        "{type: Pods, pods: {metric: {name: sessions},"
                                + " target: {type: AverageValue, averageValue: 1k}}}",
                        MetricSpec.of("sessions", averageValue(1000)).abstains()),
                Arguments.of(
                        "{type: Object, object: {metric: {name: hits}, describedObject: {kind: Ingress, name: i},"
                                + " target: {type: Value, value: 2500m}}}",
                        MetricSpec.of("hits", value(2.5))),
                Arguments.of(
                        "{type: Object, object: {metric: {name: hits}, describedObject: {kind: Ingress, name: i},"
                                + " target: {type: AverageValue, averageValue: \"1.0001\"}}}",
                        MetricSpec.of("hits", averageValue(1.001))),
                Arguments.of(
                        "{type: External, external: {metric: {name: age}, target: {type: Value, value: 5}}}",
                        MetricSpec.of("age", value(5))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("metrics")
    void everyFormOfAMetricIsATrigger(String metric, MetricSpec expected) {
        AutoscalerSpec spec = spec("maxReplicas: 9\nmetrics:\n  - " + metric);
        assertThat(metrics(spec)).containsExactly(expected);
        assertThat(spec.triggers().get(0).metricName(3)).isEqualTo(expected.trigger());
    }

    @ParameterizedTest
    @CsvSource({"targetCPUUtilizationPercentage: 65, 65", "minReplicas: 2, 80"})
    void withoutMetricsTheCpuIsWantedAtSoManyPercent(String line, int percent) {
        String text = hpa("maxReplicas: 9\n" + line).replace("autoscaling/v2", "autoscaling/v1");
        assertThat(metrics(ScaledObjects.parse(text).single()))
                .containsExactly(MetricSpec.of("cpu", MetricTarget.utilization(percent)));
    }

    @Test
    void annotationsInPlaceOfFieldsAreRefused() {
        String text = hpa("maxReplicas: 9")
                .replace(
                        "namespace: shop",
                        "annotations: {autoscaling.alpha.kubernetes.io/metrics: '[]'}\n  namespace: shop");
        assertThat(Manifests.problems(ScaledObjects.parse(text)))
                .filteredOn(finding -> finding.severity() == Finding.Severity.INVALID)
                .extracting(Finding::sentence)
                .containsExactly("autoscaling.alpha.kubernetes.io/metrics is not read");
    }

    @Test
    void metricsOfTheSameNameGetTheirPlaceInFront() {
        String twice = QUEUE + QUEUE.substring(QUEUE.indexOf('\n') + 1);
        assertThat(metrics(spec("maxReplicas: 9\n" + twice)))
                .extracting(MetricSpec::trigger)
                .containsExactly("queue", "s1-queue");
    }

    @Test
    void theCpuIsThatOfThePodsOfTheWorkloadInTheSameFiles() {
        assertThat(Manifests.problems(ScaledObjects.read(file("api-hpa.yaml"))))
                .as("the module of Kubernetes is not among those of the tests")
                .extracting(Finding::sentence)
                .containsExactly(
                        "sampler kubernetes comes with the module io.scaler4j:scaler-kubernetes; add it to the"
                                + " dependencies, or set sampler to cgroup or process",
                        "the metric \"queue_length\" of type External comes from the metrics API of a cluster, which"
                                + " is not read here");
        assertThat(Manifests.problems(ScaledObjects.parse(hpa("maxReplicas: 3"))))
                .extracting(Finding::sentence)
                .containsExactly("nothing says which pods the cpu trigger \"cpu\" measures");
    }

    @Test
    void whereSamplesComeFromCanBeADefaultOfTheReader() {
        AutoscalerSpec spec = ScaledObjects.reader()
                .strict()
                .defaults("cpu", Map.of("sampler", "process"))
                .parse(hpa("maxReplicas: 3"))
                .single();
        try (var catalog = ScalerCatalog.load()) {
            assertThat(spec.triggers())
                    .containsExactly(catalog.plan(TriggerSpec.builder("cpu")
                            .metricType("Utilization")
                            .metadata(Map.of("value", "80", "sampler", "process"))
                            .build()));
        }
    }

    @Test
    void whatOnlyAClusterMeasuresIsSimulatedAndNotOpened() {
        AutoscalerSpec spec = spec("maxReplicas: 20\n" + QUEUE);
        var run = Simulation.of(spec, Map.of("queue", Load.constant(290))).lasting(ofMinutes(5));
        assertThat(run.series()).containsExactly(1, 4, 8, 10);
        try (var connections = new SharedConnections()) {
            assertThatThrownBy(() -> spec.openTriggers(connections))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("bind(\"queue\", scaler)");
        }
    }

    @Test
    void aZeroIsLeftAloneUnlessTheMinimumIsZero() {
        AutoscalerSpec spec = spec("maxReplicas: 20\n" + QUEUE);
        var run = Simulation.of(spec, Map.of("queue", Load.constant(290)))
                .startingAt(0)
                .lasting(ofMinutes(5));
        assertThat(run.series()).containsOnly(0);
    }

    @Test
    void metricsAreBoundToScalersOfTheCaller() throws Exception {
        AutoscalerSpec spec = ScaledObjects.reader()
                .bind("queue", request -> Reading.of(7))
                .parse(hpa("maxReplicas: 20\n" + QUEUE))
                .single();
        assertThat(metrics(spec)).containsExactly(MetricSpec.of("queue", averageValue(30)));
        AutoscalerSpec other = ScaledObjects.reader()
                .bind("orders/queue", value(12), request -> Reading.of(7))
                .parse(hpa("maxReplicas: 20\n" + QUEUE))
                .single();
        assertThat(metrics(other)).containsExactly(MetricSpec.of("queue", value(12)));
    }
}
