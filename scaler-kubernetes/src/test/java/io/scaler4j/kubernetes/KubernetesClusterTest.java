package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.ReadRequest;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.connect.Tls;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.Resource;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.StackTraces;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How a cluster is found, how a client proves its identity, and that none of that is ever printed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KubernetesClusterTest {

    private static final String TOKEN = "eyJhbGciOi.secret-token.x1y2z3";
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final TestCertificates certificates = TestCertificates.ofThisBuild();
    private int turns;

    @TempDir
    Path folder;

    private Path write(String file, String text) throws IOException {
        return Files.writeString(folder.resolve(file), text);
    }

    /** As a server shows itself: with its certificate and key, and trusting the authority for clients. */
    private ApiServer serverWithTls(boolean clientCertificate) throws Exception {
        var server = certificates.server();
        SSLContext context = Tls.builder()
                .onlyCertificateAuthorities(certificates.authority())
                .clientCertificate(server.chain(), server.key())
                .build()
                .context();
        return ApiServer.openTls(context, clientCertificate);
    }

    /** A later turn each time, so that nothing is still fresh. */
    private Reading read(KubernetesCluster cluster) throws Exception {
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

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
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

    private static String kubeconfig(String server, String user, String more) {
        return """
               current-context: c
               contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
               clusters: [{name: k, cluster: {server: "%s", %s}}]
               users: [{name: u, user: {%s}}]
               """.formatted(server, more, user);
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
            assertThat(connection.get("/", TimeLimit.within(Duration.ofSeconds(10))))
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

    private static CpuScaler sampler(KubernetesCluster cluster) {
        return CpuScaler.builder()
                .sampler(KubernetesSampler.builder()
                        .cluster(cluster)
                        .namespace("shop")
                        .labelSelector("app=orders")
                        .build())
                .sampleAgeLimit(Duration.ofDays(1))
                .build();
    }

    private Reading read(CpuScaler scaler) throws Exception {
        return scaler.read(ReadRequest.of(NOW.plusSeconds(15L * turns++), Duration.ofMinutes(1)));
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

    /** At the lowest level of every logger, also of the HTTP client's, whatever fails. */
    @Test
    void theTokenIsInNoLogNoSentenceAndNoStackTrace() throws Exception {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var list = new ListAppender<ILoggingEvent>();
        list.start();
        Level before = root.getLevel();
        var console = root.getAppender("console");
        root.detachAppender(console);
        root.addAppender(list);
        root.setLevel(Level.TRACE);
        var seen = new StringBuilder();
        try (var server = ApiServer.open();
                var cluster = KubernetesCluster.builder()
                        .server(server.address())
                        .tokenFile(write("token", TOKEN))
                        .build()) {
            seen.append(read(cluster)).append(cluster);
            for (int status : new int[] {400, 401, 403, 404, 500, 503}) {
                server.answer(ApiServer.PODS, status, "{\"message\": \"who sends " + TOKEN + " is not known\"}");
                seen.append(text(read(cluster)));
            }
            server.truncate(ApiServer.PODS, "{\"message\": \"" + TOKEN + "\"}");
            seen.append(text(read(cluster)));
            server.answer(ApiServer.PODS, 200, TOKEN);
            seen.append(text(read(cluster)));
            server.answer(
                    ApiServer.PODS,
                    200,
                    "{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"status\":" + " {\"startTime\": \"" + TOKEN
                            + "\"}}]}");
            seen.append(text(read(cluster)));
            write("token", TOKEN + "\nInjected: header");
            int sent = server.requests().size();
            seen.append(text(read(cluster)));
            assertThat(server.requests()).hasSize(sent);
            server.close();
            write("token", TOKEN);
            seen.append(text(read(cluster)));
            assertThat(server.requests())
                    .isNotEmpty()
                    .allMatch(each -> each.authorization().contains(TOKEN));
        } finally {
            root.setLevel(before);
            root.detachAppender(list);
            root.addAppender(console);
        }
        assertThat(list.list).as("what the HTTP client logs").isNotEmpty();
        list.list.forEach(event -> seen.append(event.getFormattedMessage())
                .append(
                        event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()));
        assertThat(seen.toString()).doesNotContain(TOKEN).doesNotContain("secret-token");
    }

    private static String text(Reading reading) {
        var failure = (Reading.Failure) reading;
        return failure + (failure.cause() == null ? "" : StackTraces.of(failure.cause()));
    }
}
