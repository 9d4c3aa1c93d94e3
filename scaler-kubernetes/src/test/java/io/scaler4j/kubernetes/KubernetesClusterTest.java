package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.ReadRequest;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.Resource;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a cluster is found, how a client proves its identity, and that none of that is ever printed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KubernetesClusterTest extends ClusterFixture {

    @Test
    void theTokenIsReadAnewForEachRequest() throws Exception {
        Path token = write("token", TOKEN + "\n");
        try (var server = ApiServer.open();
                var cluster = KubernetesCluster.builder()
                        .server(server.address() + "/")
                        .tokenFile(token)
                        .build()) {
            read(cluster);
            Files.writeString(token, "another");
            read(cluster);
            assertThat(server.requests())
                    .extracting(ApiServer.Seen::authorization)
                    .containsExactly("Bearer " + TOKEN, "Bearer " + TOKEN, "Bearer another", "Bearer another");
            Files.delete(token);
            var failure = (Reading.Failure) read(cluster);
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.message()).contains(token.toString());
        }
    }

    @Test
    void anAuthorityThatIsExchangedIsTrustedFromTheNextRequestOn() throws Exception {
        Path authorities = write("ca.pem", certificates.strangersAuthority());
        try (var server = serverWithTls(false);
                var cluster = KubernetesCluster.builder()
                        .server(server.address())
                        .certificateAuthorities(authorities)
                        .build()) {
            var failure = (Reading.Failure) read(cluster);
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.message()).contains("certificate");
            Files.writeString(authorities, certificates.authority());
            assertThat(read(cluster)).isInstanceOf(Reading.Samples.class);
            Files.writeString(authorities, "no certificate");
            assertThat(read(cluster)).isInstanceOf(Reading.Failure.class);
        }
    }

    @Test
    void aPodFindsItsClusterByItsServiceAccount() throws Exception {
        write("token", TOKEN);
        write("ca.crt", certificates.authority());
        write("namespace", "shop\n");
        var problems = Problems.of("test");
        var environment = Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443");
        ClusterAccess access = ClusterAccess.inCluster(environment, folder, problems);
        assertThat(problems.sentences()).isEmpty();
        assertThat(access.server()).hasToString("https://[fd00::1]:6443");
        assertThat(access.namespace()).isEqualTo("shop");
        assertThat(access.identity().token().read()).isEqualTo(TOKEN);
        assertThat(access.toString()).doesNotContain(TOKEN);
        ClusterAccess.inCluster(Map.of(), folder, problems);
        assertThat(problems.sentences()).singleElement().asString().contains("runs in no pod", "kubeconfig");
    }

    @Test
    void aClusterThatIsBuiltInPlaceClosesWithItsLastSampler() throws Exception {
        try (var server = ApiServer.open()) {
            var cluster = KubernetesCluster.builder().server(server.address()).build();
            var one = sampler(cluster);
            var other = sampler(cluster);
            KubernetesConnection connection = cluster.connection();
            assertThat(read(one)).isInstanceOf(Reading.Samples.class);
            one.close();
            assertThat(read(other)).isInstanceOf(Reading.Samples.class);
            other.close();
            assertThat(connection.transport().get("/", TimeLimit.within(Duration.ofSeconds(10))))
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IOException.class)
                    .withMessageContaining("is closed");

            try (var next = sampler(cluster)) {
                assertThat(read(next)).isInstanceOf(Reading.Samples.class);
            }
        }
    }

    @Test
    void settingsThatExcludeEachOtherAreRefused() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> KubernetesCluster.builder()
                        .server("https://user:" + TOKEN + "@x")
                        .context("c")
                        .build())
                .withMessageContainingAll("server must be", "context \"c\"")
                .withMessageNotContaining(TOKEN);
    }

    @Test
    void aTriggerTakesItsClusterFromAKubeconfigFileAndSharesIt() throws Exception {
        try (var server = ApiServer.open();
                var catalog = ScalerCatalog.load()) {
            Path file = write("config", kubeconfig(server.address(), "token: " + TOKEN, ""));
            Trigger cpu = catalog.open(spec("cpu", "Utilization", "50", file));
            Trigger memory = catalog.open(spec("memory", "AverageValue", "128Mi", file));
            assertThat(((CpuScaler) memory.scaler()).resource()).isEqualTo(Resource.MEMORY);
            for (Trigger trigger : List.of(cpu, memory)) {
                trigger.scaler().read(ReadRequest.of(NOW, Duration.ofMinutes(1)));
            }
            assertThat(server.requests()).hasSize(2);
            catalog.close();
            assertThat(cpu.scaler().read(ReadRequest.of(NOW, Duration.ofMinutes(1))))
                    .isInstanceOf(Reading.Samples.class);
            cpu.scaler().close();
            memory.scaler().close();
        }
    }

    private static TriggerSpec spec(String type, String metricType, String value, Path kubeconfig) {
        return TriggerSpec.builder(type)
                .metricType(metricType)
                .metadata(Map.of(
                        "value", value,
                        "containerName", "app",
                        "labelSelector", "app=orders",
                        "kubeconfig", kubeconfig.toString(),
                        "sampleAgeLimitSeconds", "100"))
                .build();
    }

    @Test
    void aTriggerThatFindsNoClusterSaysSo() {
        try (var catalog = ScalerCatalog.load()) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> catalog.open(TriggerSpec.builder("cpu")
                            .metricType("Utilization")
                            .metadata(Map.of("value", "50", "windowSeconds", "30"))
                            .build()))
                    .withMessageContainingAll(
                            "labelSelector is missing", "windowSeconds is not an option of sampler kubernetes");
        }
    }
}
