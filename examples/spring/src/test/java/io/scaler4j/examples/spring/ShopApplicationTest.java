package io.scaler4j.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application runs as a process, and is driven over HTTP alone. */
class ShopApplicationTest {

    @TempDir
    Path folder;

    @Test
    void theBacklogScalesThePackersAndAnOperatorHasTheLastWord() throws Exception {
        String states = "scaler4j.state-folder=" + folder.resolve("states");
        String fast = "scaler4j.autoscalers.packers.interval=500ms";
        try (ShopProcess shop = ShopProcess.start(folder, states, fast)) {
            assertThat(shop.get("/orders").path("packers").asInt()).isEqualTo(1);
            shop.post("/orders?count=60", "");
            soon().untilAsserted(() ->
                    assertThat(shop.get("/orders").path("packers").asInt()).isGreaterThanOrEqualTo(5));

            JsonNode packers = shop.get("/actuator/autoscalers/packers");
            assertThat(packers.path("policy").asText()).startsWith("replicas 1 to 8");
            assertThat(packers.path("turns").toString()).contains("per replica", "scaled at");
            assertThat(shop.get("/actuator/health").path("status").asText()).isEqualTo("UP");

            shop.post("/actuator/autoscalers/packers/pauseAt", "{\"replicas\": 2}");
            soon().untilAsserted(() ->
                    assertThat(shop.get("/orders").path("packers").asInt()).isEqualTo(2));
            assertThat(shop.post("/actuator/autoscalers/packers/resume", "{}")
                            .path("control")
                            .asText())
                    .isEqualTo("no control");
            shop.terminate();
            assertThat(shop.log()).contains("packers: scaled 1 -> 5").doesNotContain(" ERROR ");
        }
        assertThat(folder.resolve("states/states.log")).isNotEmptyFile();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
