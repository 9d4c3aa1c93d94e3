package io.scaler4j.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.scaler4j.testservers.OpenResources;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a connection that was closed in the middle of something, as the server sees it. */
class ClosingTest {

    private static final String PATH = "/api/v1/namespaces/shop/pods";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = 60;

    private static KubernetesApi open(WatchedSockets server) {
        return open(server, Duration.ofSeconds(5));
    }

    private static KubernetesApi open(WatchedSockets server, Duration toConnect) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.address())
                .withConnectionTimeout((int) toConnect.toMillis())
                .build();
        return KubernetesApi.open(config);
    }

    private static WatchedSockets server(boolean silent) {
        return silent ? WatchedSockets.withoutAnswers() : WatchedSockets.ofWatches();
    }

    private static void awaitNothingLeft(WatchedSockets server, long threads, long selectors) {
        await().atMost(LIMIT).untilAsserted(() -> {
            System.gc(); // the JDK's client ends with its last reference
            assertThat(server.open()).as("sockets").isZero();
            assertThat(OpenResources.threads("scaler4j-kubernetes"))
                    .as("threads")
                    .isLessThanOrEqualTo(threads);
            assertThat(OpenResources.threads("HttpClient-")).as("selectors").isLessThanOrEqualTo(selectors);
        });
    }

    /** While it connects, lists, opens a watch, or has one: after 0 to 15 ms. */
    @ParameterizedTest(name = "a server that stays silent: {0}")
    @ValueSource(booleans = {false, true})
    void closingAtAnyMomentLeavesNoThreadAndNoSocket(boolean silent) throws Exception {
        long threads = OpenResources.threads("scaler4j-kubernetes");
        long selectors = OpenResources.threads("HttpClient-");
        try (var server = server(silent)) {
            for (int round = 0; round < ROUNDS; round++) {
                var api = open(server, Duration.ofSeconds(1)); // what is connecting ends after this time
                var watch = ResourceWatch.open(api, PATH, object -> "", (key, now) -> {});
                long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(250L * round);
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                if (round % 2 == 0) {
                    watch.close();
                }
                api.close();
            }
            awaitNothingLeft(server, threads, selectors);
        }
    }

    @Test
    void closingTheConnectionEndsItsWatchesAndSaysWhy() throws Exception {
        try (var server = WatchedSockets.ofWatches()) {
            var api = open(server);
            WatchStream stream = api.watch(PATH + "?watch=true", line -> {});
            assertThat(stream.opened()).succeedsWithin(LIMIT);
            assertThat(stream.ended()).isNotDone();
            api.close();
            assertThat(stream.ended())
                    .failsWithin(LIMIT)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(ApiException.class)
                    .withMessageContaining("GET " + PATH + "?watch=true was ended: the connection is closed.");
        }
    }

    @Test
    void aWatchAfterTheCloseFailsAndOpensNothing() throws Exception {
        try (var server = WatchedSockets.ofWatches()) {
            var api = open(server);
            api.close();
            assertThat(api.watch(PATH + "?watch=true", line -> {}).ended())
                    .failsWithin(LIMIT)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(ApiException.class);
            assertThat(api.get(PATH, LIMIT))
                    .failsWithin(LIMIT)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(ApiException.class);
            assertThat(server.open()).isZero();
        }
    }
}
