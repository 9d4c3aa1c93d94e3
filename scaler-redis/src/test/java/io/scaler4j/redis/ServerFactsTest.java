package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from a server's {@code INFO} for its counters, also where a server leaves lines out. */
class ServerFactsTest {

    private static final long START = 1_767_600_000_000L;
    private static final String NO_REPLICATION = "master_replid2:" + "0".repeat(40);

    private static ServerFacts facts(String... lines) {
        return ServerFacts.of("# Server\r\n" + String.join("\r\n", lines) + "\r\n");
    }

    private static StreamState whole(long firstMillis) {
        return new StreamState(
                1,
                OptionalLong.of(1),
                Optional.of(StreamId.ZERO),
                Optional.of(new StreamId(firstMillis, 0)),
                Optional.of(new StreamId(firstMillis, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "7, false",
        "7.0, false",
        "7.0.0, false",
        "7.4.100, false",
        "8.1.99, false",
        "8.2, true",
        "8.2.0-rc1, true",
        "8.10.1, true",
        "8.200.0, true",
        "9, true",
        "10.0.1, true",
        "255.255.255, true"
    })
    void aRedisCountsRightFromItsVersion82(String version, boolean exact) {
        assertThat(facts("redis_version:" + version).lagIsExact()).isEqualTo(exact);
    }

    /** It tells a Redis version, too, which says nothing about its own counters. */
    @ParameterizedTest
    @CsvSource({"8.1.0, false", "9.0.9, false", "9.1, true", "9.1.2, true", "10.0.0, true"})
    void aValkeyCountsRightFromItsVersion91(String version, boolean exact) {
        assertThat(facts("redis_version:8.4.0", "valkey_version:" + version).lagIsExact())
                .isEqualTo(exact);
        assertThat(facts("redis_version:7.2.4", "valkey_version:" + version).lagIsExact())
                .isEqualTo(exact);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.14", "6.99", "5", "0.0.0"})
    void aServerBeforeSevenIsRefusedWithItsVersion(String version) {
        assertThatExceptionOfType(UnsuitableServerException.class)
                .isThrownBy(() -> facts("redis_version:" + version))
                .withMessageContaining("its version is " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unstable", "v8.2", "8,2", "-8", "80000"})
    void aVersionThatIsNoNumberIsRefusedAndQuoted(String version) {
        assertThatExceptionOfType(UnsuitableServerException.class)
                .isThrownBy(() -> facts("redis_version:" + version))
                .withMessageContaining("\"" + version + "\" is no number");
    }

    @Test
    void aServerThatTellsNoVersionIsRefused() {
        for (String line : new String[] {"os:Linux", "redis_version:", "redis_version: "}) {
            assertThatExceptionOfType(UnsuitableServerException.class)
                    .isThrownBy(() -> facts(line))
                    .withMessageContaining("does not tell its version");
        }
    }

    @ParameterizedTest
    @CsvSource({"\\n", "\\r\\n"})
    void linesMayEndInEitherWay(String end) {
        String info = String.join(
                        "|",
                        "redis_version:8.2.3",
                        "role:master",
                        NO_REPLICATION,
                        "aof_enabled:0",
                        "rdb_last_load_keys_loaded:0",
                        "")
                .replace("|", end.equals("\\n") ? "\n" : "\r\n");

        assertThat(ServerFacts.of(info)).isEqualTo(new ServerFacts(true, true, true, Long.MAX_VALUE));
    }

    @Test
    void whatAServerLeavesOutIsNotTakenForGranted() {
        assertThat(facts("redis_version:7.0.0")).isEqualTo(new ServerFacts(false, false, false, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"role:slave", "role:sentinel", "master_replid2:00a0"})
    void aServerThatIsOrWasAReplicaIsKnownAsOne(String line) {
        String role = line.startsWith("role") ? line : "role:master";
        String other = line.startsWith("role") ? NO_REPLICATION : line;

        assertThat(facts("redis_version:7.0.0", role, other).wasNeverReplica()).isFalse();
        assertThat(facts("redis_version:7.0.0", "role:master", NO_REPLICATION).wasNeverReplica())
                .isTrue();
    }

    @Test
    void theStartIsTheServersTimeLessItsUptime() {
        assertThat(facts("redis_version:7.0.0", "server_time_usec:1767600060000999", "uptime_in_seconds:60")
                        .startMillis())
                .isEqualTo(START);
    }

    @ParameterizedTest
    @CsvSource({
        "server_time_usec:1767600060000999, uptime_in_seconds:-1",
        "server_time_usec:1767600060000999, uptime_in_days:60",
        "server_time_usec:soon, uptime_in_seconds:60",
        "server_time_usec:9999999999999999999, uptime_in_seconds:60",
        "server_time_usec:1767600060000999, uptime_in_seconds:9999999999"
    })
    void aStartThatIsNotToldIsLaterThanAnyEntry(String time, String uptime) {
        assertThat(facts("redis_version:7.0.0", time, uptime).startMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aServerHasCountedAllOfAStreamThatBeganInItsLife() {
        var filled = new ServerFacts(false, true, false, START);

        assertThat(filled.hasCountedAll(whole(START))).isTrue();
        assertThat(filled.hasCountedAll(whole(START + 1))).isTrue();
        assertThat(filled.hasCountedAll(whole(START - 1))).isFalse();
        assertThat(new ServerFacts(false, true, true, Long.MAX_VALUE).hasCountedAll(whole(1)))
                .as("began without data")
                .isTrue();
        assertThat(new ServerFacts(false, false, true, START).hasCountedAll(whole(START)))
                .as("was a replica")
                .isFalse();
        assertThat(ServerFacts.UNKNOWN.hasCountedAll(whole(START))).isFalse();
    }

    @Test
    void ofAnEmptyStreamItCannotBeSaidWhenItBegan() {
        var empty =
                new StreamState(0, OptionalLong.of(0), Optional.of(StreamId.ZERO), Optional.empty(), Optional.empty());

        assertThat(new ServerFacts(false, true, false, START).hasCountedAll(empty))
                .isFalse();
    }
}
