package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ScriptedServer;
import io.scaler4j.policy.Replicas;
import io.scaler4j.spi.TargetRef;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a target does when a request ends in a way that a real server is hard to bring to. */
class ScriptedTargetTest {

    private static final String LIST = "/apis/apps/v1/namespaces/shop/deployments";
    private static final String OBJECT = LIST + "/orders";
    private static final String SCALE = OBJECT + "/scale";
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ScriptedServer server =
            ScriptedServer.answering((seen, reply) -> reply.refuse(500, "InternalError", "no script"));
    private final KubernetesApi api = KubernetesApi.open(server.config());
    private final KubernetesTargets targets = KubernetesTargets.ofNamespaces(api);
    private final ScaleTarget target = targets.target("shop", TargetRef.deployment("orders"));

    @AfterEach
    void close() {
        targets.close();
        api.close();
        server.close();
    }

    private static String object(int version, int replicas) {
        return """
                {"metadata":{"namespace":"shop","name":"orders","uid":"u","resourceVersion":"%d"},
                 "spec":{"replicas":%d},"status":{"replicas":%d,"readyReplicas":%d}}\
                """.formatted(version, replicas, replicas, replicas).replace("\n", "");
    }

    /** A list with the one object, a watch that tells nothing, and an answer to what is written. */
    private void serve(int replicas, ScriptedServer.Script scale) {
        server.answer((seen, reply) -> {
            if (seen.path().equals(SCALE)) {
                scale.answer(seen, reply);
            } else if (seen.watches()) {
                reply.lines();
                reply.hang();
            } else {
                reply.json(200, "{\"metadata\":{\"resourceVersion\":\"10\"},\"items\":[" + object(5, replicas) + "]}");
            }
        });
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Replicas read() throws Exception {
        return get(target.replicasAsync(ReadRequest.of(NOW, LIMIT), Runnable::run));
    }

    private void write(int replicas, Duration limit) throws Exception {
        get(target.scaleToAsync(new ScaleRequest(replicas, null, NOW, NOW.plus(limit)), Runnable::run));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** Only the first read waits for a list: without the right to it each turn would lose half of its time. */
    @Test
    void aListThatIsForbiddenIsNotWaitedForAgain() throws Exception {
        server.answer((seen, reply) -> {
            if (seen.path().equals(OBJECT)) {
                reply.json(200, object(5, 3));
            } else {
                reply.refuse(403, "Forbidden", "cannot list");
            }
        });
        assertThat(read()).isEqualTo(Replicas.of(3));
        for (int turn = 0; turn < 5; turn++) {
            long begun = System.nanoTime();
            assertThat(read()).isEqualTo(Replicas.of(3));
            assertThat(seconds(begun)).isLessThan(LIMIT.toMillis() / 2e3 - 0.3);
        }
        assertThat(server.count("GET", OBJECT)).isEqualTo(6);
    }

    @Test
    void whenNeitherListNorObjectCanBeReadTheReadFailsAndIsNotZero() {
        server.answer((seen, reply) -> reply.refuse(429, "TooManyRequests", "slow down"));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(this::read)
                .withCauseInstanceOf(ScaleTargetException.class)
                .withMessageContaining("Deployment shop/orders could not be read")
                .withMessageContaining("status 429: slow down");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 410, 422, 429, 500, 503, 504})
    void aRefusedWriteFailsAtOnceAndIsNotRepeated(int status) throws Exception {
        serve(2, (seen, reply) -> reply.refuse(status, "Refused", "as the server says"));
        assertThat(read()).isEqualTo(Replicas.of(2));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> write(5, LIMIT))
                .withCauseInstanceOf(ScaleTargetException.class)
                .withMessageContaining("could not be scaled to 5")
                .withMessageContaining("status " + status + ": as the server says");
        assertThat(server.count("PATCH", SCALE)).isEqualTo(1);
        assertThat(read()).as("nothing was written").isEqualTo(Replicas.of(2));
    }

    @Test
    void anAnswerThatIsLostIsAFailureAndTheWriteIsNotRepeated() throws Exception {
        serve(2, (seen, reply) -> reply.drop());
        read();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> write(5, LIMIT))
                .withMessageContaining("was not answered");
        assertThat(server.count("PATCH", SCALE)).isEqualTo(1);
    }

    @Test
    void aWriteThatHangsEndsAtItsDeadline() throws Exception {
        serve(2, (seen, reply) -> reply.hang());
        read();
        long begun = System.nanoTime();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> write(5, Duration.ofMillis(600)))
                .withMessageContaining("was not answered within");
        assertThat(seconds(begun)).isBetween(0.4, 10.0);
    }

    @Test
    void aConflictIsWrittenAgainWithTheNewVersionWhileTheCountIsAsItWas() throws Exception {
        var patches = new AtomicInteger();
        serve(2, (seen, reply) -> {
            if (seen.method().equals("GET")) {
                reply.json(200, object(8, 2));
            } else if (patches.incrementAndGet() == 1) {
                reply.refuse(409, "Conflict", "the object has been modified");
            } else {
                reply.json(200, object(9, 5));
            }
        });
        read();
        write(5, LIMIT);
        assertThat(server.requests().stream().filter(seen -> seen.is("PATCH", SCALE)))
                .extracting(ScriptedServer.Seen::body)
                .containsExactly(patch(5, 5), patch(8, 5));
        assertThat(read().desired()).isEqualTo(5);
    }

    private static String patch(int version, int replicas) {
        return "{\"metadata\":{\"resourceVersion\":\"" + version + "\"},\"spec\":{\"replicas\":" + replicas + "}}";
    }

    @Test
    void aConflictOverACountThatChangedIsDecidedAgainAndNotWritten() throws Exception {
        serve(2, (seen, reply) -> {
            if (seen.method().equals("GET")) {
                reply.json(200, object(8, 4));
            } else {
                reply.refuse(409, "Conflict", "the object has been modified");
            }
        });
        read();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> write(5, LIMIT))
                .withMessageContaining("was scaled to 4 by somebody else");
        assertThat(server.count("PATCH", SCALE)).isEqualTo(1);
    }

    @Test
    void aConflictWithOnesOwnEarlierWriteIsASuccess() throws Exception {
        serve(2, (seen, reply) -> {
            if (seen.method().equals("GET")) {
                reply.json(200, object(8, 5));
            } else {
                reply.refuse(409, "Conflict", "the object has been modified");
            }
        });
        read();
        write(5, LIMIT);
        assertThat(server.count("PATCH", SCALE)).isEqualTo(1);
        assertThat(read().desired()).isEqualTo(5);
    }

    @Test
    void conflictsWithoutAnEndAreGivenUp() throws Exception {
        var version = new AtomicInteger(10);
        serve(2, (seen, reply) -> answerConflict(seen, reply, version));
        read();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> write(5, LIMIT))
                .withMessageContaining("status 409");
        assertThat(server.count("PATCH", SCALE)).isEqualTo(5);
    }

    private static void answerConflict(ScriptedServer.Seen seen, ScriptedServer.Reply reply, AtomicInteger version)
            throws IOException {
        if (seen.method().equals("GET")) {
            reply.json(200, object(version.incrementAndGet(), 2));
        } else {
            reply.refuse(409, "Conflict", "the object has been modified");
        }
    }

    @Test
    void aChangeThatTheWatchTellsIsReadWithoutARequest() throws Exception {
        server.answer((seen, reply) -> {
            if (seen.watches()) {
                reply.lines("{\"type\":\"MODIFIED\",\"object\":" + object(11, 7) + "}");
                reply.hang();
            } else {
                reply.json(200, "{\"metadata\":{\"resourceVersion\":\"10\"},\"items\":[" + object(5, 2) + "]}");
            }
        });
        await().atMost(Duration.ofSeconds(10)).until(() -> read().equals(Replicas.of(7)));
        assertThat(server.requests()).hasSize(2);
    }
}
