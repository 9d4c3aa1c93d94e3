package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.OpenResources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered, and how the server begins and ends. */
class ExternalMetricsServerTest {

    private final MetricsFixture fixture = new MetricsFixture();

    private static final class Closable implements Scaler {
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public Reading read(ReadRequest request) {
            return Reading.of(1);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void answersTheApiServerAlone() throws Exception {
        try (var server = fixture.serving(request -> Reading.of(1))) {
            assertThat(MetricsCaller.apiServer(server.port())
                            .metric("shop", "orders")
                            .statusCode())
                    .isEqualTo(200);
            var anonymous = MetricsCaller.anonymous(server.port());
            assertThat(anonymous.metric("shop", "orders").statusCode()).isEqualTo(401);
            assertThat(anonymous.get(MetricsCaller.ROOT).statusCode()).isEqualTo(401);
            var sameAuthority = MetricsCaller.server(server.port()).metric("shop", "orders");
            assertThat(sameAuthority.statusCode()).isEqualTo(401);
            assertThat(sameAuthority.body())
                    .contains("is not one of the front proxy")
                    .doesNotContain("1000m");
            // A client has no certificate of the authorities that the server names, so it shows none.
            assertThat(MetricsCaller.stranger(server.port())
                            .metric("shop", "orders")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void answersOnlyInTheNameOfAUser() throws Exception {
        try (var server = fixture.serving(request -> Reading.of(1))) {
            var answer = MetricsCaller.apiServer(server.port())
                    .getWithoutUser(MetricsCaller.ROOT + "/namespaces/shop/orders");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("names no user in [X-Remote-User]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/livez", "/readyz"})
    void answersProbesOfAnybody(String path) throws Exception {
        try (var server = fixture.serving(request -> Reading.of(1))) {
            var answer = MetricsCaller.anonymous(server.port()).getWithoutUser(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok");
        }
    }

    @Test
    void tellsWhatItServesWithoutTheNamesOfMetrics() throws Exception {
        try (var server = fixture.serving(request -> Reading.of(1))) {
            var caller = MetricsCaller.apiServer(server.port());
            assertThat(caller.get(MetricsCaller.ROOT).body())
                    .contains("APIResourceList", "ExternalMetricValueList", "\"verbs\":[\"get\"]")
                    .doesNotContain("orders");
            assertThat(caller.get("/apis").body()).contains("APIGroupList", "external.metrics.k8s.io/v1beta1");
            assertThat(caller.get("/apis/external.metrics.k8s.io").body()).contains("\"kind\":\"APIGroup\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/openapi/v2",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/orders/more",
                "/apis/external.metrics.k8s.io/v1beta1/other/shop/orders",
                "/apis/external.metrics.k8s.io/v1/namespaces/shop/orders",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop%2Forders/x",
                "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/or+ders"
            })
    void knowsNoOtherPath(String path) throws Exception {
        try (var server = fixture.serving(request -> Reading.of(1))) {
            var answer = MetricsCaller.apiServer(server.port()).get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"reason\":\"NotFound\"");
        }
    }

    @Test
    void changesNothing() throws Exception {
        try (var server = fixture.serving(request -> Reading.of(1))) {
            assertThat(MetricsCaller.apiServer(server.port())
                            .post(MetricsCaller.ROOT + "/namespaces/shop/orders")
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void takesAndEndsMetricsWhileItRuns() throws Exception {
        var first = new Closable();
        var second = new Closable();
        try (var server = fixture.builder().start()) {
            var caller = MetricsCaller.apiServer(server.port());
            assertThat(caller.metric("shop", "orders").statusCode()).isEqualTo(404);
            server.serve(ExternalMetric.of("shop", "orders", first));
            assertThat(caller.metric("shop", "orders").statusCode()).isEqualTo(200);
            server.serve(ExternalMetric.of("shop", "ORDERS", second));
            assertThat(first.closed).hasValue(1);
            assertThat(server.remove("shop", "orders")).isTrue();
            assertThat(server.remove("shop", "orders")).isFalse();
            assertThat(second.closed).hasValue(1);
            assertThat(caller.metric("shop", "orders").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void closesItsScalersAndThreadsAndRefusesMetricsAfterwards() throws Exception {
        var owned = new Closable();
        var borrowed = new Closable();
        var late = new Closable();
        var server = fixture.builder()
                .metric(ExternalMetric.of("shop", "orders", owned))
                .metric(ExternalMetric.of(
                        "shop",
                        Trigger.of("lent", borrowed, MetricTarget.averageValue(1))
                                .borrowed()))
                .start();
        var caller = MetricsCaller.apiServer(server.port());
        assertThat(caller.metric("shop", "lent").statusCode()).isEqualTo(200);
        assertThat(OpenResources.threads("scaler4j-external-metrics")).isPositive();
        server.close();
        server.close();
        assertThat(server.port()).isEqualTo(-1);
        assertThat(owned.closed).hasValue(1);
        assertThat(borrowed.closed).hasValue(0);
        await().untilAsserted(() ->
                assertThat(OpenResources.threads("scaler4j-external-metrics")).isZero());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.metric("shop", "lent"));
        assertThatIllegalStateException().isThrownBy(() -> server.serve(ExternalMetric.of("shop", "late", late)));
        assertThat(late.closed).hasValue(1);
    }

    @Test
    void saysEverythingThatIsWrongAndClosesTheScalers() {
        var scaler = new Closable();
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> ExternalMetricsServer.builder()
                        .metric(ExternalMetric.of("shop", "orders", scaler))
                        .freshness(Duration.ofSeconds(-1))
                        .maximumAge(Duration.ZERO)
                        .readTimeout(Duration.ZERO)
                        .start())
                .withMessageContainingAll(
                        "no certificate is set",
                        "no front proxy is set",
                        "freshness must be at least 0, was PT-1S",
                        "maximumAge must be more than 0, was PT0S",
                        "readTimeout must be more than 0, was PT0S");
        assertThat(scaler.closed).hasValue(1);
    }

    @Test
    void namesTheCertificateThatCannotBeRead() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> fixture.builder()
                        .certificate(Path.of("missing.crt"), Path.of("missing.key"))
                        .start())
                .withMessageContaining("missing.crt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "-shop", "a/b", ".."})
    void refusesANamespaceThatIsNone(String namespace) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalMetric.of(namespace, "orders", request -> Reading.of(1)))
                .withMessageContaining("namespace must match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", ".", "..", "a%b", "a b"})
    void refusesANameThatAnHpaCouldNotAskFor(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalMetric.of("shop", name, request -> Reading.of(1)))
                .withMessageContaining("name must match");
    }

    @Test
    void keepsTheNumberOfThreadsWhenManyAsk() throws Exception {
        try (var server = fixture.builder()
                .metric(ExternalMetric.of("shop", "a", request -> Reading.of(1)).labels(Map.of("x", "y")))
                .start()) {
            var caller = MetricsCaller.apiServer(server.port());
            for (int i = 0; i < 200; i++) {
                assertThat(caller.metric("shop", "a").statusCode()).isEqualTo(200);
            }
            assertThat(OpenResources.threads("scaler4j-external-metrics-")).isLessThanOrEqualTo(32 + 16);
        }
    }
}
