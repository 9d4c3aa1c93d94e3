package io.scaler4j.connect;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent before anybody asks, and to whom its answers are served. */
class QueryBatcherAheadTest extends QueryBatcherAheadFixture {

    @Test
    void callersWhoComeRegularlyFindTheirAnswersThere() {
        settle("a", "b", "c");
        int before = batches.size();

        for (int turn = 0; turn < 5; turn++) {
            untilTheNextRound();
            assertThat(List.of(ask("a"), ask("b"), ask("c")))
                    .allSatisfy(answer -> assertThat(answer).isCompleted());
        }
        assertThat(batches).as("one for each round").hasSize(before + 5);
        assertThat(lastSent()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest(name = "a batch takes {0} ms: it is sent {1} ms before")
    @CsvSource({"0, 20", "5, 20", "45, 100", "200, 410", "245, 500", "900, 500"})
    void aBatchIsSentBeforeByTwiceTheTimeThatItTakesWithinBounds(long takes, long before) {
        for (int turn = 0; turn < 3; turn++) {
            ask("a");
            pass(ofMillis(takes));
            answerOpen();
            pass(INTERVAL.minusMillis(takes));
        }
        int sent = batches.size();
        var asked = now.minus(INTERVAL);
        ask("a");
        pass(ofMillis(takes));
        answerOpen();
        assertThat(batches).hasSize(sent + (before > 0 ? 0 : 1));
        assertThat(batches.get(sent - 1).request().now())
                .isEqualTo(asked.plus(INTERVAL).minusMillis(before));
    }

    @Test
    void itHasTheTimeThatTheLastCallerGave() {
        settle("a");
        pass(INTERVAL.minusMillis(10));
        assertThat(batches.get(batches.size() - 1).request())
                .isEqualTo(ReadRequest.of(now.minusMillis(10), ofSeconds(5)));
    }

    @Test
    void whoComesWhileItIsUnderWaySharesIt() {
        settle("a", "b");
        silent = true;
        pass(INTERVAL);
        int sent = batches.size();
        var a = ask("a");
        assertThat(a).isNotDone();
        assertThat(batches).hasSize(sent);
        batches.get(sent - 1).answerAll();
        assertThat(a).isCompletedWithValue("a!");
    }

    @Test
    void nothingIsSentAheadUntilAnIntervalIsKnown() {
        ask("a");
        answerOpen();
        pass(INTERVAL);
        ask("a");
        answerOpen();
        pass(INTERVAL);
        assertThat(batches).hasSize(2);
    }

    /** As autoscalers do: the first turn at any moment, and later ones with the clock. */
    @ParameterizedTest(name = "{0} and {1} ms before the first round")
    @CsvSource({"14_900, 14_200", "14_999, 14_001", "14_500, 2_700", "14_010, 3_000"})
    void callersWhoBeginAtAnyMomentShareOneBatchOfEachRoundOnceTheyKeepToTheClock(long first, long second) {
        pass(ofMillis(20_000 - first));
        ask("a");
        answerOpen();
        pass(ofMillis(first - second));
        ask("b");
        answerOpen();
        pass(ofMillis(second));
        List<Integer> sent = new ArrayList<>();
        for (int round = 0; round < 8; round++) {
            ask("a");
            ask("b");
            answerOpen();
            pass(ofSeconds(5));
            sent.add(batches.size());
            pass(INTERVAL.minusSeconds(5));
        }
        assertThat(sent).containsExactly(3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void whoeverHasGoneCostsOneBatchAtMost() {
        settle("a", "b");
        int before = batches.size();
        pass(ofMinutes(60));
        assertThat(batches).hasSize(before + 1);
        assertThat(waits).isEmpty();
    }

    @Test
    void whoHasGoneRidesOnlyOnceMoreWithThoseWhoStay() {
        settle("stays", "gone");
        List<Boolean> rode = new ArrayList<>();
        for (int turn = 0; turn < 5; turn++) {
            untilTheNextRound();
            rode.add(lastSent().contains("gone"));
            assertThat(ask("stays")).isCompletedWithValue("stays!");
        }
        assertThat(rode).containsExactly(true, true, false, false, false);
    }

    @Test
    void nothingIsSentAfterClosing() {
        settle("a");
        int before = batches.size();
        batcher.close();
        assertThat(waits).isEmpty();
        pass(INTERVAL);
        assertThat(batches).hasSize(before);
        assertThat(ask("a")).as("is sent for the caller").isNotDone();
        assertThat(batches).hasSize(before + 1);
        batcher.close();
    }

    @ParameterizedTest(name = "an interval of {0} ms: nothing is sent ahead")
    @ValueSource(longs = {500, 1_000, 1_500, 1_990})
    void shortIntervalsAreLeftAlone(long millis) {
        for (int turn = 0; turn < 6; turn++) {
            ask("a");
            answerOpen();
            pass(ofMillis(millis));
        }
        assertThat(waits).isEmpty();
    }

    @Test
    void whereAnswersAreNeverServedAgainNothingIsSentAhead() {
        var always = new QueryBatcher<String, String>(this::send, Duration.ZERO, () -> nanos, (delay, task) -> {
            waits.add(new Wait(nanos + delay, task));
            return () -> {};
        });
        for (int turn = 0; turn < 4; turn++) {
            always.ask("a", request());
            answerOpen();
            pass(INTERVAL);
        }
        assertThat(batches).hasSize(4);
    }

    @Test
    void callersWhoseTurnIsLateFindAnswersAsLongAsTheseAreFresh() {
        settle("a", "late");
        untilTheNextRound();
        assertThat(ask("a")).isCompleted();
        int before = batches.size();
        now = now.plusMillis(970);
        nanos += ofMillis(970).toNanos();
        assertThat(ask("late")).isCompletedWithValue("late!");
        assertThat(batches).hasSize(before);
        now = now.plusMillis(20);
        nanos += ofMillis(20).toNanos();
        assertThat(ask("late")).as("asked again, since it is a second old").isNotDone();
    }

    @Test
    void twoIntervalsEachHaveTheirBatches() {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int second = 0; second <= 600; second += 5) {
            boolean known = second > 120;
            if (second % 15 == 0) {
                add(answers, "quick", known);
            }
            if (second % 50 == 0) {
                add(answers, "slow", known);
            }
            answerOpen();
            pass(ofSeconds(5));
        }
        assertThat(answers)
                .hasSizeGreaterThan(30)
                .allSatisfy(answer -> assertThat(answer).isCompleted());
        long quick = batches.stream()
                .filter(batch -> batch.queries().contains("quick"))
                .count();
        assertThat(quick).isBetween(40L, 44L);
    }

    /** Whatever callers do: each is answered or fails by what was sent, and nobody gets an answer that is old. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverCallersDoNobodyIsServedWhatIsOlderThanTheFreshness(long seed) {
        var random = new SplittableRandom(seed);
        for (int step = 0; step < 3_000; step++) {
            switch (random.nextInt(6)) {
                case 0 -> failing = random.nextInt(4) == 0 ? name(random) : "";
                case 1 -> silent = random.nextInt(4) == 0;
                case 2 -> answerOpen();
                case 3 -> pass(ofMillis(random.nextLong(2_000)));
                default -> {
                    if (random.nextInt(3) == 0) {
                        pass(INTERVAL.minusMillis(now.toEpochMilli() % INTERVAL.toMillis()));
                    }
                    String query = name(random);
                    var answer = random.nextBoolean() ? ask(query) : batcher.askWithOthers(query, request());
                    if (answer.isDone() && !answer.isCompletedExceptionally()) {
                        assertThat(answer).isCompletedWithValue(query + "!");
                        assertThat(newestAnswerOf(query)).isAfter(now.minusSeconds(1));
                    }
                }
            }
        }
        failing = "";
        silent = false;
        answerOpen();
        pass(ofMinutes(1));
        answerOpen();
        assertThat(ask("last")).isNotNull();
        answerOpen();
        assertThat(ask("last")).isCompletedWithValue("last!");
    }

    private static String name(SplittableRandom random) {
        return String.valueOf((char) ('a' + random.nextInt(5)));
    }

    /** When the newest batch with this query was sent. */
    private Instant newestAnswerOf(String query) {
        return IntStream.rangeClosed(1, batches.size())
                .mapToObj(back -> batches.get(batches.size() - back))
                .filter(batch -> batch.queries().contains(query))
                .map(batch -> batch.request().now())
                .findFirst()
                .orElseThrow();
    }

    private void add(List<CompletableFuture<String>> answers, String query, boolean count) {
        var answer = ask(query);
        if (count) {
            answers.add(answer);
        }
    }
}
