package io.scaler4j.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.scaler4j.testservers.OpenResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One request and its answer, whatever the server does. */
class KubernetesApiTest {

    private static final String PATH = "/api/v1/namespaces/shop/configmaps/orders";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final JsonNode BODY = JsonNodeFactory.instance.objectNode().put("kind", "ConfigMap");

    private final ScriptedServer server = ScriptedServer.answering((seen, reply) -> reply.json(200, "{\"a\": 1}"));
    private final KubernetesApi api = KubernetesApi.open(server.config());

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    private static ApiException failure(CompletableFuture<?> answer) {
        try {
            answer.get(LIMIT.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return (ApiException) e.getCause();
        } catch (Exception e) {
            throw new AssertionError("it did not end", e);
        }
        throw new AssertionError("it did not fail");
    }

    @Test
    void sendsEachMethodOnceWithItsBody() {
        api.get(PATH, LIMIT).join();
        api.post("/api/v1/namespaces/shop/configmaps", BODY, LIMIT).join();
        api.put(PATH, BODY, LIMIT).join();
        api.patch(PATH, BODY, LIMIT).join();
        api.delete(PATH, LIMIT).join();
        assertThat(server.requests())
                .extracting(ScriptedServer.Seen::method)
                .containsExactly("GET", "POST", "PUT", "PATCH", "DELETE");
        assertThat(server.requests().get(3).body()).isEqualTo("{\"kind\":\"ConfigMap\"}");
        assertThat(api.requests()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, false",
        "403, Forbidden, false",
        "409, Conflict, false",
        "410, Expired, false",
        "422, Invalid, false",
        "429, TooManyRequests, true",
        "500, InternalError, true",
        "503, ServiceUnavailable, true",
        "504, Timeout, true"
    })
    void aRefusalIsToldInASentenceAndIsNeverSentAgain(int status, String reason, boolean isTransient) {
        server.answer((seen, reply) -> reply.refuse(status, reason, "as the server says"));
        ApiException refused = failure(api.post(PATH, BODY, LIMIT));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused).hasMessage("POST " + PATH + " was answered with status " + status + ": as the server says");
        assertThat(refused.isTransient()).isEqualTo(isTransient);
        assertThat(refused.isConflict()).isEqualTo(status == 409);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aBrokenConnectionIsNoAnswerAndAWriteIsNotRepeated() {
        server.answer((seen, reply) -> reply.drop());
        ApiException broken = failure(api.patch(PATH, BODY, LIMIT));
        assertThat(broken.status()).isEqualTo(ApiException.NO_ANSWER);
        assertThat(broken).hasMessageStartingWith("PATCH " + PATH + " was not answered");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsToldInWords() {
        server.close();
        assertThat(failure(api.get(PATH, LIMIT)))
                .hasMessage("GET " + PATH + " was not answered: there is no connection to the server");
    }

    @Test
    void anAnswerThatDoesNotComeEndsAtTheDeadline() {
        server.answer((seen, reply) -> reply.hang());
        long begun = System.nanoTime();
        ApiException late = failure(api.get(PATH, Duration.ofMillis(300)));
        assertThat((System.nanoTime() - begun) / 1_000_000).isBetween(250L, 10_000L);
        assertThat(late.status()).isEqualTo(ApiException.NO_ANSWER);
    }

    @Test
    void anAnswerOfWhichOnlyTheBeginningComesEndsAtTheDeadline() {
        server.answer((seen, reply) -> {
            reply.lines("{\"a\":");
            reply.hang();
        });
        assertThat(failure(api.get(PATH, Duration.ofMillis(300))).isTransient()).isTrue();
    }

    @Test
    void aPageInPlaceOfJsonIsToldAsSuch() {
        server.answer((seen, reply) -> reply.json(200, "<html>a proxy</html>"));
        assertThat(failure(api.get(PATH, LIMIT))).hasMessageContaining("what is no JSON");
        server.answer((seen, reply) -> reply.json(502, "<html>a proxy</html>"));
        assertThat(failure(api.get(PATH, LIMIT))).hasMessage("GET " + PATH + " was answered with status 502.");
    }

    @Test
    void closingEndsWhatIsUnderWayAndWhatComesLaterAtOnce() {
        server.answer((seen, reply) -> reply.hang());
        var answers = List.of(api.get(PATH, Duration.ofHours(1)), api.post(PATH, BODY, Duration.ofHours(1)));
        await().atMost(LIMIT).until(() -> server.requests().size() == 2);
        api.close();
        answers.forEach(answer -> assertThat(failure(answer)).hasMessageContaining("the connection is closed"));
        assertThat(failure(api.get(PATH, Duration.ofHours(1))).status()).isEqualTo(ApiException.NO_ANSWER);
        api.close();
    }

    @Test
    void closingLeavesNoThreadBehind() {
        long before = OpenResources.threads("scaler4j-kubernetes-timer");
        for (int round = 0; round < 5; round++) {
            var other = KubernetesApi.open(server.config());
            other.get(PATH, LIMIT).join();
            other.close();
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(OpenResources.threads("scaler4j-kubernetes-timer"))
                        .isLessThanOrEqualTo(before));
        assertThat(api).hasToString(server.config().getMasterUrl().replaceFirst("/$", ""));
    }
}
