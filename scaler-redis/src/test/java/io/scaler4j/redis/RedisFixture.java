package io.scaler4j.redis;

import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

/** One real server, emptied before each test, and a connection to it that leaves nothing. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RedisFixture {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Reads reads = new Reads();
    RedisNode node;
    Jedis admin;
    RedisServer redis;
    private Traces before;

    abstract RedisNode newNode(RedisOptions options);

    @BeforeAll
    void startServer() {
        node = ServerRequirement.start(() -> newNode(RedisOptions.defaults().persistent()));
        admin = new Jedis("127.0.0.1", node.port());
    }

    @AfterAll
    void closeServer() {
        if (node != null) {
            admin.close();
            node.close();
        }
    }

    @BeforeEach
    void openConnection() {
        admin.flushAll();
        before = Traces.now();
        redis = RedisServer.builder().address(node.address()).build();
    }

    @AfterEach
    void nothingIsLeft() {
        redis.close();
        before.assertNothingIsLeft();
    }

    RedisLengthScaler length(String key) {
        return RedisLengthScaler.builder().server(redis).key(key).build();
    }

    RedisStreamScalerBuilder stream() {
        return RedisStreamScaler.builder().server(redis).stream("orders").consumerGroup("billing");
    }

    void fillStream(int entries) {
        for (int i = 0; i < entries; i++) {
            admin.xadd("orders", StreamEntryID.NEW_ENTRY, Map.of("n", "" + i));
        }
    }

    void deliver(int entries) {
        admin.xreadGroup(
                "billing",
                "worker",
                XReadGroupParams.xReadGroupParams().count(entries),
                Map.of("orders", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    }
}
