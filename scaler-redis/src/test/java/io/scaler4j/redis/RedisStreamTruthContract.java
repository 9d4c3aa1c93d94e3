package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;

/** What a server counts wrong, or keeps permanently, measured as it is. */
abstract class RedisStreamTruthContract extends RedisFixture {

    private void add(int from, int to) {
        try (var pipeline = admin.pipelined()) {
            for (int i = from; i <= to; i++) {
                pipeline.xadd("orders", XAddParams.xAddParams().id(new StreamEntryID(i, 0)), Map.of("a", "b"));
            }
        }
    }

    private void group() {
        admin.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), true);
    }

    private void deliver(String consumer, int entries) {
        admin.xreadGroup(
                "billing",
                consumer,
                XReadGroupParams.xReadGroupParams().count(entries),
                Map.of("orders", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    }

    private void deliverWithoutAcknowledgement(int entries) {
        admin.xreadGroup(
                "billing",
                "worker",
                XReadGroupParams.xReadGroupParams().count(entries).noAck(),
                Map.of("orders", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    }

    private long trueLag() {
        StreamEntryID last = admin.xinfoGroups("orders").get(0).getLastDeliveredId();
        return admin.xrange("orders", "(" + last, "+").size();
    }

    private long trulyPending() {
        return admin.xpending("orders", "billing", XPendingParams.xPendingParams("-", "+", 100_000)).stream()
                .filter(entry ->
                        !admin.xrange("orders", entry.getID(), entry.getID()).isEmpty())
                .count();
    }

    private void assertWhole(StreamMetric metric, double right) {
        try (var scaler = stream().metric(metric).build()) {
            assertWhole(reads.value(scaler), right);
        }
    }

    private static void assertWhole(Reading.Value value, double right) {
        assertThat(value.activationValue()).isEqualTo(right);
        assertThat(value.isLowerBound()).isFalse();
    }

    @Test
    void whatATrimTookIsNotBehindOnceAllIsRead() {
        add(1, 5);
        group();
        deliver("worker", 1);
        admin.xtrim("orders", 1, false);
        assertWhole(StreamMetric.LAG, 1);
        deliver("worker", 10);
        admin.xack("orders", "billing", new StreamEntryID(1, 0), new StreamEntryID(5, 0));

        assertWhole(StreamMetric.LAG, 0);
        assertWhole(StreamMetric.LAG_AND_PENDING, 0);
    }

    @Test
    void whatWasDeletedIsNotBehindOnceAllIsRead() {
        add(1, 4);
        group();
        deliver("worker", 2);
        admin.xdel("orders", new StreamEntryID(3, 0));
        assertWhole(StreamMetric.LAG, 1);
        deliver("worker", 2);
        admin.xack("orders", "billing", new StreamEntryID(1, 0), new StreamEntryID(2, 0), new StreamEntryID(4, 0));

        assertWhole(StreamMetric.LAG, 0);
    }

    @Test
    void aSlowGroupOfAStreamThatIsKeptShortIsBehindByWhatThereIs() {
        group();
        for (int i = 1; i <= 10_000; i++) {
            admin.xadd(
                    "orders",
                    XAddParams.xAddParams().id(new StreamEntryID(i, 0)).maxLen(100),
                    Map.of("a", "b"));
            if (i % 100 == 0) {
                deliverWithoutAcknowledgement(1);
            }
        }
        assertWhole(StreamMetric.LAG, trueLag());
        deliverWithoutAcknowledgement(1_000);
        assertWhole(StreamMetric.LAG, 0);
    }

    @Test
    void aGroupThatSleptWhileItsStreamWasTrimmedCatchesUp() {
        group();
        for (int i = 1; i <= 1_500; i++) {
            admin.xadd(
                    "orders",
                    XAddParams.xAddParams()
                            .id(new StreamEntryID(i, 0))
                            .approximateTrimming()
                            .maxLen(1_000),
                    Map.of("a", "b"));
        }
        long kept = admin.xlen("orders");
        assertWhole(StreamMetric.LAG, kept);
        deliverWithoutAcknowledgement(10);
        assertWhole(StreamMetric.LAG, kept - 10);
        deliverWithoutAcknowledgement((int) kept / 2);
        assertWhole(StreamMetric.LAG, kept - 10 - kept / 2);
        deliverWithoutAcknowledgement(2_000);
        assertWhole(StreamMetric.LAG, 0);
    }

    @Test
    void nothingIsBehindInAnEmptiedStream() {
        add(1, 5);
        group();
        admin.xtrim("orders", 0, false);

        assertWhole(StreamMetric.LAG, 0);
        add(6, 6);
        assertWhole(StreamMetric.LAG, 1);
    }

    /**
     * There are more of both than may be counted: what was counted is a lower bound, unless the server knows better.
     */
    @Test
    void aLongLagThatIsNotToldRightIsNeverTooHighAndWholeOnlyIfItIsRight() {
        add(1, 4_000);
        group();
        deliverWithoutAcknowledgement(1);
        admin.xtrim("orders", 3_500, false);
        deliverWithoutAcknowledgement(1_600);
        try (var scaler = stream().metric(StreamMetric.LAG).build();
                var patient = stream()
                        .metric(StreamMetric.LAG)
                        .countUnknownLagUpTo(5_000)
                        .build()) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isBetween(1_000.0, 1_900.0);
                assertThat(value.isLowerBound()).isEqualTo(value.activationValue() < 1_900);
            });
            assertWhole(reads.value(patient), 1_900);
        }
    }

    @Test
    void aStreamFromWhichNothingWasTakenNeedsOneRoundTripHoweverLongItIs() {
        admin.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), true);
        fillStream(5_000);
        deliverWithoutAcknowledgement(2_000);
        try (var scaler = stream().build()) {
            assertWhole(reads.value(scaler), 3_000);
            long before = redis.roundTrips();
            assertWhole(reads.value(scaler), 3_000);
            assertThat(redis.roundTrips() - before).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsAddedReadAndTakenAwayTheMeasureIsWhatThereIs(long seed) {
        var random = new Random(seed);
        int last = 0;
        group();
        for (int step = 0; step < 40; step++) {
            int some = 1 + random.nextInt(5);
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    add(last + 1, last + some);
                    last += some;
                }
                case 2 -> deliver("worker-" + some, some);
                case 3 -> deliverWithoutAcknowledgement(some);
                case 4 -> admin.xtrim("orders", some * 3L, false);
                case 5 -> admin.xdel("orders", new StreamEntryID(1 + random.nextInt(last + 1), 0));
                case 6 -> admin.xack("orders", "billing", new StreamEntryID(1 + random.nextInt(last + 1), 0));
                default -> acknowledgeAndDeleteOne();
            }
            long lag = trueLag();
            long pending = trulyPending();
            assertWhole(StreamMetric.LAG, lag);
            assertWhole(StreamMetric.PENDING, pending);
            assertWhole(StreamMetric.LAG_AND_PENDING, lag + pending);
        }
    }

    private void acknowledgeAndDeleteOne() {
        admin.xpending("orders", "billing", XPendingParams.xPendingParams("-", "+", 1))
                .forEach(entry -> {
                    admin.xack("orders", "billing", entry.getID());
                    admin.xdel("orders", entry.getID());
                });
    }

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

    @Test
    void whoMayNotAskForTheStateOfAStreamCountsInstead() {
        add(1, 5);
        group();
        deliver("worker", 1);
        admin.xtrim("orders", 1, false);
        deliver("worker", 10);
        add(6, 7);
        LimitedUser.allow(List.of(admin), List.of("+xinfo|groups", "+xlen", "+xrange"));
        try (var server = RedisServer.builder()
                        .address(node.address())
                        .credentials(LimitedUser.CREDENTIALS)
                        .build();
                var lag = RedisStreamScaler.builder().server(server).stream("orders")
                        .consumerGroup("billing")
                        .metric(StreamMetric.LAG)
                        .build();
                var both = RedisStreamScaler.builder().server(server).stream("orders")
                        .consumerGroup("billing")
                        .build()) {
            assertWhole(reads.value(lag), 2);
            assertWhole(reads.value(both), 3);
        }
    }
}
