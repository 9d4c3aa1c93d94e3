package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ScriptedServer;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.OpenResources;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who serves external metrics tells whether KEDA is there. */
class KedaCheckTest {

    private static final String API_SERVICE =
            "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.external.metrics.k8s.io";

    private final ScriptedServer server =
            ScriptedServer.answering((seen, reply) -> reply.refuse(404, "NotFound", "not found"));
    private final ScalerCatalog catalog = ScalerCatalog.of(new TestLoad());

    @AfterEach
    void close() {
        catalog.close();
        server.close();
    }

    private void serves(String service) {
        server.answer((seen, reply) -> {
            if (seen.path().equals(API_SERVICE)) {
                reply.json(200, "{\"spec\":{\"service\":{\"name\":\"" + service + "\",\"namespace\":\"keda\"}}}");
            } else {
                reply.refuse(404, "NotFound", "not found");
            }
        });
    }

    private ScaledObjectControllerBuilder builder() {
        return ScaledObjectController.builder(server.config()).namespace("shop").catalog(catalog);
    }

    @Test
    void besideKedaTheControllerDoesNotStartSaysWhatToDoAndLeavesNothingOpen() {
        serves("keda-operator-metrics-apiserver");
        long threads = OpenResources.threads("scaler4j-");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().start())
                .withMessageContaining("KEDA is installed in this cluster")
                .withMessageContaining("keda-operator-metrics-apiserver")
                .withMessageContaining("label the objects")
                .withMessageContaining("onlyManaged()");
        assertThat(server.requests()).hasSize(1);
        await().atMost(Duration.ofSeconds(10)).until(() -> OpenResources.threads("scaler4j-") <= threads);
    }

    @Test
    void withItsOwnLabelItStartsBesideKedaAndAsksOnlyForObjectsWithIt() {
        serves("keda-operator-metrics-apiserver");
        try (var controller = builder().onlyManaged().start()) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> server.requests().stream()
                            .anyMatch(seen -> seen.path().endsWith("/scaledobjects")
                                    && seen.query().contains("labelSelector=scaler4j.io/managed%3Dtrue")));
            assertThat(server.count("GET", API_SERVICE)).isZero();
            assertThat(controller.isReliable()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"prometheus-adapter", "scaler4j-external-metrics", "''"})
    void anotherProviderOfMetricsIsNoKeda(String service) {
        serves(service);
        try (var api = KubernetesApi.open(server.config())) {
            KedaCheck.refuseBesideKeda(api);
        }
        assertThat(server.count("GET", API_SERVICE)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"403, Forbidden, true", "500, InternalError, true", "404, NotFound, false"})
    void whatCannotBeFoundOutIsLogged(int status, String reason, boolean logged) {
        server.answer((seen, reply) -> reply.refuse(status, reason, "as the server says"));
        try (var log = CapturedLog.of(ScaledObjectController.class.getName());
                var api = KubernetesApi.open(server.config())) {
            KedaCheck.refuseBesideKeda(api);
            if (logged) {
                assertThat(log.text())
                        .contains("whether KEDA is installed could not be found out")
                        .contains("status " + status + ": as the server says")
                        .doesNotContain("Exception");
            } else {
                assertThat(log.text()).isEmpty();
            }
        }
    }
}
