package io.scaler4j.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.ReadRequest;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

/** Writes kubeconfig files, and reads pods or problems by them. */
abstract class KubeconfigFixture {

    static final String SECRET = "login-token";

    final TestCertificates certificates = TestCertificates.ofThisBuild();

    @TempDir
    Path folder;

    static String user(String server, String fields) {
        return """
               current-context: c
               contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
               clusters: [{name: k, cluster: {server: "%s"}}]
               users: [{name: u, user: {%s}}]
               """.formatted(server, fields);
    }

    static String cluster(String server, String fields) {
        return """
               current-context: c
               contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
               clusters: [{name: k, cluster: {server: "%s", %s}}]
               users: [{name: u, user: {token: abc}}]
               """.formatted(server, fields);
    }

    String trusted(String fields) {
        return "certificate-authority-data: " + base64(certificates.authority()) + ", " + fields;
    }

    Path write(String file, String text) throws IOException {
        return Files.writeString(folder.resolve(file), text);
    }

    Path fromTheField(String name, String from, String to) throws IOException {
        return write("config", caseFile(name, UTF_8).replace(from, to));
    }

    static String caseFile(String name, Charset charset) throws IOException {
        try (InputStream file = resource(name)) {
            return new String(file.readAllBytes(), charset);
        }
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(KubeconfigFixture.class.getResourceAsStream(name + ".yaml"), name);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    static ClusterAccess access(Path config) {
        var problems = Problems.of("test");
        ClusterAccess access = Kubeconfig.read(config, "", problems);
        assertThat(problems.sentences()).isEmpty();
        return access;
    }

    /** Of the whole way, and without any secret. */
    static List<String> problems(Path config) {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> KubernetesCluster.builder().kubeconfig(config).build().close());
        List<String> problems = refused == null ? List.of() : refused.problems();
        assertThat(problems.toString()).doesNotContain(SECRET);
        return problems;
    }

    static Reading read(Path config) throws Exception {
        try (var cluster = KubernetesCluster.builder().kubeconfig(config).build()) {
            var sampler = KubernetesSampler.builder()
                    .cluster(cluster)
                    .labelSelector("app=orders")
                    .build();
            try (var scaler = CpuScaler.builder()
                    .sampler(sampler)
                    .sampleAgeLimit(Duration.ofDays(1))
                    .build()) {
                return scaler.read(ReadRequest.of(Instant.parse("2026-01-05T08:00:00Z"), Duration.ofMinutes(1)));
            }
        }
    }
}
