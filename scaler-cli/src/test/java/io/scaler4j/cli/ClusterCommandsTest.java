package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.connect.Tls;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The servers that a cluster calls, over loopback, and what their commands say of wrong options. */
@Timeout(120)
class ClusterCommandsTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.ofThisBuild();

    @TempDir
    Path folder;

    @BeforeEach
    void certificates() throws IOException {
        Files.writeString(folder.resolve("tls.crt"), CERTIFICATES.server().chain());
        Files.writeString(folder.resolve("tls.key"), CERTIFICATES.server().key());
        Files.writeString(folder.resolve("ca.crt"), CERTIFICATES.authority());
    }

    private static int port(String line) {
        assertThat(line).matches(".* at port \\d+");
        return Integer.parseInt(line.replaceAll(".*\\D", ""));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        Tls tls = Tls.builder()
                .onlyCertificateAuthorities(CERTIFICATES.authority())
                .clientCertificate(
                        CERTIFICATES.client().chain(), CERTIFICATES.client().key())
                .build();
        return HttpClient.newBuilder()
                .sslContext(tls.context())
                .build()
                .send(request.header("X-Remote-User", "hpa").build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theWebhookRefusesAWrongObject() throws Exception {
        try (Background webhook = Background.start(
                Map.of(), "webhook", "--certificates", folder.toString(), "--port", "0", "--address", "127.0.0.1")) {
            String line = webhook.line();
            assertThat(line).startsWith("answering admission reviews at port ");
            var review = """
                    {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u-1",
                     "operation": "CREATE", "object": {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
                     "metadata": {"name": "orders", "namespace": "shop"},
                     "spec": {"scaleTargetRef": {"name": "orders"}, "minReplicaCount": 9, "maxReplicaCount": 3,
                      "triggers": [{"type": "cpu", "metricType": "Utilization", "metadata": {"value": "50"}}]}}}}""";
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(URI.create("https://localhost:" + port(line) + "/validate"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(review)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"allowed\":false", "minReplicaCount", "u-1");
            assertThat(webhook.stop()).isZero();
        }
    }

    @Test
    void theTriggersOfAFolderAreServedAsExternalMetrics() throws Exception {
        Path objects = Files.createDirectory(folder.resolve("objects"));
        try (ScriptedPrometheus prometheus = ScriptedPrometheus.reading(120)) {
            Files.writeString(objects.resolve("orders.yaml"), """
                    apiVersion: keda.sh/v1alpha1
                    kind: ScaledObject
                    metadata: {name: orders}
                    spec:
                      scaleTargetRef: {name: orders}
                      triggers:
                      - type: prometheus
                        metadata: {serverAddress: "%s", query: sum(orders), threshold: "50"}
                    """.formatted(prometheus.url()));
            Map<String, String> variables = Map.of(
                    "SCALER4J_PORT",
                    "0",
                    "SCALER4J_CERTIFICATES",
                    folder.toString(),
                    "SCALER4J_REQUESTHEADER_CLIENT_CA_FILE",
                    folder.resolve("ca.crt").toString(),
                    "SCALER4J_REQUESTHEADER_ALLOWED_NAMES",
                    "client,other");
            try (Background served = Background.start(
                    variables,
                    "external-metrics",
                    objects.toString(),
                    "--namespace",
                    "shop",
                    "--address",
                    "127.0.0.1")) {
                String line = served.line();
                assertThat(line).startsWith("serving 1 objects as external metrics at port ");
                HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create("https://localhost:" + port(line)
                        + "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/s0-prometheus"
                        + "?labelSelector=scaledobject.keda.sh%2Fname%3Dorders")));
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("\"value\":\"120000m\"");
                assertThat(served.stop()).isZero();
            }
        }
    }

    private static HttpResponse<String> status(String line, String path) throws Exception {
        assertThat(line).matches(".*, metrics at port \\d+");
        var uri = URI.create("http://127.0.0.1:" + line.replaceAll(".*\\D", "") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theWebhookIsProbedAndCountsItsAnswersButNoProbes() throws Exception {
        try (Background webhook = Background.start(
                Map.of("SCALER4J_METRICS", "0", "SCALER4J_METRICS_ADDRESS", "127.0.0.1"),
                "webhook",
                "--certificates",
                folder.toString(),
                "--port",
                "0",
                "--address",
                "127.0.0.1")) {
            String line = webhook.line();
            assertThat(status(line, "/livez").body()).isEqualTo("ok");
            assertThat(status(line, "/readyz").statusCode()).isEqualTo(200);
            String https = "https://localhost:" + port(line.replaceAll(",.*", ""));
            assertThat(send(HttpRequest.newBuilder(URI.create(https + "/readyz")))
                            .body())
                    .isEqualTo("ok");
            assertThat(send(HttpRequest.newBuilder(URI.create(https + "/other")))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(status(line, "/metrics").body())
                    .contains("scaler4j_webhook_answers_total{status=\"404\",} 1.0")
                    .doesNotContain("status=\"200\"");
            assertThat(webhook.stop()).isZero();
        }
    }

    @Test
    void theMetricsOfFilesAreReadyAtOnce() throws Exception {
        Path objects = Files.createDirectory(folder.resolve("objects"));
        Files.writeString(objects.resolve("orders.yaml"), """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: orders, namespace: shop}
                spec:
                  scaleTargetRef: {name: orders}
                  triggers:
                  - type: cron
                    metadata: {timezone: UTC, start: 0 0 1 1 *, end: 59 23 31 12 *, desiredReplicas: "4"}
                """);
        try (Background served = Background.start(
                Map.of("SCALER4J_METRICS", "0"),
                "external-metrics",
                objects.toString(),
                "--certificates",
                folder.toString(),
                "--port",
                "0",
                "--requestheader-client-ca-file",
                folder.resolve("ca.crt").toString())) {
            String line = served.line();
            String https = "https://localhost:" + port(line.replaceAll(",.*", ""));
            assertThat(send(HttpRequest.newBuilder(URI.create(https + "/apis"))).statusCode())
                    .isEqualTo(200);
            assertThat(status(line, "/readyz").body()).isEqualTo("ok");
            assertThat(status(line, "/metrics").body())
                    .contains("scaler4j_external_metrics_answers_total{status=\"200\",} 1.0");
        }
    }

    /** @param says parts of standard error, each in a line of its own where several things are wrong */
    record Row(String arguments, Map<String, String> variables, int status, List<String> says) {
        static Row of(String arguments, int status, String... says) {
            return new Row(arguments, Map.of(), status, List.of(says));
        }

        @Override
        public String toString() {
            return "scaler4j " + arguments + " " + variables;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                Row.of(
                        "controller --kubeconfig @config --shards 0 --lease 1s --sync-period 0s --name Not_A_Name",
                        2,
                        "shards must be 1 to 64, was 0",
                        "lease must be at least 2 s",
                        "syncPeriod must be more than 0",
                        "name must be that of an object"),
                Row.of("controller --kubeconfig @none", 3, "none cannot be read", "--kubeconfig"),
                Row.of("controller --kubeconfig @config --lease soon", 2, "--lease", "'soon' is no duration"),
                Row.of("controller --kubeconfig @config --identity=", 2, "identity must not be blank"),
                new Row(
                        "controller --kubeconfig @config",
                        Map.of("SCALER4J_SHARDS", "many"),
                        2,
                        List.of("--shards", "many")),
                new Row(
                        "controller --kubeconfig @config",
                        Map.of("SCALER4J_SHARDS", "70", "SCALER4J_LEASE", "1s"),
                        2,
                        List.of("shards must be 1 to 64, was 70", "lease must be at least 2 s")),
                Row.of("webhook", 2, "--certificates", "scaler4j webhook --help"),
                Row.of("webhook --certificates @empty --port 0", 2, "tls.crt"),
                Row.of("webhook --certificates @. --port 70000", 2, "--port must be 0 to 65535, was 70000"),
                Row.of(
                        "webhook --certificates @. --port 0 --metrics -1",
                        2,
                        "--metrics must be 0 to 65535, was -1; 0 takes any port that is free"),
                Row.of(
                        "external-metrics @. --certificates @. --requestheader-client-ca-file @none",
                        3,
                        "none cannot be read"),
                Row.of(
                        "external-metrics @none --certificates @. --port 0 --requestheader-client-ca-file @ca.crt",
                        3,
                        "none does not exist"),
                Row.of(
                        "external-metrics @. --certificates @. --port 0 --freshness 0s --read-timeout 0s"
                                + " --requestheader-client-ca-file @ca.crt",
                        2,
                        "readTimeout must be more than 0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void whatIsWrongIsSaidInSentences(Row row) throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                clusters: [{name: k, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {token: correct-horse-battery}}]
                """);
        String[] arguments = row.arguments().replace("@", folder + "/").split(" ");
        Ran ran = Ran.onScreen(Terminal.UNLIMITED, row.variables(), arguments);
        assertThat(ran.err()).contains(row.says()).doesNotContain("battery", "bug of scaler4j");
        assertThat(ran.status()).isEqualTo(row.status());
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void everyOptionOfTheseCommandsHasAVariable() {
        assertThat(EnvironmentDefaults.variable("--sync-period")).isEqualTo("SCALER4J_SYNC_PERIOD");
        assertThat(new EnvironmentDefaults(Map.of("SCALER4J_LEASE", " "))
                        .defaultValue(Cli.commandLine(Terminal.ofProcess())
                                .getSubcommands()
                                .get("controller")
                                .getCommandSpec()
                                .findOption("--lease")))
                .as("a blank variable is none")
                .isNull();
    }
}
