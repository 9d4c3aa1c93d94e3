package io.scaler4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.kubernetes.https.ServingTls;
import io.scaler4j.kubernetes.metrics.ExternalMetric;
import io.scaler4j.kubernetes.metrics.ExternalMetricsServer;
import io.scaler4j.kubernetes.webhook.AdmissionCheck;
import io.scaler4j.kubernetes.webhook.ValidatingWebhook;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The blocks of docs/kubernetes.md about what Kubernetes calls, compiled and run as far as it goes without a cluster.
 */
class KubernetesServersSnippetsTest {

    @Test
    void giveYourSourcesToTheHpa(@TempDir Path folder) {
        var nowhere = new ConfigBuilder().withMasterUrl("https://localhost:1").build();
        try (var client = new KubernetesClientBuilder().withConfig(nowhere).build()) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> serve(client, request -> Reading.of(5), folder))
                    .withMessageContaining("tls.crt");
        }
    }

    private static ExternalMetricsServer serve(KubernetesClient client, Scaler kafkaLag, Path certificates) {
        return ExternalMetricsServer.builder()
                .port(6443)
                .certificate(certificates.resolve("tls.crt"), certificates.resolve("tls.key"))
                .frontProxyOf(client) // only the API server is answered
                .metric(ExternalMetric.of("shop", "orders-lag", kafkaLag))
                .start();
    }

    @Test
    void refuseWrongObjectsBeforeTheyAreStored(@TempDir Path folder) throws IOException {
        var server = TestCertificates.ofThisBuild().server();
        Files.writeString(folder.resolve("tls.crt"), server.chain());
        Files.writeString(folder.resolve("tls.key"), server.key());
        try (var catalog = ScalerCatalog.load();
                var webhook = check(catalog, folder, 0)) {
            assertThat(webhook.port()).isPositive();
        }
    }

    private static ValidatingWebhook check(ScalerCatalog catalog, Path certificates, int port) {
        return ValidatingWebhook.start(
                new InetSocketAddress(port),
                ServingTls.files(certificates.resolve("tls.crt"), certificates.resolve("tls.key")),
                new AdmissionCheck(catalog));
    }
}
