package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.scaler4j.testservers.OpenResources;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What Prometheus and a kubelet get. */
class StatusEndpointTest {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final CollectorRegistry registry = new CollectorRegistry();

    private static HttpResponse<String> get(StatusEndpoint endpoint, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aProcessIsAliveBeforeItIsReadyAndStaysReady() throws Exception {
        var follows = new AtomicBoolean();
        try (var endpoint = StatusEndpoint.open(ANY, registry, StatusEndpoint.onceKnown(follows::get))) {
            assertThat(get(endpoint, "/livez").statusCode()).isEqualTo(200);
            assertThat(get(endpoint, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(endpoint, "/readyz").body()).contains("are not known yet");
            follows.set(true);
            assertThat(get(endpoint, "/readyz").body()).isEqualTo("ok");
            follows.set(false);
            assertThat(get(endpoint, "/readyz").statusCode())
                    .as("the API server is away, and what is known is used on")
                    .isEqualTo(200);
        }
    }

    @Test
    void theMetricsAreThoseOfTheRegistry() throws Exception {
        Gauge.build("queue_length", "Of a test.").register(registry).set(7);
        try (var endpoint = StatusEndpoint.open(ANY, registry, Optional::empty)) {
            assertThat(get(endpoint, "/metrics").body()).contains("queue_length 7.0");
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (var endpoint = StatusEndpoint.open(ANY, registry, Optional::empty)) {
            var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());
            assertThatExceptionOfType(NotRunException.class)
                    .isThrownBy(() -> StatusEndpoint.open(taken, registry, Optional::empty))
                    .withMessageContainingAll("cannot serve metrics at", "choose another port with --metrics");
        }
    }

    @Test
    void nothingIsLeftAfterTheClose() throws Exception {
        long threads = OpenResources.threads("prometheus-http");
        var endpoint = StatusEndpoint.open(ANY, registry, Optional::empty);
        get(endpoint, "/livez");
        assertThat(OpenResources.threads("prometheus-http")).isGreaterThan(threads);
        endpoint.close();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(OpenResources.threads("prometheus-http")).isLessThanOrEqualTo(threads));
    }
}
