package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjectWriter;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.SecretSource;
import io.scaler4j.scaledobject.check.ClusterFeature;
import io.scaler4j.simulation.CpuLoad;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The blocks of docs/yaml.md, compiled and run on the manifests of the module's tests. */
class YamlSnippetsTest {

    private static final Path MANIFESTS = Path.of("../scaler-scaledobject/src/test/resources/manifests");
    private static final Path ORDERS = MANIFESTS.resolve("orders-kafka.yaml");

    @Test
    void theFileOfThePageIsThatOfTheTests() throws IOException {
        String page = Files.readString(Path.of("../docs/yaml.md"));
        int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        assertThat(Files.readString(ORDERS)).startsWith(page.substring(begin, page.indexOf("```", begin)));
    }

    @Test
    void aFileIsSimulated() {
        Run run = tenMinutes(ORDERS);
        assertThat(run.replicasAt(ofMinutes(4))).isEqualTo(15);
        assertThat(run.replicasAt(ofMinutes(9))).isZero();
    }

    @Test
    void aFileRuns() {
        ScaleTarget workers = ScaleTarget.of(() -> 3, replicas -> {});
        try (var connections = new SharedConnections();
                Autoscaler web = start(MANIFESTS.resolve("web-prometheus.yaml"), workers, connections)) {
            assertThat(web.name()).isEqualTo("web");
        }
    }

    @Test
    void findingsArePrintedWithTheirPlaces() {
        PrintStream before = System.out;
        var printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            check(MANIFESTS);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("orders-kafka.yaml:", "kafka-user");
    }

    @Test
    void anOlderClusterHasFewerFeatures() {
        assertThat(readForAnOlderCluster(MANIFESTS).findings())
                .filteredOn(finding -> finding.rule().equals("feature-off"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("behavior.scaleDown.tolerance"));
    }

    @Test
    void anHpaIsSimulatedWithALoadOfTheCpu() {
        assertThat(busy(MANIFESTS.resolve("api-hpa.yaml")).replicasAt(ofMinutes(9)))
                .isEqualTo(7);
    }

    @Test
    void aScalerIsBound() {
        String yaml = """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: jobs}
                spec:
                  scaleTargetRef: {name: jobs}
                  triggers:
                    - type: rabbitmq
                      metadata: {queueName: jobs, mode: QueueLength, value: "20"}
                """;
        AutoscalerSpec spec = bound(yaml, request -> Reading.of(3));
        assertThat(spec.triggers().get(0).metric().target()).isEqualTo(averageValue(20));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        TriggerSpec lag = TriggerSpec.builder("kafka")
                .name("lag")
                .metadata(Map.of("bootstrapServers", "kafka:9092", "consumerGroup", "orders", "topic", "orders"))
                .build();
        try (var catalog = ScalerCatalog.load()) {
            AutoscalerSpec spec = AutoscalerSpec.builder("orders")
                    .policy(ScalingPolicy.likeKeda().replicas(0, 20).build())
                    .trigger(catalog.plan(lag))
                    .targetRef("shop", TargetRef.deployment("orders"))
                    .build();
            assertThat(write(spec, lag)).contains("name: kafka-credentials");
            String yaml = ScaledObjectWriter.of(spec).trigger(lag).write();
            assertThat(ScaledObjects.parse(yaml).single()).isEqualTo(spec);
        }
    }

    static Run tenMinutes(Path file) {
        AutoscalerSpec orders = ScaledObjects.read(file).single();
        return Simulation.of(
                        orders, Map.of("s0-kafka-orders", Load.constant(740).then(ofMinutes(5), 0)))
                .startingAt(0)
                .lasting(ofMinutes(10));
    }

    static Autoscaler start(Path file, ScaleTarget workers, SharedConnections connections) {
        AutoscalerSpec spec = ScaledObjects.reader()
                .environment(System.getenv())
                .secrets(SecretSource.folder(Path.of("/etc/secrets")))
                .strict()
                .read(file)
                .single();
        return spec.open(workers, connections).start();
    }

    static ScaledObjects readForAnOlderCluster(Path folder) {
        return ScaledObjects.reader()
                .without(ClusterFeature.HPA_SCALE_TO_ZERO, ClusterFeature.HPA_CONFIGURABLE_TOLERANCE)
                .read(folder);
    }

    static void check(Path folder) {
        ScaledObjects.read(folder).findings().forEach(System.out::println);
    }

    static Run busy(Path file) {
        return Simulation.of(ScaledObjects.read(file).single().policy())
                .cpu("cpu", utilization(60), CpuLoad.cores(Load.constant(2.1)).requestMilli(500))
                .startingAt(2)
                .lasting(ofMinutes(10));
    }

    static AutoscalerSpec bound(String yaml, Scaler queueLength) {
        return ScaledObjects.reader()
                .bind("s0-rabbitmq-jobs", queueLength)
                .parse(yaml)
                .single();
    }

    static String write(AutoscalerSpec spec, TriggerSpec lag) {
        return ScaledObjectWriter.of(spec).trigger(lag, "kafka-credentials").write();
    }
}
