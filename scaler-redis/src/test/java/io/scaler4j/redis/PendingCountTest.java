package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What is asked about pending entries, and what is asked no more: the answers are those of a server, by hand. */
class PendingCountTest {

    private static final Key STREAM = Key.of("orders");
    private static final Reply DENIED = new Reply(new JedisDataException("NOPERM this user has no permissions"));
    private static final Reply THERE = new Reply(List.of(List.of()));
    private static final Reply GONE = new Reply(List.of());

    private static StreamQuery query(long idleMillis) {
        return new StreamQuery(STREAM, "billing", StreamMetric.PENDING, 0, idleMillis);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Optional<PendingCount.Ends> ends(long smallest, long largest) {
        return Optional.of(new PendingCount.Ends(new StreamId(smallest, 0), new StreamId(largest, 0)));
    }

    private static Optional<StreamState> stream(long first, long last, long lastDeleted) {
        return Optional.of(new StreamState(
                last - first + 1,
                OptionalLong.of(last),
                Optional.of(new StreamId(lastDeleted, 0)),
                Optional.of(new StreamId(first, 0)),
                Optional.of(new StreamId(last, 0))));
    }

    private static Reply page(long idleMillis, long... ids) {
        return new Reply(Arrays.stream(ids)
                .mapToObj(id -> List.of(bytes(id + "-0"), bytes("worker"), idleMillis, 1L))
                .toList());
    }

    private static Reply consumer(byte[] name, long pending, long idleMillis) {
        return new Reply(List.of(bytes("name"), name, bytes("pending"), pending, bytes("idle"), idleMillis));
    }

    private static Reply list(Reply... parts) {
        return new Reply(Arrays.stream(parts).map(Reply::raw).toList());
    }

    private static Command pageFrom(String id, int size, String... consumer) {
        List<String> words = new ArrayList<>(List.of("billing", id, "+", "" + size));
        words.addAll(List.of(consumer));
        return Command.of(Protocol.Command.XPENDING, STREAM, words.toArray(String[]::new));
    }

    /** The next commands, which get these replies. */
    private static List<Command> answer(PendingCount count, Reply... replies) {
        List<Step> steps = count.steps();
        assertThat(steps).hasSameSizeAs(replies);
        for (int i = 0; i < replies.length; i++) {
            steps.get(i).then().accept(replies[i]);
        }
        return steps.stream().map(Step::command).toList();
    }

    private static void assertFound(PendingCount count, long there, long idle) {
        assertThat(count.steps()).isEmpty();
        assertThat(count.value()).isEqualTo(there);
        assertThat(count.idle()).isEqualTo(idle);
        assertThat(count.isLowerBound()).isFalse();
    }

    @Test
    void theNumberIsBelievedWhileBothEndsAreThereAndNothingWasDeletedInBetween() {
        assertFound(new PendingCount(query(0), 7, ends(3, 9), stream(3, 9, 2)), 7, 0);
        assertFound(new PendingCount(query(0), 0, Optional.empty(), stream(3, 9, 2)), 0, 0);
    }

    @Test
    void ofAStreamThatNobodyMayLookAtTheNumberIsBelieved() {
        assertFound(new PendingCount(query(0), 7, ends(3, 9), Optional.empty()), 7, 0);
    }

    @Test
    void nothingIsPendingOfAStreamThatLostAllOfIt() {
        var emptied = Optional.of(
                new StreamState(0, OptionalLong.of(9), Optional.of(StreamId.ZERO), Optional.empty(), Optional.empty()));
        assertFound(new PendingCount(query(0), 7, ends(3, 9), emptied), 0, 0);
        assertFound(new PendingCount(query(0), 7, ends(3, 9), stream(10, 20, 0)), 0, 0);
    }

    @Test
    void whatATrimTookIsPassedOver() {
        var count = new PendingCount(query(0), 4, ends(1, 9), stream(5, 9, 0));
        assertThat(answer(count, page(0, 5, 9))).containsExactly(pageFrom("5-0", 1_000));
        assertFound(count, 2, 0);
    }

    /** A server may answer with the entry that was asked for as the beginning, and one before it if it is old. */
    @Test
    void anEntryBeforeTheOldestOneIsNotCounted() {
        var count = new PendingCount(query(0), 4, ends(1, 9), stream(5, 9, 0));
        answer(count, page(0, 4, 5, 9));
        assertFound(count, 2, 0);
    }

    @Test
    void whereEntriesWereDeletedEachIsLookedFor() {
        var count = new PendingCount(query(0), 3, ends(3, 9), stream(3, 9, 5));
        answer(count, page(0, 3, 5, 9));
        assertThat(answer(count, THERE, GONE, THERE))
                .containsExactly(
                        Command.of(Protocol.Command.XRANGE, STREAM, "3-0", "3-0"),
                        Command.of(Protocol.Command.XRANGE, STREAM, "5-0", "5-0"),
                        Command.of(Protocol.Command.XRANGE, STREAM, "9-0", "9-0"));
        assertFound(count, 2, 0);
    }

    @Test
    void anEntryThatMayNotBeLookedForCounts() {
        var count = new PendingCount(query(0), 2, ends(3, 9), stream(3, 9, 5));
        answer(count, page(0, 3, 9));
        answer(count, DENIED, DENIED);
        assertFound(count, 2, 0);
    }

    @Test
    void anotherRefusalToLookForAnEntryIsAFailure() {
        var count = new PendingCount(query(0), 1, ends(3, 9), stream(3, 9, 5));
        answer(count, page(0, 3));
        var busy = new Reply(new JedisDataException("BUSY a script runs"));
        assertThatExceptionOfType(JedisException.class).isThrownBy(() -> answer(count, busy));
    }

    @Test
    void entriesThatAreIdleForLongEnoughAreToldApart() {
        var count = new PendingCount(query(60_000), 4, ends(3, 9), stream(3, 9, 0));
        answer(count, list(one(59_999, 3), one(60_000, 4), one(90_000, 5), one(0, 9)));
        assertFound(count, 4, 2);
        assertThat(count.oldestIdleMillis()).isEqualTo(90_000);
    }

    private static Reply one(long idleMillis, long id) {
        return new Reply(((List<?>) page(idleMillis, id).raw()).get(0));
    }

    @Test
    void aPageThatWasAskedForAtOnceIsNotAskedForAgain() {
        var count = new PendingCount(query(60_000), 2, ends(3, 9), stream(3, 9, 0));
        count.takeFirst(page(0, 3, 9));
        assertFound(count, 2, 0);
    }

    /** Its first page is that of the group, and of many entries those of idle consumers are left out. */
    @Test
    void aPageThatWasAskedForAtOnceIsOfNoUseForManyEntries() {
        var count = new PendingCount(query(60_000), 1_001, ends(1, 1_001), stream(1, 1_001, 0));
        count.takeFirst(page(0, LongStream.rangeClosed(1, 1_000).toArray()));
        assertThat(answer(count, list(consumer(bytes("gone"), 1_001, 60_000))))
                .containsExactly(Command.consumersOf(STREAM, "billing"));
        assertFound(count, 1_001, 1_001);
        assertThat(count.oldestIdleMillis()).isEqualTo(60_000);
    }

    @Test
    void onlyTheEntriesOfConsumersAtWorkAreLookedAtOneByOne() {
        var count = new PendingCount(query(60_000), 1_200, ends(1, 1_200), stream(1, 1_200, 0));
        answer(
                count,
                list(
                        consumer(bytes("gone"), 1_000, 70_000),
                        consumer(bytes("at-work"), 200, 59_999),
                        consumer(bytes("done"), 0, 1)));
        assertThat(answer(count, list(one(10, 3), one(61_000, 4)))).containsExactly(pageFrom("1-0", 1_000, "at-work"));
        assertFound(count, 1_002, 1_001);
        assertThat(count.oldestIdleMillis()).isEqualTo(70_000);
    }

    @Test
    void consumersThatMayNotBeAskedForLeaveTheEntriesOfTheGroup() {
        var count = new PendingCount(query(60_000), 1_001, ends(1, 1_001), stream(1, 1_001, 0));
        answer(count, DENIED);
        assertThat(answer(count, page(0, 1, 2))).containsExactly(pageFrom("1-0", 1_000));
        assertFound(count, 2, 0);
    }

    @Test
    void aConsumerWhoseNameIsNoTextLeavesTheEntriesOfTheGroup() {
        var count = new PendingCount(query(60_000), 1_001, ends(1, 1_001), stream(1, 1_001, 0));
        answer(count, list(consumer(bytes("a"), 1, 0), consumer(new byte[] {(byte) 0xff}, 1_000, 0)));
        assertThat(answer(count, page(0, 1, 2))).containsExactly(pageFrom("1-0", 1_000));
    }

    @Test
    void aConsumerWithoutANameLeavesTheEntriesOfTheGroupToo() {
        var count = new PendingCount(query(60_000), 1_001, ends(1, 1_001), stream(1, 1_001, 0));
        answer(count, list(new Reply(List.of(bytes("pending"), 1_001L, bytes("idle"), 0L))));
        assertThat(answer(count, page(0, 1, 2))).containsExactly(pageFrom("1-0", 1_000));
    }

    @Test
    void pagesFollowEachOtherUntilOneIsNotFull() {
        var count = new PendingCount(query(60_000), 1_000, ends(1, 1_001), stream(1, 1_001, 0));
        answer(count, page(0, LongStream.rangeClosed(1, 1_000).toArray()));
        assertThat(answer(count, page(0, 1_001))).containsExactly(pageFrom("(1000-0", 1_000));
        assertFound(count, 1_001, 0);
    }

    @Test
    void afterTenThousandEntriesTheRestIsLeftAndTheNumberIsALowerBound() {
        var count = new PendingCount(query(0), 20_000, ends(1, 30_000), stream(2, 30_000, 0));
        IntStream.range(0, 10)
                .forEach(turn -> answer(
                        count,
                        page(
                                0,
                                LongStream.rangeClosed(turn * 1_000L + 2, turn * 1_000L + 1_001)
                                        .toArray())));
        assertThat(count.steps()).isEmpty();
        assertThat(count.value()).isEqualTo(10_000);
        assertThat(count.isLowerBound()).isTrue();
    }

    @Test
    void consumersShareTheNumberOfEntriesThatAreLookedAt() {
        var count = new PendingCount(query(60_000), 50_000, ends(1, 50_000), stream(1, 50_000, 0));
        answer(
                count,
                list(IntStream.range(0, 20)
                        .mapToObj(i -> consumer(bytes("worker-" + i), 2_500, 0))
                        .toArray(Reply[]::new)));
        assertThat(count.steps())
                .hasSize(20)
                .allSatisfy(step -> assertThat(step.command()).asString().contains(" 1-0 + 500 worker-"));
    }

    @Test
    void aPageOfAnotherFormIsAFailure() {
        for (Reply page : List.of(
                new Reply(7L), new Reply(List.of(List.of())), new Reply(List.of(List.of(bytes("3-0"), bytes("a")))))) {
            var count = new PendingCount(query(60_000), 4, ends(3, 9), stream(3, 9, 0));
            assertThatExceptionOfType(JedisException.class)
                    .isThrownBy(() -> answer(count, page))
                    .withMessageContaining("instead of");
        }
    }
}
