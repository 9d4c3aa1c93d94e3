package io.scaler4j.micrometer;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.ServerRequirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Prometheus scrapes a registry of Micrometer, and the dashboard of scaler-metrics asks it. */
class PrometheusScrapeTest extends MicrometerFixture {

    private HttpServer endpoint;

    @BeforeEach
    void serve() throws IOException {
        metrics.bindTo(registry);
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/metrics", exchange -> {
            byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        endpoint.start();
    }

    @AfterEach
    void stop() {
        endpoint.stop(0);
    }

    @Test
    void everyPanelOfTheDashboardHasAnAnswerUntilTheAutoscalerIsClosed() throws Exception {
        try (var prometheus = ServerRequirement.start(() ->
                PrometheusNode.scraping("127.0.0.1:" + endpoint.getAddress().getPort()))) {
            var autoscaler = autoscaler("orders", backlogTrigger()).build().start();
            planned.run();
            List<String> expressions = expressionsOfTheDashboard();
            assertThat(expressions).isNotEmpty();
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(expressions)
                            .allSatisfy(expression -> assertThat(prometheus.query(expression))
                                    .as(expression)
                                    .isNotEmpty()));
            assertThat(prometheus.query("{__name__=~\"scaler4j_.*\"}"))
                    .hasSameSizeAs(samples().keySet());

            autoscaler.close();
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(prometheus.query("{__name__=~\"scaler4j_.*\"}"))
                            .isEmpty());
        }
    }

    private static List<String> expressionsOfTheDashboard() throws IOException {
        var json = new ObjectMapper()
                .readTree(Path.of("..", "docs", "metrics-dashboard.json").toFile());
        return json.findValuesAsText("expr").stream()
                .map(expression -> expression.replace("$autoscaler", ".*").replace("$__rate_interval", "1m"))
                .toList();
    }
}
