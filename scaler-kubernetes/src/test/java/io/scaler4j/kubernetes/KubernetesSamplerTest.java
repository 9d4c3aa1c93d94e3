package io.scaler4j.kubernetes;

import static io.scaler4j.kubernetes.ApiServer.METRICS;
import static io.scaler4j.kubernetes.ApiServer.PODS;
import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.ReplicaSample.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of the two APIs, from a real HTTP server. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KubernetesSamplerTest extends SamplerFixture {

    @Test
    void podsAndWhatTheyUseBecomeSamples() throws Exception {
        var samples = samples(scaler());
        ReplicaSample first = samples.get("orders-1");
        assertThat(first.phase()).isEqualTo(Phase.RUNNING);
        assertThat(first.usageMilli()).as("124 + 1, each rounded up").hasValue(125);
        assertThat(first.requestMilli())
                .as("a limit is a request where there is none")
                .hasValue(300);
        assertThat(first.ready()).contains(true);
        assertThat(first.readyChangedAt()).contains(Instant.parse("2026-01-05T07:00:30Z"));
        assertThat(first.startedAt()).contains(Instant.parse("2026-01-05T07:00:01Z"));
        assertThat(first.sampledAt()).contains(Instant.parse("2026-01-05T07:59:48Z"));
        assertThat(first.window()).isEqualTo(Duration.ofMillis(15_041));
        ReplicaSample second = samples.get("orders-2");
        assertThat(second.usageMilli())
                .as("one of its containers has no reading")
                .isEmpty();
        assertThat(second.requestMilli())
                .as("with the init container that stays")
                .hasValue(310);
        assertThat(second.ready()).contains(false);
        ReplicaSample third = samples.get("orders-3");
        assertThat(third.phase()).isEqualTo(Phase.PENDING);
        assertThat(third.ready()).isEmpty();
        assertThat(third.startedAt()).isEmpty();
        assertThat(samples.get("orders-4").terminating()).isTrue();
        assertThat(samples.get("orders-0").phase()).isEqualTo(Phase.UNLISTED);
        assertThat(samples).hasSize(5);
    }

    @Test
    void oneContainerAloneAndMemory() throws Exception {
        var app = samples(scaler().container("app"));
        assertThat(app.get("orders-1").usageMilli()).hasValue(124);
        assertThat(app.get("orders-1").requestMilli()).hasValue(250);
        assertThat(app.get("orders-2").usageMilli()).hasValue(900);
        var memory = samples(scaler().memory());
        assertThat(memory.get("orders-1").usageMilli()).hasValue((128L + 16) * 1024 * 1024 * 1000);
        assertThat(memory.get("orders-1").requestMilli()).hasValue((256L + 64) * 1024 * 1024 * 1000);
        assertThat(memory.get("orders-2").usageMilli()).hasValue(220L * 1024 * 1024 * 1000);
    }

    @Test
    void theRequestsAreThoseThatTheApisTake() throws Exception {
        samples(scaler());
        String query = "limit=500&labelSelector=app%3Dorders%2Ctier%20in%20%28web%2C%20api%29";
        assertThat(server.requests())
                .containsExactly(new ApiServer.Seen(PODS, query, "null"), new ApiServer.Seen(METRICS, query, "null"));
    }

    @Test
    void triggersForProcessorTimeAndMemoryShareTheirRequests() throws Exception {
        try (CpuScaler cpu = scaler().build();
                CpuScaler memory = scaler().memory().build()) {
            read(cpu, NOW, LONG);
            read(memory, NOW.plusMillis(300), LONG);
            assertThat(server.requests()).hasSize(2);
            read(memory, NOW.plusSeconds(15), LONG);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void whoAsksWhileAnAnswerIsUnderWaySharesIt() throws Exception {
        var arrived = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        server.answerBy(PODS, exchange -> {
            arrived.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ApiServer.send(exchange, 200, ApiServer.resource("pods.json"));
        });
        try (CpuScaler cpu = scaler().build();
                CpuScaler memory = scaler().memory().build()) {
            var first = CompletableFuture.supplyAsync(() -> unchecked(cpu));
            arrived.await();
            var second = CompletableFuture.supplyAsync(() -> unchecked(memory));
            goOn.countDown();
            assertThat(first.get()).isInstanceOf(Reading.Samples.class);
            assertThat(second.get()).isInstanceOf(Reading.Samples.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    private static Reading unchecked(Scaler scaler) {
        try {
            return read(scaler, NOW, LONG);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void longListsComeInPages() throws Exception {
        String all = ApiServer.resource("pods.json");
        server.answerBy(PODS, exchange -> {
            boolean second = exchange.getRequestURI().getRawQuery().contains("continue=a%2Bb%3D");
            ApiServer.send(
                    exchange,
                    200,
                    second
                            ? "{\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"orders-9\"}}]}"
                            : all.replace("\"resourceVersion\": \"184467\"", "\"continue\": \"a+b=\""));
        });
        assertThat(samples(scaler())).containsKeys("orders-1", "orders-9").hasSize(6);
    }

    @Test
    void aUtilizationNeedsARequestOnEachContainer() throws Exception {
        server.answer(
                PODS,
                200,
                "{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"spec\": {\"containers\":"
                        + " [{\"name\": \"app\", \"resources\": {\"requests\": {\"cpu\": \"1\"}}}, {\"name\": \"side\"}]}}]}");
        server.answer(
                METRICS,
                200,
                "{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"timestamp\": \"2026-01-05T08:00:00Z\","
                        + " \"containers\": [{\"name\": \"app\", \"usage\": {\"cpu\": \"1\"}}]}]}");
        Scaler percent = scaler().build().trigger("cpu", utilization(50)).scaler();
        assertFailure(read(percent, NOW, LONG), Kind.MISCONFIGURED, "\"side\"", "pod a", "resources.requests.cpu");
        Scaler average = scaler().build().trigger("cpu", averageValue(0.5)).scaler();
        assertThat(read(average, NOW, LONG)).isInstanceOf(Reading.Samples.class);
        Scaler app = scaler().container("app")
                .build()
                .trigger("cpu", utilization(50))
                .scaler();
        assertThat(read(app, NOW, LONG)).isInstanceOf(Reading.Samples.class);
        Scaler none = scaler().container("typo")
                .build()
                .trigger("cpu", utilization(50))
                .scaler();
        assertFailure(read(none, NOW, LONG), Kind.MISCONFIGURED, "no container \"typo\"");
        for (Scaler each : List.of(percent, average, app, none)) {
            each.close();
        }
    }

    @Test
    void oldReadingsAreLeftOut() throws Exception {
        try (CpuScaler built = scaler().build()) {
            var reading = (Reading.Samples) read(built, NOW.plusSeconds(75), LONG);
            assertThat(reading.replicas().stream()
                            .filter(sample -> sample.usageMilli().isPresent())
                            .map(ReplicaSample::name))
                    .containsExactly("orders-1", "orders-4");
            assertFailure(read(built, NOW.plusSeconds(85), LONG), Kind.UNAVAILABLE, "95 s old");
        }
    }

    @Test
    void closingEndsAReadThatIsUnderWay() throws Exception {
        server.hang(PODS);
        CpuScaler scaler = scaler().build();
        var reading = CompletableFuture.supplyAsync(() -> unchecked(scaler));
        await().atMost(LONG).until(() -> !server.requests().isEmpty());
        cluster.close();
        scaler.close();
        scaler.close();
        assertFailure(reading.get(), Kind.UNAVAILABLE, "did not list");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> read(scaler, NOW, LONG))
                .withMessageContaining("is closed");
    }

    @ParameterizedTest(name = "{0} is {1} ms")
    @CsvSource({"15s, 15000", "1m0s, 60000", "20.5s, 20500", "1h1m1s, 3661000", "250ms, 250", "1.5h, 5400000", "0s, 0"})
    void windowsAreWrittenAsGoDoes(String text, long millis) {
        assertThat(PodReader.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void whatIsMissingIsRefusedAtBuild() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> KubernetesSampler.builder().build())
                .withMessageContainingAll("cluster is missing", "labelSelector is missing");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> KubernetesSampler.builder()
                        .cluster(cluster)
                        .labelSelector("app=a")
                        .build())
                .withMessageContaining("namespace is missing");
    }
}
