package io.scaler4j.spring.boot.actuate;

import static io.scaler4j.spring.boot.Contexts.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.spring.boot.Backlog;
import io.scaler4j.spring.boot.Fleet;
import io.scaler4j.spring.boot.sample.RunningSample;
import io.scaler4j.spring.boot.sample.RunningSample.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The endpoint and the health of a running application, as a client sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActuatorOverHttpTest {

    private RunningSample sample;

    @BeforeAll
    void start() {
        sample = RunningSample.start();
        soon().untilAsserted(() -> {
            assertThat(sample.bean("orders", Fleet.class).asked()).isNotEmpty();
            assertThat(sample.get("/actuator/autoscalers/orders").body().path("turns"))
                    .isNotEmpty();
            assertThat(sample.get("/actuator/autoscalers/mail").body().path("turns"))
                    .isNotEmpty();
        });
    }

    @AfterAll
    void stop() {
        sample.close();
    }

    @Test
    void allAutoscalersAreListed() throws Exception {
        JsonNode all = sample.get("/actuator/autoscalers").body().path("autoscalers");
        assertThat(all.fieldNames()).toIterable().containsExactly("mail", "orders");
        assertThat(all.path("mail").path("replicas").asInt()).isEqualTo(2);
        assertThat(all.path("mail").path("outcome").asText()).isEqualTo("unchanged");
    }

    @Test
    void oneHasItsLastDecisionsWithTheirExplanation() throws Exception {
        JsonNode orders = sample.get("/actuator/autoscalers/orders").body();
        assertThat(orders.path("policy").asText()).startsWith("replicas 1 to 20");
        assertThat(orders.path("interval").asText()).isEqualTo("PT15S");
        assertThat(orders.path("triggers").path(0).asText()).contains("backlog", "10 per replica");
        JsonNode turns = orders.path("turns");
        JsonNode first = turns.path(turns.size() - 1);
        assertThat(first.path("explanation").asText()).startsWith("RECOMMEND 1 -> 7 backlog 70 of 10 per replica");
        assertThat(first.path("outcome").asText()).startsWith("scaled at ");
        assertThat(first.path("decision").path("from").asInt()).isEqualTo(1);
        assertThat(first.path("decision").path("to").asInt()).isEqualTo(5);
        assertThat(first.path("decision").path("reason").asText()).isEqualTo("RATE");
    }

    @Test
    void anUnknownOneIsNotFound() throws Exception {
        assertThat(sample.get("/actuator/autoscalers/none").status()).isEqualTo(404);
        assertThat(sample.post("/actuator/autoscalers/none/pause", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void anOperatorPausesAndResumes() throws Exception {
        Answer paused = sample.post("/actuator/autoscalers/mail/pauseAt", "{\"replicas\": 6}");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.body().path("control").asText()).isEqualTo("paused at 6");
        soon().untilAsserted(() ->
                assertThat(sample.bean("mail", Fleet.class).count()).isEqualTo(6));

        assertThat(sample.post("/actuator/autoscalers/mail/pause", "{}")
                        .body()
                        .path("control")
                        .asText())
                .isEqualTo("paused");
        assertThat(sample.post("/actuator/autoscalers/mail/resume", "{}")
                        .body()
                        .path("control")
                        .asText())
                .isEqualTo("no control");
        sample.bean("mail", Fleet.class).scaleTo(2, null);
    }

    @Test
    void aWrongRequestIsRefusedWithAReason() throws Exception {
        Answer without = sample.post("/actuator/autoscalers/orders/pauseAt", "{}");
        assertThat(without.status()).isEqualTo(400);
        assertThat(sample.post("/actuator/autoscalers/orders/pauseAt", "{\"replicas\": -1}")
                        .status())
                .isEqualTo(400);
        assertThat(sample.post("/actuator/autoscalers/orders/pause", "{\"replicas\": 1}")
                        .status())
                .isEqualTo(400);
        assertThat(sample.post("/actuator/autoscalers/orders/explode", "{}").status())
                .isEqualTo(400);
        assertThat(control("orders")).isEqualTo("no control");
    }

    @Test
    void aTriggerThatFailsForLongIsDownOfItsOwnComponent() throws Exception {
        sample.bean("inbox", Backlog.class).fails();
        soon().untilAsserted(() -> {
            sample.bean(AutoscalerRegistry.class)
                    .autoscaler("mail")
                    .orElseThrow()
                    .poke();
            assertThat(sample.get("/actuator/health/autoscalers/mail").status()).isEqualTo(503);
        });
        JsonNode mail = sample.get("/actuator/health/autoscalers/mail").body();
        assertThat(mail.path("status").asText()).isEqualTo("DOWN");
        assertThat(mail.path("details").path("trigger inbox").asText())
                .startsWith("failed in the last 3 turns or more: ")
                .contains("the queue does not answer");
        assertThat(sample.get("/actuator/health/autoscalers/orders").status()).isEqualTo(200);
        assertThat(sample.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(sample.get("/actuator/health/readiness").status()).isEqualTo(200);

        sample.bean("inbox", Backlog.class).is(20);
        soon().untilAsserted(() -> {
            sample.bean(AutoscalerRegistry.class)
                    .autoscaler("mail")
                    .orElseThrow()
                    .poke();
            assertThat(sample.get("/actuator/health").status()).isEqualTo(200);
        });
    }

    @Test
    void anUnknownComponentIsNotFound() throws Exception {
        assertThat(sample.get("/actuator/health/autoscalers/none").status()).isEqualTo(404);
    }

    @Test
    void withReadOnlyAccessNothingIsPaused() throws Exception {
        try (var guarded = RunningSample.start("management.endpoint.autoscalers.access=read-only")) {
            assertThat(guarded.get("/actuator/autoscalers").status()).isEqualTo(200);
            assertThat(guarded.post("/actuator/autoscalers/orders/pause", "{}").status())
                    .isEqualTo(404);
        }
        try (var hidden = RunningSample.start("management.endpoints.web.exposure.include=health")) {
            assertThat(hidden.get("/actuator/autoscalers").status()).isEqualTo(404);
        }
    }

    private String control(String name) throws IOException, InterruptedException {
        return sample.get("/actuator/autoscalers/" + name)
                .body()
                .path("control")
                .asText();
    }
}
