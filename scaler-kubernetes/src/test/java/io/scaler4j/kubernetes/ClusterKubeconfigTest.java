package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.StackTraces;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters of kubeconfig files. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterKubeconfigTest extends ClusterFixture {

    @Test
    void aKubeconfigFileWithAClientCertificate() throws Exception {
        var client = certificates.client();
        try (var server = serverWithTls(true)) {
            Path file = write("config", """
                    apiVersion: v1
                    kind: Config
                    current-context: other
                    contexts:
                    - name: other
                      context: {cluster: none, user: none}
                    - name: mine
                      context: {cluster: here, user: me, namespace: shop}
                    clusters:
                    - name: here
                      cluster:
                        server: %s
                        certificate-authority-data: %s
                    users:
                    - name: me
                      user:
                        client-certificate-data: %s
                        client-key: client.key
                    """.formatted(
                            server.address(), base64(certificates.authority()), base64(client.chain())));
            write("client.key", client.key());
            try (var cluster =
                    KubernetesCluster.builder().kubeconfig(file).context("mine").build()) {
                assertThat(read(cluster)).isInstanceOf(Reading.Samples.class);
                assertThat(cluster.namespace()).isEqualTo("shop");
                assertThat(cluster).hasToString(server.address());
            }
        }
    }

    @Test
    void aKubeconfigFileWithATokenAndWithoutAnyCheck() throws Exception {
        try (var server = serverWithTls(false)) {
            Path file =
                    write("config", kubeconfig(server.address(), "token: " + TOKEN, "insecure-skip-tls-verify: true"));
            try (var cluster = KubernetesCluster.builder().kubeconfig(file).build()) {
                assertThat(read(cluster)).isInstanceOf(Reading.Samples.class);
                assertThat(server.requests().get(0).authorization()).isEqualTo("Bearer " + TOKEN);
            }
        }
    }

    @Test
    void everythingWrongWithAKubeconfigFileIsSaidAtOnceWithoutItsSecrets() throws Exception {
        Path file = write(
                "config",
                kubeconfig(
                        "ftp://x", "username: admin, password: " + TOKEN + ", exec: {command: aws}", "proxy-url: p"));
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> KubernetesCluster.builder().kubeconfig(file).build())
                .withMessageContainingAll(
                        "server must be",
                        "sets exec of user",
                        "sets username of user",
                        "sets password of user",
                        "sets proxy-url of cluster")
                .satisfies(e -> assertThat(StackTraces.of(e)).doesNotContain(TOKEN));
        assertRefused(file, "missing", "no context \"missing\"");
        assertRefused(write("broken", "users: [{token: " + TOKEN + "\n  - :"), "", "cannot be read as YAML");
        assertRefused(write("list", "[1, 2]"), "", "its top must be a map");
        assertRefused(folder.resolve("nowhere"), "", "NoSuchFileException");
        assertRefused(write("key", kubeconfig("https://x", "client-certificate: none.pem", "")), "", "none.pem");
    }

    private static void assertRefused(Path file, String context, String sentence) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> KubernetesCluster.builder()
                        .kubeconfig(file)
                        .context(context)
                        .build())
                .withMessageContaining(sentence)
                .satisfies(e -> assertThat(StackTraces.of(e)).doesNotContain(TOKEN));
    }
}
