package io.scaler4j.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest extends MetricsFixture {

    @Test
    void servesTheRegistryToThisMachine() throws Exception {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build();
                var endpoint = MetricsEndpoint.open(registry, 0)) {
            autoscaler.evaluate();
            assertThat(endpoint.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(endpoint.address().getPort()).isPositive();
            assertThat(get(endpoint.address()).lines())
                    .contains(
                            "# TYPE scaler4j_desired_replicas gauge",
                            "# HELP scaler4j_desired_replicas Replicas that the last decision asks for.",
                            "scaler4j_desired_replicas{autoscaler=\"orders\",} 2.0",
                            "# TYPE scaler4j_decisions_total counter",
                            "scaler4j_decisions_total{autoscaler=\"orders\",direction=\"none\",} 1.0");
            assertThat(endpoint).hasToString("metrics at " + endpoint.address());
        }
    }

    @Test
    void afterClosingNobodyListensAndNoThreadIsLeft() throws Exception {
        Set<Thread> before = threads();
        var endpoint = MetricsEndpoint.open(new CollectorRegistry(), 0);
        get(endpoint.address());
        get(endpoint.address());
        Set<Thread> serving = threads();
        serving.removeAll(before);
        assertThat(serving)
                .as("threads of the endpoint")
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(Thread::isDaemon);

        endpoint.close();
        endpoint.close();
        for (Thread thread : serving) {
            thread.join(60_000);
            assertThat(thread.isAlive()).as("%s lives", thread).isFalse();
        }
        assertThatThrownBy(() -> get(endpoint.address())).isInstanceOf(ConnectException.class);
    }

    @Test
    void servesAtTheAddressItIsGiven() throws Exception {
        var everywhere = new InetSocketAddress(0);
        try (var endpoint = MetricsEndpoint.open(registry, everywhere)) {
            assertThat(endpoint.address().getAddress().isAnyLocalAddress()).isTrue();
            var here = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), endpoint.address().getPort());
            assertThat(get(here)).contains("scaler4j_desired_replicas");
        }
    }

    @Test
    void saysThatThePortIsTakenAndLeavesNoThread() {
        try (var first = MetricsEndpoint.open(registry, 0)) {
            Set<Thread> before = threads();
            int port = first.address().getPort();
            assertThatThrownBy(() -> MetricsEndpoint.open(registry, port))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot serve metrics at")
                    .hasMessageContaining(String.valueOf(port))
                    .hasMessageContaining("choose another port");
            Set<Thread> after = threads();
            after.removeAll(before);
            assertThat(after).isEmpty();
        }
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricsEndpoint.open(registry, InetSocketAddress.createUnresolved("no.such.host", 0)))
                .withMessageContaining("no.such.host");
    }

    private static String get(InetSocketAddress address) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + "/metrics");
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }
}
