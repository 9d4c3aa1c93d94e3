package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What is measured of keys of one real server, what it refuses, and a restart. */
abstract class RedisServerContract extends RedisFixture {

    private long clientsOf(String name) {
        return admin.clientList()
                .lines()
                .filter(line -> line.contains("name=" + name))
                .count();
    }

    @Test
    void everyTypeIsFoundOutAndCounted() {
        admin.rpush("list", "a", "b");
        admin.sadd("set", "a", "b", "c");
        admin.zadd("zset", Map.of("a", 1.0, "b", 2.0, "c", 3.0, "d", 4.0));
        admin.hset("hash", Map.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5"));
        for (int turn = 0; turn < 2; turn++) {
            for (var each : Map.of("list", 2.0, "set", 3.0, "zset", 4.0, "hash", 5.0, "none", 0.0)
                    .entrySet()) {
                try (var scaler = length(each.getKey())) {
                    assertThat(reads.value(scaler).activationValue())
                            .as("%s in turn %d", each.getKey(), turn)
                            .isEqualTo(each.getValue());
                }
            }
        }
    }

    @Test
    void aKeyThatBecomesSomethingElseIsFoundOutAnew() {
        admin.sadd("work", "a", "b", "c");
        try (var scaler = length("work")) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
            admin.del("work");
            admin.rpush("work", "a");
            assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
            admin.del("work");
            assertThat(reads.value(scaler).activationValue()).isZero();
            admin.set("work", "not countable");
            assertThat(reads.of(scaler)).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                assertThat(failure.message()).contains("\"work\"", "of type string", node.address());
            });
        }
    }

    @Test
    void aDeclaredTypeHasToBeTrue() {
        admin.sadd("work", "a", "b");
        try (var right = RedisLengthScaler.builder()
                        .server(redis)
                        .key("work")
                        .keyType(KeyType.SET)
                        .build();
                var wrong = RedisLengthScaler.builder()
                        .server(redis)
                        .key("work")
                        .keyType(KeyType.HASH)
                        .build()) {
            assertThat(reads.value(right).activationValue()).isEqualTo(2);
            assertThat(reads.failure(wrong)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                assertThat(failure.message()).contains("WRONGTYPE", "\"work\"", "correct the key or its type");
            });
        }
    }

    @Test
    void aStreamCountsWhereItIsDeclared() {
        fillStream(3);
        try (var declared = RedisLengthScaler.builder()
                        .server(redis)
                        .key("orders")
                        .keyType(KeyType.STREAM)
                        .build();
                var not = length("orders")) {
            assertThat(reads.value(declared).activationValue()).isEqualTo(3);
            assertThat(reads.failure(not).message()).contains("of type stream");
        }
    }

    @Test
    void severalKeysAreAddedUpAndWhatIsInFlightCountsByItsWeight() {
        admin.rpush("a", "1", "2", "3");
        admin.sadd("b", "1", "2");
        admin.hset("unacked", Map.of("x", "1", "y", "2", "z", "3", "u", "4"));
        var sum = RedisLengthScaler.builder().server(redis).keys(List.of("a", "b"), Aggregate.SUM);
        var max = RedisLengthScaler.builder().server(redis).keys(List.of("a", "b"), Aggregate.MAX);
        try (var plain = sum.build();
                var largest = max.build();
                var working = sum.inFlight("unacked", 0.5).build()) {
            assertThat(reads.value(plain).activationValue()).isEqualTo(5);
            assertThat(reads.value(largest).activationValue()).isEqualTo(3);
            assertThat(reads.value(working)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(7);
                assertThat(value.details()).containsEntry("inFlight", 2.0).containsEntry("unknownKeys", 0.0);
            });
        }
    }

    @Test
    void whatIsKnownOfSeveralKeysIsALowerBound() {
        admin.rpush("a", "1", "2", "3");
        admin.set("b", "not countable");
        try (var scaler = RedisLengthScaler.builder()
                .server(redis)
                .keys(List.of("a", "b"), Aggregate.SUM)
                .build()) {
            assertThat(reads.value(scaler)).satisfies(value -> {
                assertThat(value.activationValue()).isEqualTo(3);
                assertThat(value.isLowerBound()).isTrue();
                assertThat(value.details()).containsEntry("unknownKeys", 1.0);
            });
        }
    }

    @Test
    void keysThatUseBytesOfAllKindsAreCounted() {
        String key = "{e}ü ö=\"'\n:*";
        admin.rpush(key, "a");
        try (var scaler = length(key)) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
        }
    }

    @Test
    void aDatabaseIsSelected() {
        admin.select(3);
        admin.rpush("mails", "a", "b");
        admin.select(0);
        try (var third = RedisServer.builder()
                        .address(node.address())
                        .database(3)
                        .build();
                var none = RedisServer.builder()
                        .address(node.address())
                        .database(4_000)
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(third).key("mails").build();
                var lost = RedisLengthScaler.builder().server(none).key("mails").build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(2);
            assertThat(reads.failure(lost)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                assertThat(failure.message()).contains("no such database");
            });
        }
    }

    @Test
    void aRestartIsNoticedByNothingButAFailureWhileItLasts() {
        admin.rpush("mails", "a", "b");
        try (var scaler = length("mails")) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(2);
            node.kill();
            assertThat(reads.failure(scaler).message()).contains(node.address());
            node.start();
            admin.close();
            admin = new Jedis("127.0.0.1", node.port());
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(reads.value(scaler).activationValue()).isEqualTo(2));
            node.kill();
            node.start();
            admin.close();
            admin = new Jedis("127.0.0.1", node.port());
            await("a connection that broke while idle is not held against the server")
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(reads.value(scaler).activationValue()).isEqualTo(2));
        }
    }

    /** The fixture looks for sockets and threads that are left. */
    @Test
    void aServerThatIsBuiltInPlaceClosesWithItsLastScaler() {
        admin.rpush("mails", "a");
        long before = clientsOf("scaler4j");
        var builder = RedisServer.builder().address(node.address());
        try (var length = RedisLengthScaler.builder()
                        .server(builder.build())
                        .key("mails")
                        .build();
                var stream = RedisStreamScaler.builder().server(builder.build()).stream("orders")
                        .consumerGroup("billing")
                        .build()) {
            assertThat(reads.value(length).activationValue()).isEqualTo(1);
            assertThat(reads.value(stream).activationValue()).isZero();
            assertThat(clientsOf("scaler4j")).isGreaterThan(before);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clientsOf("scaler4j")).isEqualTo(before));
    }

    @Test
    void aServerServesTheNextScalerAfterTheLastOneHasClosed() {
        admin.rpush("mails", "a");
        for (int i = 0; i < 2; i++) {
            try (var scaler = length("mails")) {
                assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(clientsOf("scaler4j")).isZero());
        }
        assertThat(redis.roundTrips()).as("of both").isEqualTo(2);
    }

    @Test
    void tenThousandListsTakeAFewRoundTrips() {
        try (var pipeline = admin.pipelined()) {
            for (int i = 0; i < 10_000; i++) {
                pipeline.rpush("list-" + i, "a");
            }
        }
        List<RedisLengthScaler> scalers =
                IntStream.range(0, 10_000).mapToObj(i -> length("list-" + i)).toList();
        long beforehand = redis.roundTrips();
        var request = new Polls().next(Duration.ofSeconds(30));
        var answers = scalers.stream()
                .map(scaler -> scaler.readAsync(request, Runnable::run).toCompletableFuture())
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(Reads.asValue(answer.join()).activationValue())
                        .isEqualTo(1));
        assertThat(redis.roundTrips() - beforehand).isBetween(10L, 20L);
        assertThat(clientsOf("scaler4j")).isBetween(1L, 4L);
        scalers.forEach(RedisLengthScaler::close);
    }
}
