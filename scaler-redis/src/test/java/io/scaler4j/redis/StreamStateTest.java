package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisException;

/** What a server says of a stream as a whole, in the forms of several versions, and what follows about its entries. */
class StreamStateTest {

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Reply reply(@Nullable Object... namesAndValues) {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Object each : namesAndValues) {
            flat.add(each instanceof String text ? bytes(text) : each);
        }
        return new Reply(flat);
    }

    private static List<Object> entry(String id) {
        return List.of(bytes(id), List.of(bytes("n"), bytes("1")));
    }

    private static StreamState state(String lastDeleted, String first, String last) {
        return StreamState.of(reply(
                "length",
                3L,
                "entries-added",
                3L,
                "max-deleted-entry-id",
                lastDeleted,
                "first-entry",
                entry(first),
                "last-entry",
                entry(last)));
    }

    /** Redis 6 knows neither how many there were nor what was deleted. */
    @Test
    void anOldServerTellsOfAStreamThatMayHaveLostAnything() {
        var old = StreamState.of(reply("length", 3L, "first-entry", entry("1-0"), "last-entry", entry("3-0")));

        assertThat(old.isWhole()).isFalse();
        assertThat(old.mayHaveGapsFrom(StreamId.ZERO)).isTrue();
        assertThat(old.mayHaveGapsFrom(StreamId.of("9-0"))).isTrue();
    }

    @Test
    void anEmptyStreamHasNoEnds() {
        var empty = StreamState.of(reply(
                "length",
                0L,
                "entries-added",
                0L,
                "max-deleted-entry-id",
                "0-0",
                "first-entry",
                null,
                "last-entry",
                null));

        assertThat(empty.first()).isEmpty();
        assertThat(empty.isWhole()).isTrue();
        assertThat(empty.beginsAfter(StreamId.ZERO)).isFalse();
        assertThat(empty.endsBy(StreamId.ZERO)).isTrue();
    }

    @Test
    void fieldsMayComeInAnyOrderAndUnknownOnesAreIgnored() {
        var state = StreamState.of(reply(
                "new-in-redis-12", List.of(),
                "last-entry", entry("5-2"),
                "length", 3L,
                "radix-tree-keys", 1L,
                "first-entry", entry("5-0")));

        assertThat(state.length()).isEqualTo(3);
        assertThat(state.first()).contains(new StreamId(5, 0));
        assertThat(state.last()).contains(new StreamId(5, 2));
    }

    @Test
    void aStreamIsWholeUntilATrimOrADeletion() {
        assertThat(state("0-0", "1-0", "3-0").isWhole()).isTrue();
        assertThat(state("2-0", "1-0", "3-0").isWhole()).as("deleted").isFalse();
        assertThat(StreamState.of(reply("length", 3L, "entries-added", 4L, "max-deleted-entry-id", "0-0"))
                        .isWhole())
                .as("trimmed")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"4-9, true, false", "5-0, false, false", "6-0, false, false", "7-1, false, true", "7-2, false, true"})
    void anEntryLiesBeforeWithinOrBehindAStream(String id, boolean beginsAfter, boolean endsBy) {
        var state = state("0-0", "5-0", "7-1");

        assertThat(state.beginsAfter(StreamId.of(id))).isEqualTo(beginsAfter);
        assertThat(state.endsBy(StreamId.of(id))).isEqualTo(endsBy);
    }

    @ParameterizedTest
    @CsvSource({"5-9, true", "6-0, true", "6-1, false", "7-0, false"})
    void gapsAreWhereTheLastDeletionWasOrBefore(String from, boolean gaps) {
        assertThat(state("6-0", "5-0", "7-1").mayHaveGapsFrom(StreamId.of(from)))
                .isEqualTo(gaps);
    }

    @Test
    void anAnswerOfAnotherFormIsAFailureThatSaysWhatItWas() {
        for (Reply wrong : List.of(
                new Reply(7L),
                reply("length", "three"),
                reply("first-entry", List.of()),
                reply("first-entry", 1L),
                reply("last-entry", List.of(1L)),
                reply("max-deleted-entry-id", 0L),
                reply(1L, 2L))) {
            assertThatExceptionOfType(JedisException.class)
                    .as(String.valueOf(wrong))
                    .isThrownBy(() -> StreamState.of(wrong))
                    .withMessageContaining("instead of");
        }
    }

    @Test
    void aNameWithoutAValueAtTheEndIsIgnored() {
        assertThat(StreamState.of(reply("length", 3L, "first-entry")).length()).isEqualTo(3);
    }

    @Test
    void anIdWithoutASequenceIsTheFirstOfItsTime() {
        assertThat(StreamId.of("1767600000000")).isEqualTo(StreamId.of("1767600000000-0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1-", "-1", "1-x", "x-1", "1--1", "18446744073709551616-0", "1-2-3"})
    void whatIsNoIdIsNotTakenForOne(String text) {
        assertThatExceptionOfType(JedisException.class)
                .isThrownBy(() -> new Reply(bytes(text)).id())
                .withMessageContaining("\"" + text + "\" instead of the id of an entry");
    }

    @Test
    void idsWithoutASignAreInTheirOrder() {
        List<StreamId> inOrder = List.of(
                StreamId.ZERO,
                StreamId.of("0-1"),
                StreamId.of("1-0"),
                StreamId.of("1-18446744073709551615"),
                StreamId.of("2-0"),
                StreamId.of("9223372036854775808-0"),
                StreamId.of("18446744073709551615-18446744073709551615"));

        assertThat(inOrder).isSorted();
        for (int i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i - 1).isBefore(inOrder.get(i))).isTrue();
            assertThat(inOrder.get(i).isBefore(inOrder.get(i - 1))).isFalse();
            assertThat(inOrder.get(i).isBefore(inOrder.get(i))).isFalse();
            assertThat(StreamId.of(inOrder.get(i).toString())).isEqualTo(inOrder.get(i));
        }
    }
}
