package io.scaler4j.kubernetes;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.Tls;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.io.TempDir;

/** Servers, clusters and readings of one turn after the other, so that nothing is still fresh. */
abstract class ClusterFixture {

    static final String TOKEN = "eyJhbGciOi.secret-token.x1y2z3";
    static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    final TestCertificates certificates = TestCertificates.ofThisBuild();
    int turns;

    @TempDir
    Path folder;

    Path write(String file, String text) throws IOException {
        return Files.writeString(folder.resolve(file), text);
    }

    /** As a server shows itself: with its certificate and key, and trusting the authority for clients. */
    ApiServer serverWithTls(boolean clientCertificate) throws Exception {
        var server = certificates.server();
        SSLContext context = Tls.builder()
                .onlyCertificateAuthorities(certificates.authority())
                .clientCertificate(server.chain(), server.key())
                .build()
                .context();
        return ApiServer.openTls(context, clientCertificate);
    }

    /** A later turn each time, so that nothing is still fresh. */
    Reading read(KubernetesCluster cluster) throws Exception {
        var sampler = KubernetesSampler.builder()
                .cluster(cluster)
                .namespace("shop")
                .labelSelector("app=orders")
                .build();
        try (var scaler = CpuScaler.builder()
                .sampler(sampler)
                .sampleAgeLimit(Duration.ofDays(1))
                .build()) {
            return scaler.read(ReadRequest.of(NOW.plusSeconds(15L * turns++), Duration.ofMinutes(1)));
        }
    }

    Reading read(CpuScaler scaler) throws Exception {
        return scaler.read(ReadRequest.of(NOW.plusSeconds(15L * turns++), Duration.ofMinutes(1)));
    }

    static CpuScaler sampler(KubernetesCluster cluster) {
        return CpuScaler.builder()
                .sampler(KubernetesSampler.builder()
                        .cluster(cluster)
                        .namespace("shop")
                        .labelSelector("app=orders")
                        .build())
                .sampleAgeLimit(Duration.ofDays(1))
                .build();
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static String kubeconfig(String server, String user, String more) {
        return """
               current-context: c
               contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
               clusters: [{name: k, cluster: {server: "%s", %s}}]
               users: [{name: u, user: {%s}}]
               """.formatted(server, more, user);
    }
}
