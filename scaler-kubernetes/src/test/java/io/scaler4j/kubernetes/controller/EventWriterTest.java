package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ScriptedServer;
import io.scaler4j.testservers.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which changes of a status become which events, and what they look like. */
class EventWriterTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String EVENTS = "/api/v1/namespaces/shop/events";

    private final ScriptedServer server = ScriptedServer.answering((seen, reply) -> reply.json(201, seen.body()));
    private final KubernetesApi api = KubernetesApi.open(server.config());
    private final EventWriter events = new EventWriter(api, () -> Instant.parse("2026-01-05T08:00:00.123Z"));

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static JsonNode object(String name) {
        return json("{'apiVersion':'keda.sh/v1alpha1','kind':'ScaledObject','metadata':{'namespace':'shop','name':'"
                + name + "','uid':'u1','resourceVersion':'9'}}");
    }

    /** A status with conditions as in {@code Ready=True}. */
    private static JsonNode status(String... conditions) {
        var all = MAPPER.createArrayNode();
        for (String each : conditions) {
            String[] parts = each.split("=");
            String[] value = parts[1].split("/");
            all.addObject()
                    .put("type", parts[0])
                    .put("status", value[0])
                    .put("reason", value.length > 1 ? value[1] : "")
                    .put("message", "as the status says");
        }
        return MAPPER.createObjectNode().set("conditions", all);
    }

    private List<JsonNode> written(int count) {
        await().atMost(LIMIT).until(() -> server.requests().size() >= count);
        return server.requests().stream().map(seen -> json(seen.body())).toList();
    }

    private List<String> reasons(JsonNode before, JsonNode now, int count) {
        int known = server.requests().size();
        events.tell(object("orders"), before, now);
        return written(known + count).stream()
                .skip(known)
                .map(event ->
                        event.path("type").asText() + " " + event.path("reason").asText())
                .toList();
    }

    @Test
    void changesOfConditionsBecomeEventsWithKedasReasons() {
        assertThat(reasons(status(), status("Ready=True", "Paused=False", "Fallback=False"), 2))
                .containsExactlyInAnyOrder("Normal KEDAScalersStarted", "Normal ScaledObjectReady");
        assertThat(reasons(status("Ready=True"), status("Ready=False/ScaledObjectCheckFailed"), 1))
                .containsExactly("Warning ScaledObjectCheckFailed");
        assertThat(reasons(status("Ready=True"), status("Ready=False/TriggerError"), 1))
                .containsExactly("Warning KEDAScalerFailed");
        assertThat(reasons(status("Paused=False"), status("Paused=True"), 1))
                .containsExactly("Normal ScaledObjectPaused");
        assertThat(reasons(status("Paused=True"), status("Paused=False"), 1))
                .containsExactly("Normal ScaledObjectUnpaused");
        assertThat(reasons(status("Fallback=False"), status("Fallback=True"), 1))
                .containsExactly("Normal ScaledObjectFallbackActivated");
        assertThat(reasons(status("Fallback=True"), status("Fallback=False"), 1))
                .containsExactly("Normal ScaledObjectFallbackDeactivated");
    }

    @Test
    void whatStaysAsItWasIsNoEvent() {
        JsonNode same = status("Ready=True", "Paused=True", "Fallback=True");
        events.tell(object("orders"), same, same);
        events.tell(object("orders"), status("Ready=True"), status("Ready=Unknown/PartialTriggerError"));
        events.normal(object("orders"), "Last", "the only one");
        assertThat(written(1)).hasSize(1);
        assertThat(written(1).get(0).path("reason").asText()).isEqualTo("Last");
    }

    @Test
    void anEventNamesTheObjectTheTimeAndItsReporter() {
        events.warning(object("orders"), "Tried", "fine");
        JsonNode event = written(1).get(0);
        assertThat(server.requests().get(0).path()).isEqualTo(EVENTS);
        assertThat(event.path("metadata").path("name").asText()).matches("orders\\.[0-9a-f-]{13}");
        assertThat(event.path("involvedObject"))
                .isEqualTo(json("{'apiVersion':'keda.sh/v1alpha1','kind':'ScaledObject','namespace':'shop',"
                        + "'name':'orders','uid':'u1','resourceVersion':'9'}"));
        assertThat(event.path("lastTimestamp").asText()).isEqualTo("2026-01-05T08:00:00Z");
        assertThat(event.path("reportingComponent").asText()).isEqualTo("scaler4j.io/controller");
        assertThat(event.path("type").asText()).isEqualTo("Warning");
    }

    @Test
    void longNamesAndLongMessagesAreCutToWhatTheApiServerTakes() {
        String name = "o".repeat(236) + "-.-" + "p".repeat(14);
        events.normal(object(name), "Tried", "x".repeat(5_000));
        JsonNode event = written(1).get(0);
        assertThat(event.path("metadata").path("name").asText())
                .hasSizeLessThanOrEqualTo(253)
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
        assertThat(event.path("message").asText()).hasSize(1_024).endsWith("x…");
    }

    @Test
    void anEventThatIsRefusedIsLoggedAndHoldsUpNothing() {
        server.answer((seen, reply) -> reply.refuse(403, "Forbidden", "cannot create events"));
        try (var log = CapturedLog.of(ScaledObjectController.class.getName())) {
            events.normal(object("orders"), "Tried", "fine");
            await().atMost(LIMIT).until(() -> log.text().contains("cannot create events"));
            assertThat(log.text()).contains("the event Tried of shop/orders was not written");
        }
    }
}
