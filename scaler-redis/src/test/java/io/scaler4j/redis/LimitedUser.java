package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/**
 * A user of real servers' access lists, which may run what the page of the package names, or all of that but one; and
 * keys of all kinds that it reads.
 */
final class LimitedUser {

    static final RedisCredentials CREDENTIALS = RedisCredentials.of("limited", "correct-horse-battery");

    private static final List<String> READING =
            List.of("+llen", "+scard", "+zcard", "+hlen", "+type", "+xinfo|groups", "+xlen", "+xrange", "+xpending");

    private final Reads reads = new Reads();
    private final List<Jedis> servers;
    private final List<String> permissions = new ArrayList<>(READING);

    /**
     * Not allowed anything yet.
     *
     * @param servers where it is known
     * @param further what it needs there, beside what it takes to read all kinds of keys
     */
    LimitedUser(List<Jedis> servers, String... further) {
        this.servers = servers;
        permissions.addAll(List.of(further));
    }

    /**
     * Empty keys become a list of one, a set of two, a sorted set of three, a hash of four, a stream with one to do.
     */
    static void fill(Function<String, Jedis> serverOf) {
        serverOf.apply("list").rpush("list", "a");
        serverOf.apply("set").sadd("set", "a", "b");
        serverOf.apply("zset").zadd("zset", Map.of("a", 1.0, "b", 2.0, "c", 3.0));
        serverOf.apply("hash").hset("hash", Map.of("a", "1", "b", "2", "c", "3", "d", "4"));
        Jedis last = serverOf.apply("stream");
        for (int i = 0; i < 3; i++) {
            last.xadd("stream", StreamEntryID.NEW_ENTRY, Map.of("n", "" + i));
        }
        StreamEntryID second =
                last.xrange("stream", (StreamEntryID) null, null).get(1).getID();
        last.xgroupCreate("stream", "g", second, false); // the server does not know the lag: entries are counted
    }

    /** With each of the permissions all is read. */
    void assertNeedsNoMore(Supplier<RedisServer> connection) {
        allow(servers, permissions);
        assertThat(readAll(connection)).allSatisfy(LimitedUser::assertRight);
    }

    /** Without any one of the permissions something is denied, which names it; all else is right. */
    void assertNeedsEach(Supplier<RedisServer> connection) {
        for (String missing : permissions) {
            allow(
                    servers,
                    permissions.stream().filter(each -> !each.equals(missing)).toList());
            Map<String, Reading> readings = readAll(connection);
            assertThat(readings.values()).as("without %s", missing).hasAtLeastOneElementOfType(Reading.Failure.class);
            assertThat(readings).as("without %s", missing).allSatisfy((key, reading) -> {
                if (reading instanceof Reading.Failure failure) {
                    assertDenied(failure, missing);
                } else {
                    assertRight(key, reading);
                }
            });
        }
    }

    /** The sentence names the permission, and nothing tells the password. */
    static void assertDenied(Reading.Failure failure, String missing) {
        assertThat(failure.kind()).as("%s", failure).isEqualTo(DENIED);
        assertThat(failure.message()).contains("NOPERM", "let ", missing);
        assertThat(Reads.printed(failure)).doesNotContain(CREDENTIALS.password());
    }

    static void allow(List<Jedis> servers, List<String> permissions) {
        List<String> rules = new ArrayList<>(List.of("reset", "on", ">" + CREDENTIALS.password(), "~*"));
        rules.addAll(permissions);
        servers.forEach(server -> server.aclSetUser(CREDENTIALS.user().orElseThrow(), rules.toArray(String[]::new)));
    }

    private static void assertRight(String key, Reading reading) {
        double right = Map.of("list", 1.0, "set", 2.0, "zset", 3.0, "hash", 4.0, "stream", 1.0)
                .get(key);
        assertThat(Reads.asValue(reading).activationValue()).as(key).isEqualTo(right);
    }

    private Map<String, Reading> readAll(Supplier<RedisServer> connection) {
        Map<String, Reading> readings = new TreeMap<>();
        try (var server = connection.get();
                var stream = RedisStreamScaler.builder().server(server).stream("stream")
                        .consumerGroup("g")
                        .ignorePendingIdleFor(Duration.ofHours(1))
                        .build()) {
            for (String key : List.of("list", "set", "zset", "hash")) {
                try (var length =
                        RedisLengthScaler.builder().server(server).key(key).build()) {
                    readings.put(key, reads.of(length));
                }
            }
            readings.put("stream", reads.of(stream));
        }
        return readings;
    }
}
