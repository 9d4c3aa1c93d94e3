package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ResourceWatch;
import io.scaler4j.kubernetes.api.ScriptedServer;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.testservers.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deleted object waits for its count, and not for ever; a scripted server says how the requests end. */
class FinalizerTest {

    private static final String KEY = "shop/orders";
    private static final String OBJECT = "/apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects/orders";
    private static final String SCALE = "/apis/apps/v1/namespaces/shop/deployments/orders/scale";
    private static final Instant DELETED = Instant.parse("2026-01-05T08:00:00Z");

    private final ScriptedServer server =
            ScriptedServer.answering((seen, reply) -> reply.refuse(404, "NotFound", "not found"));
    private final KubernetesApi api = KubernetesApi.open(server.config());
    private final KubernetesTargets targets = KubernetesTargets.ofNamespaces(api);
    private final ScalerCatalog catalog = ScalerCatalog.of(new TestLoad());
    private final ResourceWatch<String> none = ResourceWatch.open(api, "/none", JsonNode::toString, (key, now) -> {});
    private Instant now = DELETED.plusSeconds(1);
    private final ClusterSecrets secrets = new ClusterSecrets(api, "shop", System::nanoTime);
    private final Finalizer finalizer = new Finalizer(
            api,
            new ObjectReader(
                    none,
                    none,
                    secrets,
                    new TargetReader(api, targets, secrets, System::nanoTime),
                    catalog,
                    Duration.ofSeconds(15)),
            targets,
            Duration.ofSeconds(2),
            () -> now);

    @AfterEach
    void close() {
        none.close();
        targets.close();
        api.close();
        catalog.close();
        server.close();
    }

    private static JsonNode object(String finalizers, String status, boolean restores) {
        try {
            return new ObjectMapper().readTree("""
                    {"apiVersion":"keda.sh/v1alpha1","kind":"ScaledObject",
                     "metadata":{"name":"orders","namespace":"shop","resourceVersion":"7","finalizers":[%s],
                                 "deletionTimestamp":"%s"},
                     "spec":{"scaleTargetRef":{"name":"orders"},"advanced":{"restoreToOriginalReplicaCount":%s},
                             "triggers":[{"type":"test-load","metadata":{"load":"orders"}}]},
                     "status":{%s}}
                    """.formatted(finalizers, DELETED, restores, status));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode deleted() {
        return object("\"someone.else\",\"" + Kinds.FINALIZER + "\"", "\"originalReplicaCount\":3", true);
    }

    /** A Deployment that has so many; writes are accepted. */
    private void answerScale(int replicas) {
        server.answer((seen, reply) -> {
            if (seen.path().equals(SCALE)) {
                reply.json(
                        200,
                        "{\"metadata\":{\"uid\":\"u\",\"resourceVersion\":\"5\"},\"spec\":{\"replicas\":" + replicas
                                + "}}");
            } else {
                reply.json(200, "{}");
            }
        });
    }

    private void refuseScale(int status) {
        server.answer((seen, reply) -> {
            if (seen.path().equals(SCALE)) {
                reply.refuse(status, "Refused", "as the server says");
            } else {
                reply.json(200, "{}");
            }
        });
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private String lastPatch(String path) {
        return server.requests().stream()
                .filter(seen -> seen.is("PATCH", path))
                .reduce((first, second) -> second)
                .map(ScriptedServer.Seen::body)
                .orElse("");
    }

    @Test
    void theFirstCountComesBackThenTheFinalizerGoesAndThoseOfOthersStay() throws Exception {
        answerScale(8);
        get(finalizer.finish(KEY, deleted()));
        assertThat(lastPatch(SCALE)).isEqualTo("{\"metadata\":{\"resourceVersion\":\"5\"},\"spec\":{\"replicas\":3}}");
        assertThat(lastPatch(OBJECT))
                .isEqualTo("{\"metadata\":{\"resourceVersion\":\"7\",\"finalizers\":[\"someone.else\"]}}");
    }

    @Test
    void aTargetThatIsGoneNeedsNothing() throws Exception {
        refuseScale(404);
        get(finalizer.finish(KEY, deleted()));
        assertThat(lastPatch(SCALE)).isEmpty();
        assertThat(lastPatch(OBJECT)).contains("finalizers");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 500, 503})
    void aTargetThatCannotBeScaledNowKeepsTheObjectForAWhile(int status) throws Exception {
        refuseScale(status);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(finalizer.finish(KEY, deleted())))
                .withCauseInstanceOf(ScaleTargetException.class)
                .withMessageContaining("as the server says");
        assertThat(lastPatch(OBJECT)).as("the finalizer stays").isEmpty();
        now = DELETED.plus(Finalizer.RESTORING);
        try (var log = CapturedLog.of(ScaledObjectController.class.getName())) {
            get(finalizer.finish(KEY, deleted()));
            assertThat(log.text())
                    .contains("shop/orders goes without its first count")
                    .contains("within 5 min")
                    .contains("as the server says");
        }
        assertThat(lastPatch(OBJECT)).contains("[\"someone.else\"]");
    }

    @Test
    void withoutAFirstCountOrTheWishForItNothingIsScaled() throws Exception {
        answerScale(8);
        get(finalizer.finish(KEY, object("\"" + Kinds.FINALIZER + "\"", "", true)));
        get(finalizer.finish(KEY, object("\"" + Kinds.FINALIZER + "\"", "\"originalReplicaCount\":3", false)));
        assertThat(server.count("PATCH", SCALE)).isZero();
        assertThat(server.count("PATCH", OBJECT)).isEqualTo(2);
    }

    @Test
    void aConflictIsLeftToTheNextEventAndAnObjectThatIsGoneIsDone() throws Exception {
        for (int status : new int[] {409, 404}) {
            server.answer((seen, reply) -> reply.refuse(status, "Refused", "as the server says"));
            get(finalizer.finish(KEY, object("\"" + Kinds.FINALIZER + "\"", "", true)));
        }
        assertThat(server.count("PATCH", OBJECT)).isEqualTo(2);
    }

    @Test
    void onlyAnObjectThatIsStillThereWithTheFinalizerIsLetGo() throws Exception {
        get(finalizer.letGo(KEY));
        assertThat(lastPatch(OBJECT)).isEmpty();
        server.answer((seen, reply) ->
                reply.json(200, object("\"" + Kinds.FINALIZER + "\"", "", true).toString()));
        get(finalizer.letGo(KEY));
        assertThat(lastPatch(OBJECT)).contains("\"finalizers\":[]");
        server.answer((seen, reply) -> reply.json(200, object("", "", true).toString()));
        get(finalizer.letGo(KEY));
        assertThat(server.count("PATCH", OBJECT)).isEqualTo(1);
        server.answer((seen, reply) -> reply.refuse(500, "InternalError", "etcd is away"));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(finalizer.letGo(KEY)))
                .withMessageContaining("etcd is away");
    }
}
