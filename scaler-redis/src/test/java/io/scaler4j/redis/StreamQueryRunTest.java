package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What no server of today answers: older ones, proxies, and half of an answer. */
class StreamQueryRunTest {

    private static final StreamQuery LAG = new StreamQuery(Key.of("orders"), "billing", StreamMetric.LAG, 100, 0);

    private static final Reply DENIED =
            new Reply(new JedisDataException("NOPERM this user has no permissions to run this command"));

    private final ServerMemory memory = new ServerMemory(false);

    private static Reply group(Object... lagIfAny) {
        var fields = new ArrayList<Object>(List.of(
                bytes("name"), bytes("billing"), bytes("pending"), 4L, bytes("last-delivered-id"), bytes("7-1")));
        if (lagIfAny.length > 0) {
            fields.add(bytes("lag"));
            fields.add(lagIfAny[0]);
        }
        return new Reply(List.of(fields));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Reply server(String version) {
        return new Reply(bytes("# Server\r\nredis_version:" + version + "\r\nos:Linux\r\n"));
    }

    private StreamCounts answer(Reply... replies) {
        StreamQueryRun run = LAG.begin(memory);
        assertThat(asked(run)).hasSameSizeAs(replies);
        run.take(Arrays.asList(replies), 0);
        assertThat(run.isDone()).isTrue();
        return run.answer();
    }

    private static List<Command> asked(StreamQueryRun run) {
        List<Command> commands = new ArrayList<>();
        run.ask(commands);
        return commands;
    }

    /** Ten entries, from 1-0 to 10-0. */
    private static Reply state(long everAdded) {
        return new Reply(List.of(
                bytes("length"), 10L,
                bytes("entries-added"), everAdded,
                bytes("max-deleted-entry-id"), bytes("0-0"),
                bytes("first-entry"), List.of(bytes("1-0"), List.of()),
                bytes("last-entry"), List.of(bytes("10-0"), List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.14", "", "v7.0", "x"})
    void aServerThatCannotTellTheLagIsRefused(String version) {
        assertThatExceptionOfType(UnsuitableServerException.class)
                .isThrownBy(() -> answer(server(version), group(3L), new Reply(9L), DENIED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.2.3", "8.10.0", "9.0", "7.2.4\r\nserver_name:valkey\r\nvalkey_version:9.1.2"})
    void aServerWhoseCounterIsRightIsAskedForItAloneFromThenOn(String version) {
        assertThat(answer(server(version), group(3L), new Reply(9L), state(10)).lag())
                .hasValue(3);
        assertThat(answer(group(3L), new Reply(9L)).lag()).hasValue(3);
        assertThat(answer(group(30L), new Reply(9L)).lag())
                .as("never more than there is")
                .hasValue(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.0.15", "8.1.9", "7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0"})
    void aServerWhoseCounterMayBeWrongIsAskedForTheStreamToo(String version) {
        StreamQueryRun run = LAG.begin(memory);
        run.take(List.of(server(version), group(3L), new Reply(10L), state(20)), 0);
        assertThat(asked(run))
                .containsExactly(Command.of(Protocol.Command.XRANGE, Key.of("orders"), "(7-1", "+", "COUNT", "100"));
        run.take(List.of(new Reply(List.of(List.of(), List.of()))), 0);
        assertThat(run.answer().lag()).hasValue(2);
        assertThat(asked(LAG.begin(memory))).hasSize(3);
    }

    /** Otherwise what it knows of the group may be older than its memory. */
    @Test
    void aCounterOfTheServersOwnLifeIsBelievedWhileNothingWasTaken() {
        String alwaysPrimary = "7.0.15\r\nrole:master\r\nmaster_replid2:" + "0".repeat(40);
        String empty = "\r\naof_enabled:0\r\nrdb_last_load_keys_loaded:0";
        assertThat(answer(server(alwaysPrimary + empty), group(3L), new Reply(10L), state(10))
                        .lag())
                .hasValue(3);
        memory.forgetServers();
        for (String other : List.of(
                alwaysPrimary + empty.replace("enabled:0", "enabled:1"),
                alwaysPrimary + empty.replace("loaded:0", "loaded:1"),
                alwaysPrimary.replace("master\r", "slave\r") + empty,
                alwaysPrimary.replace("0000", "00a0") + empty)) {
            StreamQueryRun run = LAG.begin(memory);
            run.take(List.of(server(other), group(3L), new Reply(10L), state(10)), 0);
            assertThat(run.isDone()).as(other).isFalse();
            memory.forgetServers();
        }
    }

    @Test
    void whoMayNotAskForTheVersionFindsOutByTheAnswer() {
        StreamQueryRun run = LAG.begin(memory);
        run.take(List.of(DENIED, group(3L), new Reply(10L), state(20)), 0);
        assertThat(run.isDone()).as("the counter is not believed").isFalse();
        assertThatExceptionOfType(UnsuitableServerException.class)
                .isThrownBy(() -> answer(DENIED, group(), new Reply(9L), DENIED));
    }

    @Test
    void aDenialIsNotTakenForAGroupThatIsNotThere() {
        assertThatExceptionOfType(JedisDataException.class)
                .isThrownBy(() -> answer(server("7.0.0"), DENIED, new Reply(9L), DENIED))
                .isSameAs(DENIED.raw());
    }

    @Test
    void anUnknownLagIsAskedForBehindTheLastEntryGiven() {
        StreamQueryRun run = LAG.begin(memory);
        run.take(List.of(server("7.2.0"), group((Object) null), new Reply(9L), DENIED), 0);
        assertThat(run.isDone()).isFalse();
        assertThat(asked(run))
                .containsExactly(Command.of(Protocol.Command.XRANGE, Key.of("orders"), "(7-1", "+", "COUNT", "100"));
        run.take(List.of(new Reply(List.of(List.of(), List.of()))), 0);
        assertThat(run.isDone()).isTrue();
        assertThat(run.answer().lag()).hasValue(2);
        assertThat(run.answer().isLowerBound()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"100, 40, 960, false", "100, 100, 100, true", "99, 100, 99, false"})
    void ofALongStreamBothSidesOfTheLastEntryGivenAreCounted(int behind, int given, long lag, boolean isLowerBound) {
        StreamQueryRun run = LAG.begin(memory);
        run.take(List.of(server("7.2.0"), group(700L), new Reply(1_000L), DENIED), 0);
        assertThat(asked(run))
                .containsExactly(
                        Command.of(Protocol.Command.XRANGE, Key.of("orders"), "(7-1", "+", "COUNT", "100"),
                        Command.of(Protocol.Command.XRANGE, Key.of("orders"), "-", "7-1", "COUNT", "100"));
        run.take(List.of(entries(behind), entries(given)), 0);
        assertThat(run.answer().lag()).hasValue(lag);
        assertThat(run.answer().isLowerBound()).isEqualTo(isLowerBound);
    }

    private static Reply entries(int count) {
        return new Reply(Collections.nCopies(count, List.of()));
    }

    @Test
    void anUnknownLagOfAnEmptyStreamIsNone() {
        assertThat(answer(server("7.2.0"), group((Object) null), new Reply(0L), DENIED)
                        .lag())
                .hasValue(0);
    }

    @Test
    void anAnswerOfAnotherFormIsAFailureAndNotANumber() {
        assertThatExceptionOfType(JedisException.class)
                .isThrownBy(() -> answer(server("7.2.0"), new Reply(null), new Reply(0L), DENIED))
                .withMessageContaining("instead of a list");
        assertThatExceptionOfType(JedisException.class)
                .isThrownBy(() -> StreamState.of(new Reply(List.of(bytes("max-deleted-entry-id"), bytes("x")))))
                .withMessageContaining("\"x\" instead of the id of an entry");
    }

    @Test
    void idsAreComparedAsTheServerDoes() {
        assertThat(StreamId.of("5-10")).isGreaterThan(StreamId.of("5-9")).isLessThan(StreamId.of("10-0"));
        assertThat(StreamId.of("18446744073709551615-18446744073709551615"))
                .isGreaterThan(StreamId.of("9223372036854775807-0"))
                .hasToString("18446744073709551615-18446744073709551615");
    }
}
