package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.connect.PendingQuery;
import io.scaler4j.connect.QueryBatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What is asked together, seen from the server: each pipeline gets the replies that a test gives it. */
class RoundTest {

    private static final int KEYS = 2_500;
    private static final long UNKNOWN = -1;
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final ServerMemory memory = new ServerMemory(false);
    private final List<CompletableFuture<Long>> lengths = new ArrayList<>();
    private final Round round = Round.first(pendingQueries(), memory);

    private List<PendingQuery<RedisQuery, RedisAnswer>> pendingQueries() {
        List<PendingQuery<RedisQuery, RedisAnswer>> sent = new ArrayList<>();
        var batcher = new QueryBatcher<RedisQuery, RedisAnswer>(
                (pendingQueries, request) -> sent.addAll(pendingQueries), Duration.ZERO);
        var request = ReadRequest.of(NOW, Duration.ofSeconds(5));
        batcher.ask(query("first"), request);
        IntStream.range(0, KEYS)
                .forEach(number -> lengths.add(
                        batcher.ask(query("key-" + number), request, (answer, thrown) -> length((Length) answer))));
        PendingQuery<RedisQuery, RedisAnswer> first = sent.remove(0);
        first.answer(Length.of(0)); // the others are the next batch
        return sent;
    }

    private static long length(Length length) {
        return length.isKnown() ? length.value() : UNKNOWN;
    }

    private static RedisQuery query(String key) {
        return new LengthQuery(Key.of(key), KeyType.AUTO);
    }

    /** A key's number is its length. */
    private static List<Reply> replies(List<Command> commands) {
        return commands.stream().map(command -> new Reply(numberOf(command))).toList();
    }

    private static long numberOf(Command command) {
        return Long.parseLong(command.key().toString().substring("key-".length()));
    }

    @Test
    void pipelinesAreFullAndTheirRepliesFindTheirQuestions() {
        List<List<Command>> pipelines = List.of(round.next(), round.next(), round.next(), round.next());
        assertThat(pipelines).extracting(List::size).containsExactly(1_000, 1_000, 500, 0);

        pipelines.stream().limit(3).forEach(pipeline -> round.take(replies(pipeline)));

        assertThat(lengths).extracting(CompletableFuture::join).containsExactlyElementsOf(numbers());
        assertThat(round.following().isEmpty()).isTrue();
    }

    @Test
    void aPipelineIsAnsweredFromItsEndSoThatWhoWaitsForOneAfterTheOtherIsWokenOnce() {
        List<Integer> order = new ArrayList<>();
        numbers().forEach(number -> lengths.get(number.intValue()).thenRun(() -> order.add(number.intValue())));

        round.take(replies(round.next()));

        assertThat(order).hasSize(1_000).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void repliesToSeveralPipelinesMayBeGivenTogether() {
        List<Command> all = new ArrayList<>(round.next());
        all.addAll(round.next());
        all.addAll(round.next());
        round.take(replies(all));

        assertThat(lengths).extracting(CompletableFuture::join).containsExactlyElementsOf(numbers());
    }

    @Test
    void whatWasLostOnTheWayIsAskedOnceMoreAndNothingTwice() {
        List<Command> first = round.next();
        List<Command> second = round.next();
        round.take(replies(first));

        round.again();
        assertThat(round.next()).isEqualTo(second);
        List<Command> third = round.next();
        assertThat(third).hasSize(500).doesNotContainAnyElementsOf(second);
        round.take(replies(second));
        round.take(replies(third));

        assertThat(lengths).extracting(CompletableFuture::join).containsExactlyElementsOf(numbers());
    }

    @Test
    void aFailureIsOfAllThatHasNoReplyYetAndOfNothingElse() {
        round.take(replies(round.next()));
        round.next();
        round.fail(new JedisConnectionException("broken"));

        assertThat(lengths.subList(0, 1_000))
                .extracting(CompletableFuture::join)
                .containsExactlyElementsOf(numbers().subList(0, 1_000));
        assertThat(lengths.subList(1_000, KEYS))
                .extracting(CompletableFuture::join)
                .containsOnly(UNKNOWN);
    }

    @Test
    void whoHasToAskAnythingElseComesInTheFollowingRound() {
        var wrongType = new Reply(new JedisDataException("WRONGTYPE Operation against a key"));
        List<Command> pipeline = round.next();
        List<Reply> replies = new ArrayList<>(replies(pipeline));
        replies.set(7, wrongType);
        round.take(replies);

        assertThat(lengths.get(7)).isNotDone();
        assertThat(lengths.get(8)).isCompletedWithValue(8L);
        assertThat(round.following().next()).hasToString("[TYPE key-7]");
    }

    private static List<Long> numbers() {
        return IntStream.range(0, KEYS).mapToObj(number -> (long) number).toList();
    }
}
