package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

/** Three real primaries: keys everywhere, slots on the move, and a node that goes and comes. */
class RedisClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static TestCluster cluster;

    private final Reads reads = new Reads();
    private Traces before;
    private RedisServer redis;

    @BeforeAll
    static void startCluster() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void closeCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void openConnection() {
        before = Traces.now();
        redis = RedisServer.builder().cluster(cluster.addresses()[0]).build();
    }

    @AfterEach
    void nothingIsLeft() {
        redis.close();
        before.assertNothingIsLeft();
    }

    private RedisLengthScaler length(String key) {
        return RedisLengthScaler.builder().server(redis).key(key).build();
    }

    private static String keyOf(int owner, String prefix) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> prefix + i)
                .filter(key -> cluster.ownerOf(key) == owner)
                .findFirst()
                .orElseThrow();
    }

    private static void push(String key, int elements) {
        for (int i = 0; i < elements; i++) {
            cluster.admin(cluster.ownerOf(key)).rpush(key, "x");
        }
    }

    @Test
    void keysOfAllNodesAreCountedInOneRound() throws Exception {
        List<RedisLengthScaler> scalers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            push("many-" + i, i % 5);
            scalers.add(length("many-" + i));
        }
        var request = new Polls().next(Duration.ofSeconds(20));
        List<Reading> readings = new ArrayList<>();
        for (Scaler scaler : scalers) {
            readings.add(scaler.readAsync(request, Runnable::run)
                    .toCompletableFuture()
                    .get());
        }
        for (int i = 0; i < 300; i++) {
            assertThat(Reads.asValue(readings.get(i)).activationValue())
                    .as("many-%d", i)
                    .isEqualTo(i % 5);
        }
        scalers.forEach(RedisLengthScaler::close);
    }

    @Test
    void keysOfOneScalerMayBeOnDifferentNodes() {
        List<String> keys = List.of(keyOf(0, "s"), keyOf(1, "s"), keyOf(2, "s"));
        keys.forEach(key -> push(key, 2));
        try (var scaler = RedisLengthScaler.builder()
                .server(redis)
                .keys(keys, Aggregate.SUM)
                .build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(6);
        }
    }

    @Test
    void aStreamIsMeasuredWhereItIs() {
        String key = keyOf(2, "stream");
        var owner = cluster.admin(2);
        owner.xadd(key, StreamEntryID.NEW_ENTRY, Map.of("a", "b"));
        owner.xgroupCreate(key, "g", new StreamEntryID(0, 0), false);
        try (var scaler = RedisStreamScaler.builder().server(redis).stream(key)
                .consumerGroup("g")
                .build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
        }
    }

    @Test
    void aSlotThatMovesIsFollowedAllTheWay() {
        String key = "{moving}goes";
        int from = cluster.ownerOf(key);
        int to = (from + 1) % 3;
        push(key, 4);
        push("{moving}stays", 2);
        try (var scaler = length(key);
                var other = length("{moving}stays");
                var missing = length("{moving}never")) {
            Runnable allAreRight = () -> {
                assertThat(reads.value(scaler).activationValue()).isEqualTo(4);
                assertThat(reads.value(other).activationValue()).isEqualTo(2);
                assertThat(reads.value(missing).activationValue()).isZero();
            };
            allAreRight.run();
            cluster.beginMoving(key, from, to);
            allAreRight.run();
            cluster.moveKey(key, from, to);
            allAreRight.run();
            cluster.moveKey("{moving}stays", from, to);
            cluster.endMoving(key, from, to);
            allAreRight.run();
            allAreRight.run();
        }
    }

    @Test
    void aNodeThatIsGoneFailsItsOwnKeysOnly() {
        String gone = keyOf(1, "n");
        String there = keyOf(0, "n");
        push(gone, 3);
        push(there, 2);
        try (var first = length(gone);
                var second = length(there);
                var both = RedisLengthScaler.builder()
                        .server(redis)
                        .keys(List.of(gone, there), Aggregate.SUM)
                        .build()) {
            assertThat(reads.value(both).activationValue()).isEqualTo(5);
            cluster.node(1).kill();
            assertThat(reads.of(first)).isInstanceOf(Reading.Failure.class);
            assertThat(reads.value(second).activationValue()).isEqualTo(2);
            assertThat(reads.value(both)).satisfies(value -> {
                assertThat(value.isLowerBound()).isTrue();
                assertThat(value.activationValue()).isEqualTo(2);
            });
            cluster.node(1).start();
            cluster.reconnect(1);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(reads.value(first).activationValue()).isEqualTo(3));
        }
    }

    @Test
    void aClusterThatIsNotThereIsAFailure() {
        try (var nowhere = RedisServer.builder().cluster("127.0.0.1:1").build();
                var scaler =
                        RedisLengthScaler.builder().server(nowhere).key("k").build()) {
            assertThat(reads.failure(scaler).message()).contains("Redis cluster at 127.0.0.1:1");
        }
    }

    @Test
    void aUserNeedsThePermissionsThatAreDocumentedAndNoMoreAlsoWhileAKeyMoves() {
        LimitedUser.fill(key -> cluster.admin(cluster.ownerOf(key)));
        int from = cluster.ownerOf("list");
        int to = (from + 1) % 3;
        cluster.beginMoving("list", from, to);
        cluster.moveKey("list", from, to);
        var user = new LimitedUser(
                List.of(cluster.admin(0), cluster.admin(1), cluster.admin(2)), "+cluster|slots", "+asking");

        user.assertNeedsNoMore(() -> as(LimitedUser.CREDENTIALS));
        user.assertNeedsEach(() -> as(LimitedUser.CREDENTIALS));
        cluster.endMoving("list", from, to);
    }

    @Test
    void aWrongPasswordIsDenied() {
        try (var server = as(RedisCredentials.of("nobody", "battery-staple"));
                var scaler = RedisLengthScaler.builder().server(server).key("k").build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.DENIED);
                assertThat(failure.message()).contains("Redis cluster at", "WRONGPASS", "check user and password");
                assertThat(Reads.printed(failure)).doesNotContain("battery-staple");
            });
        }
    }

    private static RedisServer as(RedisCredentials credentials) {
        return RedisServer.builder()
                .cluster(cluster.addresses()[0])
                .credentials(credentials)
                .build();
    }

    @Test
    void announcedAddressesMayBeMapped() {
        String key = keyOf(2, "mapped");
        push(key, 1);
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        try (var mapped = RedisServer.builder()
                        .cluster(cluster.addresses()[0])
                        .addressMapping(address -> {
                            asked.add(address);
                            return address.replace("127.0.0.1", "localhost");
                        })
                        .build();
                var scaler = RedisLengthScaler.builder().server(mapped).key(key).build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
            assertThat(asked).contains(cluster.node(2).address());
        }
    }
}
