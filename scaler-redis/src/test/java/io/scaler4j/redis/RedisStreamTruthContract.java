package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;

/** What a server counts wrong, or keeps permanently, measured as it is. */
abstract class RedisStreamTruthContract extends StreamTruthFixture {

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

    private void acknowledgeAndDeleteOne() {
        admin.xpending("orders", "billing", XPendingParams.xPendingParams("-", "+", 1))
                .forEach(entry -> {
                    admin.xack("orders", "billing", entry.getID());
                    admin.xdel("orders", entry.getID());
                });
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
