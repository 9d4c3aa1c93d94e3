package io.scaler4j.kubernetes;

import static io.scaler4j.kubernetes.ApiServer.METRICS;
import static io.scaler4j.kubernetes.ApiServer.PODS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Scaler;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pods that are followed by a watch: which requests that makes, and what samples are made of. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowedPodsTest extends SamplerFixture {

    private static final int TRIGGERS = 200;
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final String EMPTY_LIST = "{\"metadata\": {\"resourceVersion\": \"7\"}, \"items\": []}";

    @BeforeEach
    void watchesAreAllowed() {
        server.allowWatches();
    }

    private CpuScaler scaler(String namespace, String selector) {
        return CpuScaler.builder()
                .sampler(KubernetesSampler.builder()
                        .cluster(cluster)
                        .namespace(namespace)
                        .labelSelector(selector)
                        .build())
                .sampleAgeLimit(Duration.ofDays(1))
                .build();
    }

    private static String pod(int number, int version, String phase) {
        return """
               {"metadata": {"name": "pod-%1$d", "namespace": "shop", "resourceVersion": "%2$d",
                 "labels": {"app": "app-%1$d"}},
                "spec": {"containers": [{"name": "app", "resources": {"requests": {"cpu": "100m"}}}]},
                "status": {"phase": "%3$s", "startTime": "2026-01-05T07:00:00Z",
                  "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-05T07:00:30Z"}]}}
               """.formatted(number, version, phase).replace("\n", "");
    }

    private static String used(int number, String labels) {
        return """
               {"metadata": {"name": "pod-%d"%s}, "timestamp": "2026-01-05T07:59:50Z", "window": "15s",
                "containers": [{"name": "app", "usage": {"cpu": "50m"}}]}
               """.formatted(number, labels);
    }

    private static String list(String items) {
        return "{\"metadata\": {\"resourceVersion\": \"5\"}, \"items\": [" + items + "]}";
    }

    private void serve(int pods) {
        server.answer(
                PODS,
                200,
                list(IntStream.range(0, pods)
                        .mapToObj(i -> pod(i, 5, "Running"))
                        .collect(Collectors.joining(","))));
        server.answer(
                METRICS,
                200,
                list(IntStream.range(0, pods).mapToObj(i -> used(i, "")).collect(Collectors.joining(","))));
    }

    private long lists(String path) {
        return server.requests().stream()
                .filter(seen -> seen.path().equals(path) && !seen.query().contains("watch=true"))
                .count();
    }

    private long watches() {
        return server.requests().stream()
                .filter(seen -> seen.query().contains("watch=true"))
                .count();
    }

    private static Map<String, ReplicaSample> samples(Scaler scaler, Instant now) throws Exception {
        return ((Reading.Samples) read(scaler, now, LONG))
                .replicas().stream().collect(Collectors.toMap(ReplicaSample::name, sample -> sample));
    }

    /** Each on pods of its own, begun at any moment of an interval, for 20 intervals. */
    @Test
    void twoHundredTriggersAtAnyMomentShareListsOfMetricsUpToTenSecondsOldAndNoOtherRequest() throws Exception {
        serve(TRIGGERS);
        var scalers = new ArrayList<CpuScaler>();
        for (int i = 0; i < TRIGGERS; i++) {
            scalers.add(scaler("shop", "app=app-" + i));
        }
        int intervals = 20;
        for (int interval = 0; interval < intervals; interval++) {
            for (int i = 0; i < TRIGGERS; i++) {
                Instant now = NOW.plus(INTERVAL.multipliedBy(interval)).plusMillis(i * INTERVAL.toMillis() / TRIGGERS);
                assertThat(samples(scalers.get(i), now)).containsOnlyKeys("pod-" + i);
            }
        }
        assertThat(lists(PODS)).isEqualTo(1);
        assertThat(watches()).isEqualTo(1);
        // Callers all over the interval share a list that is up to 10 s old.
        assertThat(lists(METRICS)).isLessThanOrEqualTo(intervals * INTERVAL.toSeconds() / 10 + 1);
        scalers.forEach(CpuScaler::close);
    }

    @Test
    void triggersThatKeepTimeTogetherMakeOneListAnInterval() throws Exception {
        serve(TRIGGERS);
        var scalers = new ArrayList<CpuScaler>();
        for (int i = 0; i < TRIGGERS; i++) {
            scalers.add(scaler("shop", "app=app-" + i));
        }
        for (int interval = 0; interval < 5; interval++) {
            for (int i = 0; i < TRIGGERS; i++) {
                samples(
                        scalers.get(i),
                        NOW.plus(INTERVAL.multipliedBy(interval)).plusMillis(i * 4L));
            }
        }
        assertThat(lists(METRICS)).isEqualTo(5);
        assertThat(lists(PODS) + watches()).isEqualTo(2);
        scalers.forEach(CpuScaler::close);
    }

    @Test
    void whatTheWatchTellsIsSeenByTheNextTurn() throws Exception {
        serve(1);
        try (CpuScaler scaler = scaler("shop", "app in (app-0, app-1)")) {
            assertThat(samples(scaler, NOW)).containsOnlyKeys("pod-0");
            await().until(() -> server.watches() == 1);
            server.tell("ADDED", pod(1, 6, "Pending"));
            server.tell("MODIFIED", pod(0, 8, "Failed"));
            server.tell("ADDED", pod(2, 9, "Running"));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(samples(scaler, NOW)).containsOnlyKeys("pod-0", "pod-1"));
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(samples(scaler, NOW).get("pod-0").phase())
                                    .isEqualTo(ReplicaSample.Phase.FAILED));
            assertThat(samples(scaler, NOW).get("pod-1").phase()).isEqualTo(ReplicaSample.Phase.PENDING);
            server.tell("DELETED", pod(0, 10, "Failed"));
            server.tell("DELETED", pod(1, 11, "Pending"));
            await().atMost(LONG)
                    .untilAsserted(() -> assertFailure(
                            read(scaler, NOW, LONG),
                            Kind.EMPTY,
                            "there are no pods in namespace shop with labels app in"));
            assertThat(lists(PODS)).isEqualTo(1);
        }
    }

    @Test
    void aWatchThatTheServerEndsIsOpenedAgainAndNothingIsListed() throws Exception {
        serve(1);
        try (CpuScaler scaler = scaler("shop", "app=app-0")) {
            samples(scaler, NOW);
            await().until(() -> server.watches() == 1);
            server.endWatches();
            await().atMost(LONG).until(() -> watches() == 2);
            assertThat(samples(scaler, NOW)).containsOnlyKeys("pod-0");
            assertThat(lists(PODS)).isEqualTo(1);
        }
    }

    /** A pod that is gone, or not listed yet, is known by the labels of its metrics. */
    @Test
    void metricsOfPodsThatAreNotListedCountIfTheirLabelsMatch() throws Exception {
        serve(1);
        server.answer(
                METRICS,
                200,
                list(used(0, "") + "," + used(7, ", \"labels\": {\"app\": \"app-0\"}") + ","
                        + used(8, ", \"labels\": {\"app\": \"other\"}") + "," + used(9, "")));
        try (CpuScaler scaler = scaler("shop", "app=app-0")) {
            Map<String, ReplicaSample> samples = samples(scaler, NOW);
            assertThat(samples).containsOnlyKeys("pod-0", "pod-7");
            assertThat(samples.get("pod-7").phase()).isEqualTo(ReplicaSample.Phase.UNLISTED);
        }
    }

    @Test
    void samplesAreThoseOfListedPods() throws Exception {
        server.answer(
                PODS,
                200,
                ApiServer.resource("pods.json")
                        .replace("\"namespace\": \"shop\"", "\"namespace\": \"shop\", \"uid\": \"u\""));
        try (CpuScaler followed = scaler("shop", "!none")) {
            Map<String, ReplicaSample> samples = samples(followed, NOW);
            assertThat(samples).containsOnlyKeys("orders-1", "orders-2", "orders-3", "orders-4");
            assertThat(samples.get("orders-1").requestMilli()).hasValue(300);
            assertThat(samples.get("orders-2").requestMilli()).hasValue(310);
            assertThat(samples.get("orders-2").ready()).contains(false);
            assertThat(samples.get("orders-3").phase()).isEqualTo(ReplicaSample.Phase.PENDING);
            assertThat(samples.get("orders-4").terminating()).isTrue();
            assertThat(samples.get("orders-1").readyChangedAt()).contains(Instant.parse("2026-01-05T07:00:30Z"));
        }
    }

    @Test
    void theWatchClosesWithTheLastSamplerOfItsNamespace() throws Exception {
        serve(2);
        CpuScaler one = scaler("shop", "app=app-0");
        CpuScaler other = scaler("shop", "app=app-1");
        samples(one, NOW);
        samples(other, NOW);
        await().until(() -> server.watches() == 1);
        one.close();
        server.tell("MODIFIED", pod(1, 6, "Running"));
        assertThat(samples(other, NOW)).containsOnlyKeys("pod-1");
        assertThat(server.watches()).isEqualTo(1);
        other.close();
        await().atMost(LONG).until(() -> {
            server.tell("MODIFIED", pod(1, 7, "Running"));
            return server.watches() == 0;
        });
    }

    /** Each watch has a connection of its own beside the 8 for lists. */
    @Test
    void moreNamespacesThanConnectionsDoNotHoldEachOtherUp() throws Exception {
        var scalers = new ArrayList<CpuScaler>();
        for (int i = 0; i < 12; i++) {
            serveNamespace("team-" + i);
            scalers.add(scaler("team-" + i, "app=app-0"));
        }
        for (CpuScaler scaler : scalers) {
            assertThat(samples(scaler, NOW)).containsOnlyKeys("pod-0");
        }
        await().atMost(LONG).until(() -> server.watches() == 12);
        for (CpuScaler scaler : scalers) {
            assertThat(samples(scaler, NOW.plusSeconds(15))).containsOnlyKeys("pod-0");
        }
        assertThat(watches()).isEqualTo(12);
        scalers.forEach(CpuScaler::close);
    }

    private void serveNamespace(String name) {
        server.answer(PODS.replace("shop", name), 200, list(pod(0, 5, "Running")));
        server.answer(METRICS.replace("shop", name), 200, list(used(0, "")));
    }

    @Test
    void whileTheWatchDoesNotWorkEachTurnListsThePods() throws Exception {
        serve(1);
        try (CpuScaler scaler = scaler("shop", "app=app-0")) {
            samples(scaler, NOW);
            await().until(() -> server.watches() == 1);
            server.answer(PODS, 503, "{\"message\": \"on purpose\"}");
            server.refuseWatches();
            server.endWatches();
            await().atMost(LONG)
                    .ignoreException(ClassCastException.class) // until then it is a sample
                    .untilAsserted(() -> assertFailure(
                            read(scaler, NOW.plusSeconds(60), LONG), Kind.UNAVAILABLE, "did not list", "on purpose"));
            server.answer(PODS, 200, list(pod(0, 9, "Pending")));
            assertThat(samples(scaler, NOW.plusSeconds(90)).get("pod-0").phase())
                    .isEqualTo(ReplicaSample.Phase.PENDING);
        }
    }

    @Test
    void aSelectorThatOnlyTheServerUnderstandsIsLeftToIt() throws Exception {
        server.answer(PODS, 200, EMPTY_LIST);
        try (CpuScaler scaler = scaler("shop", "size>3")) {
            assertFailure(read(scaler, NOW, LONG), Kind.EMPTY, "with labels size>3");
            assertThat(server.requests())
                    .extracting(ApiServer.Seen::query)
                    .containsExactly("limit=500&labelSelector=size%3E3");
            assertThat(List.of(lists(PODS), watches())).containsExactly(1L, 0L);
        }
    }

    @Test
    void aServerThatHangsIsATimeOutWithinTheTimeOfTheCaller() throws Exception {
        server.hang(PODS);
        try (CpuScaler scaler = scaler("shop", "app=app-0")) {
            assertFailure(read(scaler, NOW, Duration.ofMillis(600)), Kind.TIMEOUT, "did not list pods");
        }
    }
}
