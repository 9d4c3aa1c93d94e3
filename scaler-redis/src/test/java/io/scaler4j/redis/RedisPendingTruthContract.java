package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XClaimParams;

/** Pending entries of a real stream that are work, and those that a trim, a deletion or a lost consumer left. */
abstract class RedisPendingTruthContract extends StreamTruthFixture {

    @Test
    void pendingEntriesThatATrimTookAreNoWork() {
        group();
        add(1, 5_000);
        deliver("dead", 5_000);
        admin.xtrim("orders", 0, false);
        assertWhole(StreamMetric.PENDING, 0);
        assertWhole(StreamMetric.LAG_AND_PENDING, 0);
        try (var scaler = stream().ignorePendingIdleFor(Duration.ofSeconds(1)).build()) {
            assertWhole(reads.value(scaler), 0);
        }
        add(5_001, 5_003);
        deliver("dead", 1);
        assertWhole(StreamMetric.LAG_AND_PENDING, 3);
    }

    @Test
    void ofManyPendingEntriesThoseThatAreLeftCount() {
        group();
        add(1, 5_000);
        deliver("worker", 4_900);
        admin.xtrim("orders", 2_500, false);
        assertWhole(StreamMetric.PENDING, 2_400);
        admin.xdel("orders", new StreamEntryID(4_000, 0), new StreamEntryID(4_950, 0));
        assertWhole(StreamMetric.PENDING, 2_399);
        assertWhole(StreamMetric.LAG_AND_PENDING, 2_399 + 99);
    }

    @Test
    void allPendingEntriesOfAConsumerThatIsGoneAreLeftOut() {
        group();
        add(1, 5_000);
        deliver("dead", 5_000);
        try (var scaler = stream().ignorePendingIdleFor(Duration.ofMillis(1)).build()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(reads.value(scaler)).satisfies(value -> {
                        assertWhole(value, 0);
                        assertThat(value.details()).containsEntry("idlePending", 5_000.0);
                    }));
        }
    }

    @Test
    void entriesOfAConsumerAtWorkAreLookedAtPageByPage() {
        group();
        add(1, 3_000);
        deliver("worker", 3_000);
        StreamEntryID[] stuck = IntStream.rangeClosed(1, 1_800)
                .mapToObj(i -> new StreamEntryID(i, 0))
                .toArray(StreamEntryID[]::new);
        admin.xclaimJustId(
                "orders",
                "billing",
                "worker",
                0,
                XClaimParams.xClaimParams().idle(Duration.ofHours(2).toMillis()),
                stuck);
        try (var scaler = stream().ignorePendingIdleFor(Duration.ofHours(1)).build()) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertWhole(value, 1_200);
                assertThat(value.details()).containsEntry("idlePending", 1_800.0);
                assertThat(value.details().get("oldestIdleSeconds")).isBetween(7_200.0, 7_300.0);
            });
        }
    }

    @Test
    void moreThanIsLookedAtIsALowerBoundAndDoesNotBlockTheServer() {
        group();
        add(1, 200_000);
        IntStream.range(0, 20).forEach(i -> deliver("worker", 10_000));
        admin.configSet("slowlog-log-slower-than", "20000");
        admin.slowlogReset();
        try (var scaler = stream().ignorePendingIdleFor(Duration.ofHours(1)).build()) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(10_000);
                assertThat(value.isLowerBound()).isTrue();
            });
        }
        assertThat(admin.slowlogGet()).as("commands of more than 20 ms").isEmpty();
    }
}
