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
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Three primaries on real servers, introduced to each other. */
final class TestCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RedisNode> nodes = new ArrayList<>();
    private final List<Jedis> admins = new ArrayList<>();

    static TestCluster start() {
        var cluster = new TestCluster();
        try {
            cluster.startNodes();
            return cluster;
        } catch (Throwable failed) {
            cluster.close();
            throw failed;
        }
    }

    private void startNodes() {
        for (int i = 0; i < 3; i++) {
            RedisNode node = ServerRequirement.start(() -> RedisNode.process(RedisOptions.defaults()
                    .persistent()
                    .with("cluster-enabled yes")
                    .with("cluster-node-timeout 2000")
                    .with("cluster-require-full-coverage no")));
            nodes.add(node);
            admins.add(new Jedis("127.0.0.1", node.port()));
        }
        for (int i = 0; i < 3; i++) {
            run(i, "SET-CONFIG-EPOCH", "" + (i + 1));
            run(i, "ADDSLOTSRANGE", "" + SLOTS * i / 3, "" + (SLOTS * (i + 1) / 3 - 1));
        }
        run(0, "MEET", "127.0.0.1", "" + nodes.get(1).port());
        run(0, "MEET", "127.0.0.1", "" + nodes.get(2).port());
        await().atMost(LIMIT)
                .untilAsserted(() -> admins.forEach(admin -> {
                    assertThat(admin.clusterInfo()).contains("cluster_state:ok");
                    assertThat(admin.clusterNodes().lines().filter(line -> line.contains(" connected ")))
                            .hasSize(3);
                }));
    }

    private void run(int node, String... words) {
        admins.get(node).sendCommand(Protocol.Command.CLUSTER, words);
    }

    String[] addresses() {
        return nodes.stream().map(RedisNode::address).toArray(String[]::new);
    }

    RedisNode node(int index) {
        return nodes.get(index);
    }

    Jedis admin(int index) {
        return admins.get(index);
    }

    /** After a restart. */
    void reconnect(int index) {
        admins.get(index).close();
        admins.set(index, new Jedis("127.0.0.1", nodes.get(index).port()));
        admins.get(index).connect();
    }

    int ownerOf(String key) {
        return JedisClusterCRC16.getSlot(key) * 3 / SLOTS;
    }

    private String id(int index) {
        return admins.get(index).clusterMyId();
    }

    /** Lets a slot be on its way: new keys are made at the target, old ones are where they were. */
    void beginMoving(String key, int from, int to) {
        String slot = "" + JedisClusterCRC16.getSlot(key);
        run(to, "SETSLOT", slot, "IMPORTING", id(from));
        run(from, "SETSLOT", slot, "MIGRATING", id(to));
    }

    void moveKey(String key, int from, int to) {
        assertThat(admins.get(from).migrate("127.0.0.1", nodes.get(to).port(), key, 0, 5_000))
                .isEqualTo("OK");
    }

    void endMoving(String key, int from, int to) {
        String slot = "" + JedisClusterCRC16.getSlot(key);
        run(to, "SETSLOT", slot, "NODE", id(to));
        run(from, "SETSLOT", slot, "NODE", id(to));
    }

    @Override
    public void close() {
        admins.forEach(Jedis::close);
        nodes.forEach(RedisNode::close);
    }
}
