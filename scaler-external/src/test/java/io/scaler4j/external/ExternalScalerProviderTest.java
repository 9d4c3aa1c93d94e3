package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.TestCertificates;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trigger as text amounts to. */
class ExternalScalerProviderTest {

    private final FakeServer server = FakeServer.open();
    private final ScalerCatalog catalog = ScalerCatalog.load();
    private final Polls polls = new Polls();

    @AfterEach
    void close() {
        catalog.close();
        server.close();
    }

    private TriggerPlan plan(String metricType, String... metadata) {
        var all = new HashMap<>(Map.of("scalerAddress", server.address()));
        for (int i = 0; i < metadata.length; i += 2) {
            all.put(metadata[i], metadata[i + 1]);
        }
        return catalog.plan(TriggerSpec.builder("external")
                .name("of the trigger")
                .metricType(metricType)
                .metadata(all)
                .build());
    }

    private ScaledObjectRef sent(TriggerContext context) throws Exception {
        try (var scaler = plan("").open(context)) {
            assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
        }
        return server.objects.get(server.objects.size() - 1);
    }

    /** KEDA sends the names of its object. What is known of them depends on who opens the trigger. */
    @Test
    void theServerIsToldForWhomItMeasures() throws Exception {
        var alone = TriggerContext.of(catalog.connections());
        assertThat(sent(alone).getName()).isEqualTo("of the trigger");
        assertThat(sent(alone).getNamespace()).isEmpty();

        var scaled = alone.target("shop", TargetRef.deployment("of-the-deployment"));
        assertThat(sent(scaled).getName()).isEqualTo("of-the-deployment");
        assertThat(sent(scaled).getNamespace()).isEqualTo("shop");

        var owned = scaled.autoscaler("of-the-object");
        assertThat(sent(owned).getName()).isEqualTo("of-the-object");
        assertThat(sent(owned).getNamespace()).isEqualTo("shop");
    }

    @Test
    void theTriggersOfASpecificationAreTheObjectsOwn() throws Exception {
        var spec = AutoscalerSpec.builder("orders")
                .policy(ScalingPolicy.builder().replicas(0, 10).build())
                .trigger(plan(""))
                .targetRef("shop", TargetRef.deployment("workers"))
                .build();
        try (var connections = new SharedConnections()) {
            for (var trigger : spec.openTriggers(connections)) {
                polls.next(trigger.scaler());
                trigger.scaler().close();
            }
        }
        assertThat(server.objects).allSatisfy(object -> {
            assertThat(object.getName()).isEqualTo("orders");
            assertThat(object.getNamespace()).isEqualTo("shop");
        });
    }

    @ParameterizedTest(name = "metricType {0}")
    @CsvSource({"'', false", "AverageValue, false", "Value, true"})
    void theFormOfTheTargetIsTheTriggersAndItsNumberTheServers(String metricType, boolean total) throws Exception {
        try (var scaler = plan(metricType).open(TriggerContext.of(catalog.connections()))) {
            assertThat(((Reading.Value) polls.next(scaler)).target())
                    .contains(total ? MetricTarget.value(5) : averageValue(5));
        }
    }

    @Test
    void aUtilizationIsRefused() {
        assertThatThrownBy(() -> plan("Utilization"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("metricType must be AverageValue or Value");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "host",
                ":9090",
                "host:",
                "host:port",
                "host:65536",
                "host:1:2",
                "ho st:1",
                "http://host:1",
                "my_host:1",
                "[::1:1",
                "[::g]:1",
                "::1:1"
            })
    void anAddressIsAHostAndAPort(String address) {
        assertThatThrownBy(() -> plan("", "scalerAddress", address).open(TriggerContext.of(catalog.connections())))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("scalerAddress");
        assertThat(catalog.connections().size()).isZero();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "127.0.0.1:1",
                "localhost:65535",
                "[::1]:9090",
                "scaler.shop.svc.cluster.local:9090",
                "[fe80::1%lo]:9090"
            })
    void theseAreAddresses(String address) {
        plan("", "scalerAddress", address)
                .open(TriggerContext.of(catalog.connections()))
                .close();
    }

    @Test
    void aServerIsReachedByAnAddressOfIpv6() throws Exception {
        var sixth = InetAddress.getByName("::1");
        assumeTrue(NetworkInterface.getByInetAddress(sixth) != null, "skipped: this machine has no IPv6");
        try (var other = FakeServer.open(sixth);
                var scaler = plan("", "scalerAddress", "[::1]:" + other.port())
                        .open(TriggerContext.of(catalog.connections()))) {
            assertThat(polls.next(scaler)).isInstanceOf(Reading.Value.class);
        }
    }

    @Test
    void aCertificateThatHasNoEffectIsToldOfOnceAndNotShown() throws Exception {
        try (CapturedLog log = CapturedLog.of(ExternalOptions.class.getName())) {
            var plan = catalog.plan(TriggerSpec.builder("external")
                    .metadata(Map.of("scalerAddress", server.address()))
                    .authentication(Map.of(
                            "tlsClientKey",
                            TestCertificates.ofThisBuild().client().key()))
                    .build());
            try (var scaler = plan.open(TriggerContext.of(catalog.connections()))) {
                assertThat(polls.next(scaler)).as("in plain text").isInstanceOf(Reading.Value.class);
            }
            assertThat(log.text().lines())
                    .singleElement()
                    .asString()
                    .endsWith("tlsClientKey has no effect, because tlsClientCert and tlsClientKey need each other");
        }
    }

    @Test
    void metricsInAClusterHaveTheTypesName() {
        assertThat(plan("").metricName(3)).isEqualTo("s3-external");
    }
}
