package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.StreamEntryID;

/** What is measured of streams of one real server. */
abstract class RedisStreamContract extends RedisFixture {

    @Test
    void aStreamIsMeasuredInEachWay() {
        fillStream(10);
        admin.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), false);
        deliver(4);
        for (var each : Map.of(
                        StreamMetric.LENGTH, 10.0,
                        StreamMetric.LAG, 6.0,
                        StreamMetric.PENDING, 4.0,
                        StreamMetric.LAG_AND_PENDING, 10.0)
                .entrySet()) {
            try (var scaler = stream().metric(each.getKey()).build()) {
                assertThat(reads.value(scaler).activationValue())
                        .as("%s", each.getKey())
                        .isEqualTo(each.getValue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachWayNeedsThePermissionsThatItNamesAndNoMore(StreamMetric metric) {
        fillStream(3);
        admin.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), false);
        deliver(2);
        admin.xgroupSetID("orders", "billing", lastDelivered()); // the server does not know the lag any more
        List<String> needed = Stream.of(new StreamQuery(Key.of("orders"), "billing", metric, 1_000, 0)
                        .permissions()
                        .split(" "))
                .filter(permission -> !permission.equals("+info")) // of use only
                .toList();

        LimitedUser.allow(List.of(admin), needed);
        assertThat(readAsLimitedUser(metric)).isInstanceOf(Reading.Value.class);
        for (String missing : needed) {
            LimitedUser.allow(
                    List.of(admin),
                    needed.stream().filter(each -> !each.equals(missing)).toList());
            assertThat(readAsLimitedUser(metric))
                    .as("without %s", missing)
                    .isInstanceOfSatisfying(
                            Reading.Failure.class, failure -> LimitedUser.assertDenied(failure, missing));
        }
    }

    private StreamEntryID lastDelivered() {
        return admin.xinfoGroups("orders").get(0).getLastDeliveredId();
    }

    private Reading readAsLimitedUser(StreamMetric metric) {
        try (var server = RedisServer.builder()
                        .address(node.address())
                        .credentials(LimitedUser.CREDENTIALS)
                        .build();
                var scaler = RedisStreamScaler.builder().server(server).stream("orders")
                        .consumerGroup("billing")
                        .metric(metric)
                        .build()) {
            return reads.of(scaler);
        }
    }

    @Test
    void workInProgressKeepsReplicasAndAcknowledgedWorkDoesNot() {
        fillStream(2);
        admin.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), false);
        deliver(2);
        try (var scaler = stream().build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(2);
            admin.xtrim("orders", 0, false);
            admin.xgroupDestroy("orders", "billing");
            admin.xgroupCreate("orders", "billing", StreamEntryID.XGROUP_LAST_ENTRY, false);
            assertThat(reads.value(scaler).activationValue()).isZero();
        }
    }

    @Test
    void aStreamOrAGroupThatIsNotThereIsNoFailureWhereEntriesCount() {
        try (var both = stream().build();
                var length = stream().metric(StreamMetric.LENGTH).build()) {
            assertThat(reads.value(both).activationValue()).isZero();
            assertThat(reads.value(length).activationValue()).isZero();
            fillStream(3);
            assertThat(reads.value(both).activationValue()).isEqualTo(3);
        }
    }

    /** As for KEDA. Nobody knows what a group that is not there works on; so a target at work is held. */
    @Test
    void whatIsPendingOfAGroupThatIsNotThereIsAFailure() {
        try (var pending = stream().metric(StreamMetric.PENDING).build()) {
            assertThatNoGroupIsTold(reads.failure(pending));
            fillStream(3);
            assertThatNoGroupIsTold(reads.failure(pending));
            admin.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), false);
            assertThat(reads.value(pending).activationValue()).isZero();
        }
    }

    private static void assertThatNoGroupIsTold(Reading.Failure failure) {
        assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
        assertThat(failure.message()).contains("NOGROUP", "group \"billing\" on stream \"orders\"", "lagCount");
    }

    @Test
    void aLagThatTheServerDoesNotKnowIsCountedUpToALimitAndIsNeverZero() {
        fillStream(10);
        StreamEntryID third =
                admin.xrange("orders", (StreamEntryID) null, null).get(2).getID();
        admin.xgroupCreate("orders", "billing", third, false);
        try (var counted = stream().metric(StreamMetric.LAG).build();
                var limited =
                        stream().metric(StreamMetric.LAG).countUnknownLagUpTo(5).build();
                var refused =
                        stream().metric(StreamMetric.LAG).countUnknownLagUpTo(0).build()) {
            assertThat(reads.value(counted)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(7);
                assertThat(value.isLowerBound()).isFalse();
            });
            assertThat(reads.value(limited)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(5);
                assertThat(value.isLowerBound()).isTrue();
            });
            assertThat(reads.failure(refused).message()).contains("does not know", "\"billing\"", "allow a count");
        }
    }

    @Test
    void pendingEntriesThatNobodyTouchesAreLeftOutOnDemand() {
        fillStream(5);
        admin.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), false);
        deliver(3);
        try (var scaler = stream().ignorePendingIdleFor(Duration.ofMillis(1)).build();
                var patient = stream().ignorePendingIdleFor(Duration.ofHours(1)).build()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(reads.value(scaler)).satisfies(value -> {
                        assertThat(value.activationValue()).isEqualTo(2);
                        assertThat(value.details())
                                .containsEntry("idlePending", 3.0)
                                .containsEntry("pending", 3.0);
                    }));
            assertThat(reads.value(patient).activationValue()).isEqualTo(5);
        }
    }

    @Test
    void aKeyThatIsNoStreamIsAFailure() {
        admin.rpush("orders", "a");
        try (var scaler = stream().build()) {
            assertThat(reads.failure(scaler).kind()).isEqualTo(MISCONFIGURED);
        }
    }
}
