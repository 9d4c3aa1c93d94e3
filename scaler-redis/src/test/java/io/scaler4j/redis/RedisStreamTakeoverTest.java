package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

/**
 * A real replica that takes over, and a real server that replays its file: neither may know how far a group has read.
 */
class RedisStreamTakeoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Reads reads = new Reads();

    @Test
    void theLagAfterAReplicaHasTakenOverIsWhatWaits() {
        try (var primary = ServerRequirement.start(() -> RedisNode.process(RedisOptions.defaults()));
                var replica = RedisNode.process(RedisOptions.defaults().with("replicaof 127.0.0.1 " + primary.port()));
                var atPrimary = new Jedis("127.0.0.1", primary.port());
                var atReplica = new Jedis("127.0.0.1", replica.port())) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(atReplica.info("replication")).contains("master_link_status:up"));
            fill(atPrimary);
            readFour(atPrimary);
            assertThat(atPrimary.waitReplicas(1, PATIENCE.toMillis())).isEqualTo(1);
            primary.kill();
            atReplica.replicaofNoOne();

            assertLag(replica, 1);
            readFour(atReplica);
            assertLag(replica, 0);
        }
    }

    @Test
    void theLagAfterARestartIsWhatWaits() {
        try (var node = ServerRequirement.start(
                        () -> RedisNode.process(RedisOptions.defaults().persistent()));
                var scaler = scaler(node)) {
            try (var admin = new Jedis("127.0.0.1", node.port())) {
                fill(admin);
                admin.bgrewriteaof();
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(admin.info("persistence")).contains("aof_rewrite_in_progress:0"));
                readFour(admin);
            }
            assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
            node.kill();
            node.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(reads.value(scaler).activationValue()).isEqualTo(1));
        }
    }

    /** The group begins with the number of entries that it was given, as after a rewrite or a transfer of all data. */
    private static void fill(Jedis admin) {
        for (int i = 1; i <= 5; i++) {
            admin.xadd("orders", new StreamEntryID(i, 0), Map.of("a", "b"));
        }
        admin.sendCommand(Protocol.Command.XGROUP, "CREATE", "orders", "billing", "0", "ENTRIESREAD", "0");
    }

    private static void readFour(Jedis admin) {
        admin.xreadGroup(
                "billing",
                "worker",
                XReadGroupParams.xReadGroupParams().count(4),
                Map.of("orders", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    }

    private static RedisStreamScaler scaler(RedisNode node) {
        return RedisStreamScaler.builder().address(node.address()).stream("orders")
                .consumerGroup("billing")
                .metric(StreamMetric.LAG)
                .build();
    }

    private void assertLag(RedisNode node, double right) {
        try (var scaler = scaler(node)) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(right);
                assertThat(value.isLowerBound()).isFalse();
            });
        }
    }
}
