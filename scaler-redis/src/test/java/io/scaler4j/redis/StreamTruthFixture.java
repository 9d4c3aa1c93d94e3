package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;

/** A stream on a real server that is filled, read and trimmed as a test says. */
abstract class StreamTruthFixture extends RedisFixture {

    void add(int from, int to) {
        try (var pipeline = admin.pipelined()) {
            for (int i = from; i <= to; i++) {
                pipeline.xadd("orders", XAddParams.xAddParams().id(new StreamEntryID(i, 0)), Map.of("a", "b"));
            }
        }
    }

    void group() {
        admin.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), true);
    }

    void deliver(String consumer, int entries) {
        admin.xreadGroup(
                "billing",
                consumer,
                XReadGroupParams.xReadGroupParams().count(entries),
                Map.of("orders", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    }

    void assertWhole(StreamMetric metric, double right) {
        try (var scaler = stream().metric(metric).build()) {
            assertWhole(reads.value(scaler), right);
        }
    }

    static void assertWhole(Reading.Value value, double right) {
        assertThat(value.activationValue()).isEqualTo(right);
        assertThat(value.isLowerBound()).isFalse();
    }
}
