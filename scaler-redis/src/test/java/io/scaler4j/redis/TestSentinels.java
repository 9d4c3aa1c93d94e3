package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;

/** A primary, its replica, and three sentinels, all real. */
final class TestSentinels implements AutoCloseable {

    static final String PRIMARY = "mymaster";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RedisNode> servers = new ArrayList<>();
    private final List<RedisNode> sentinels = new ArrayList<>();

    static TestSentinels start() {
        var all = new TestSentinels();
        try {
            all.startAll();
            return all;
        } catch (Throwable failed) {
            all.close();
            throw failed;
        }
    }

    private void startAll() {
        RedisOptions options = RedisOptions.defaults().persistent();
        servers.add(ServerRequirement.start(() -> RedisNode.process(options)));
        int first = servers.get(0).port();
        servers.add(RedisNode.process(options.with("replicaof 127.0.0.1 " + first)));
        for (int i = 0; i < 3; i++) {
            sentinels.add(RedisNode.process(RedisOptions.sentinelOf(PRIMARY, first, 2)));
        }
    }

    /** Until the sentinels know each other and the replica is up to date, so that a failover can succeed. */
    void awaitReadiness() {
        await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
            for (RedisNode sentinel : sentinels) {
                try (var admin = new Jedis("127.0.0.1", sentinel.port())) {
                    var state = admin.sentinelMaster(PRIMARY);
                    assertThat(state)
                            .containsEntry("num-slaves", "1")
                            .containsEntry("num-other-sentinels", "2")
                            .containsEntry("flags", "master");
                    assertThat(admin.sentinelReplicas(PRIMARY))
                            .filteredOn(replica -> "ok".equals(replica.get("master-link-status")))
                            .hasSize(1);
                }
            }
        });
    }

    /** What all the sentinels take for the primary, once they agree. */
    RedisNode primary() {
        var ports = new ArrayList<String>();
        await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
            ports.clear();
            for (RedisNode sentinel : sentinels) {
                try (var admin = new Jedis("127.0.0.1", sentinel.port())) {
                    ports.add(admin.sentinelGetMasterAddrByName(PRIMARY).get(1));
                }
            }
            assertThat(ports.stream().distinct()).hasSize(1);
        });
        return servers.stream()
                .filter(server -> ("" + server.port()).equals(ports.get(0)))
                .findFirst()
                .orElseThrow();
    }

    RedisNode server(int index) {
        return servers.get(index);
    }

    String[] addresses() {
        return sentinels.stream().map(RedisNode::address).toArray(String[]::new);
    }

    RedisNode sentinel(int index) {
        return sentinels.get(index);
    }

    @Override
    public void close() {
        sentinels.forEach(RedisNode::close);
        servers.forEach(RedisNode::close);
    }
}
