package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.connect.Tls;
import io.scaler4j.external.ExternalScaler;
import io.scaler4j.external.ExternalScalerServer;
import io.scaler4j.external.ExternalServer;
import io.scaler4j.external.ServerTls;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of docs/external.md, compiled and run: the client against the server. */
class ExternalSnippetsTest {

    private static final Path PAGE = Path.of("../docs/external.md");

    @TempDir
    Path folder;

    @Test
    void anAutoscalerScalesOnWhatTheServerServes() throws InterruptedException {
        var count = new AtomicInteger();
        ScaleTarget workers = ScaleTarget.of(count::get, count::set);
        Scaler backlog = request -> Reading.of(120);
        try (var server = serving(0, backlog);
                var catalog = ScalerCatalog.load();
                var autoscaler = scaling(catalog, "127.0.0.1:" + server.port(), workers)) {
            autoscaler.evaluate();
            assertThat(count).as("120 at 50 for each").hasValue(3);
            assertThat(server.counts().sourceReads()).isEqualTo(1);
        }
    }

    static Autoscaler scaling(ScalerCatalog catalog, String address, ScaleTarget workers) {
        var trigger = catalog.open(TriggerSpec.builder("external-push")
                .name("orders")
                .metadata(Map.of("scalerAddress", address, "trigger", "orders"))
                .build());
        return Autoscaler.builder("orders")
                .target(workers)
                .policy(ScalingPolicy.builder().replicas(0, 10).build())
                .trigger(trigger)
                .build();
    }

    static ExternalScalerServer serving(int port, Scaler backlog) {
        var orders = MetricSpec.of("orders", averageValue(50)).activatesAbove(5);
        return ExternalScalerServer.builder()
                .port(port)
                .trigger("orders", TriggerPlan.of(orders, context -> backlog))
                .start();
    }

    @Test
    void scalersShareAChannelToAServerThatServesTypesOfACatalog() throws Exception {
        var certificates = TestCertificates.ofThisBuild();
        var identity = ServerTls.of(
                certificates.server().chain(), certificates.server().key());
        var trusting =
                Tls.builder().certificateAuthorities(certificates.authority()).build();
        try (var catalog = ScalerCatalog.load();
                var server = serving(0, catalog, () -> "secret", () -> identity)) {
            for (Scaler scaler : sharing("127.0.0.1:" + server.port(), () -> trusting)) {
                Reading reading = scaler.read(ReadRequest.of(Instant.now(), Duration.ofSeconds(20)));
                assertThat(reading)
                        .isInstanceOfSatisfying(
                                Reading.Failure.class,
                                failure -> assertThat(failure.message())
                                        .contains(
                                                "set trigger to one of [], or type to one of [cron, kafka, redis-streams]"));
                scaler.close();
            }
        }
    }

    static List<Scaler> sharing(String address, Supplier<Tls> certificates) {
        try (var server =
                ExternalServer.builder().address(address).tls(certificates).build()) {
            return Stream.of("orders", "mails")
                    .map(queue -> (Scaler) ExternalScaler.builder()
                            .server(server)
                            .object("shop", queue)
                            .metadata(Map.of("queue", queue))
                            .build())
                    .toList();
        } // no further scaler may use the channel; it stays open until both scalers are closed
    }

    static ExternalScalerServer serving(
            int port, ScalerCatalog catalog, Supplier<String> password, Supplier<ServerTls> certificates) {
        return ExternalScalerServer.builder()
                .port(port)
                .catalog(catalog, "kafka", "redis-streams", "cron")
                .authentication("redis", () -> Map.of("password", password.get()))
                .tls(certificates)
                .start();
    }

    @Test
    void theManifestIsATriggerThatTheLibraryReadsItself() throws Exception {
        String page = Files.readString(PAGE);
        String manifest = page.substring(page.indexOf("apiVersion: keda.sh"), page.lastIndexOf("```"));

        var objects = ScaledObjects.read(Files.writeString(folder.resolve("orders.yaml"), manifest));

        assertThat(objects.findings()).isEmpty();
        assertThat(objects.single().name()).isEqualTo("orders");
    }
}
