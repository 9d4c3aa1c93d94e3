package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.simpleclient.bridge.SimpleclientCollector;
import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.exporter.MetricsEndpoint;
import io.scaler4j.exporter.PrometheusMetrics;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The blocks of docs/metrics.md, compiled and run. */
class MetricsSnippetsTest {

    private final AtomicInteger count = new AtomicInteger(2);
    private final ScaleTarget fleet = ScaleTarget.of(count::get, count::set);
    private final ScalingPolicy policy = ScalingPolicy.builder().replicas(1, 20).build();
    private final Trigger trigger = Trigger.of("lag", request -> Reading.of(300), averageValue(50));

    @Test
    void theEndpointServesTheMetrics() throws Exception {
        int port = freePort();
        var shutdown = new CountDownLatch(1) {
            @Override
            public void await() {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(scrape(port))
                                .contains("scaler4j_scales_total{autoscaler=\"orders\",direction=\"up\",} 1.0"));
            }
        };
        var registry = new CollectorRegistry();
        run(registry, port, fleet, policy, trigger, shutdown);
        assertThat(registry.getSampleValue(
                        "scaler4j_desired_replicas", new String[] {"autoscaler"}, new String[] {"orders"}))
                .as("series of a closed autoscaler")
                .isNull();
    }

    private static void run(
            CollectorRegistry registry,
            int port,
            ScaleTarget fleet,
            ScalingPolicy policy,
            Trigger trigger,
            CountDownLatch shutdown)
            throws InterruptedException {
        var metrics = PrometheusMetrics.register(registry);
        try (var endpoint = MetricsEndpoint.open(registry, port);
                var autoscaler = Autoscaler.builder("orders")
                        .target(fleet)
                        .policy(policy)
                        .trigger(trigger)
                        .observer(metrics)
                        .build()
                        .start()) {
            shutdown.await();
        }
    }

    private static PrometheusMetrics bridged(CollectorRegistry classic, PrometheusRegistry newer) {
        var metrics = PrometheusMetrics.register(classic);
        SimpleclientCollector.builder().collectorRegistry(classic).register(newer);
        return metrics;
    }

    @Test
    void theBridgeShowsTheMetricsToTheNewerClient() throws Exception {
        var newer = new PrometheusRegistry();
        var classic = new CollectorRegistry();
        var metrics = bridged(classic, newer);

        try (var autoscaler = Autoscaler.builder("orders")
                        .target(fleet)
                        .policy(policy)
                        .trigger(trigger)
                        .observer(metrics)
                        .executor(Runnable::run)
                        .build();
                var ofTheClassicClient = MetricsEndpoint.open(classic, 0);
                var ofTheNewerClient = HTTPServer.builder()
                        .inetAddress(InetAddress.getLoopbackAddress())
                        .port(0)
                        .registry(newer)
                        .buildAndStart()) {
            autoscaler.evaluate();
            List<String> bridged = samples(scrape(ofTheNewerClient.getPort()));
            assertThat(bridged)
                    .contains(
                            "scaler4j_desired_replicas{autoscaler=\"orders\"} 6.0",
                            "scaler4j_decisions_total{autoscaler=\"orders\",direction=\"up\"} 1.0",
                            "scaler4j_scaler_metrics_value{autoscaler=\"orders\",trigger=\"lag\"} 300.0")
                    .containsExactlyInAnyOrderElementsOf(
                            samples(scrape(ofTheClassicClient.address().getPort())));
        }
    }

    @Test
    void thePageNamesTheVersionsThatAreTested() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        assertThat(Files.readString(Path.of("..", "docs", "metrics.md")))
                .contains("`io.prometheus:simpleclient` "
                        + version(pom, "simpleclient").replaceAll("\\.0$", ""))
                .contains("prometheus-metrics-simpleclient-bridge` " + version(pom, "prometheus-metrics-bridge"))
                .contains("version " + version(pom, "prometheus-metrics"));
    }

    private static String version(String pom, String library) {
        String element = "<" + library + ".version>";
        int start = pom.indexOf(element) + element.length();
        return pom.substring(start, pom.indexOf('<', start));
    }

    /** Lines with numbers, without the times of creation, and with the labels in order, as the clients differ there. */
    private static List<String> samples(String text) {
        return text.lines()
                .filter(line -> line.startsWith("scaler4j_") && !line.contains("_created{"))
                .map(MetricsSnippetsTest::withLabelsInOrder)
                .toList();
    }

    private static String withLabelsInOrder(String line) {
        int begin = line.indexOf('{') + 1;
        int end = line.indexOf('}');
        String labels =
                Arrays.stream(line.substring(begin, end).split(",")).sorted().collect(joining(","));
        return line.substring(0, begin) + labels + line.substring(end);
    }

    private static String scrape(int port) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
