package io.scaler4j.connect;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long queries wait for others that nobody has asked before, and for what they do not wait. */
class NewcomersTest extends QueryBatcherFixture {

    private static final Duration TIME = ofSeconds(10);

    private CompletableFuture<String> join(String query) {
        return batcher.askWithOthers(query, ReadRequest.of(now, TIME));
    }

    /** Answers at once. */
    @Override
    void send(List<PendingQuery<String, String>> pendingQueries, ReadRequest request) {
        super.send(pendingQueries, request);
        if (answers) {
            batches.get(batches.size() - 1).answerAll();
        }
    }

    private boolean answers = true;

    @Test
    void theFirstIsSentAtOnceAndEachBatchGathersLongerThanTheLast() {
        var start = now;
        for (int tenth = 0; tenth < 300; tenth++) {
            join("query-" + tenth);
            pass(ofMillis(100));
        }
        assertThat(batches.stream()
                        .map(batch ->
                                Duration.between(start, batch.request().now()).toMillis()))
                .containsExactly(0L, 100L, 400L, 2_000L, 6_000L, 10_000L, 14_000L, 18_000L, 22_000L, 26_000L);
    }

    @ParameterizedTest(name = "{0} random starts within 30 s")
    @ValueSource(ints = {10, 100, 1_000, 3_000})
    void aThousandRandomStartsTakeADozenBatches(int starts) {
        var random = new SplittableRandom(starts);
        long[] moments = random.longs(starts, 0, 30_000).sorted().toArray();
        long before = 0;
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            pass(ofMillis(moments[i] - before));
            before = moments[i];
            answers.add(join("query-" + i));
        }
        pass(ofSeconds(4));
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(batches).hasSizeLessThanOrEqualTo(starts > 1_000 ? starts / Newcomers.MANY + 5 : 12);
    }

    @Test
    void manyThatComeTogetherWaitForNobody() {
        answers = false;
        join("first");
        List<CompletableFuture<String>> crowd =
                IntStream.range(0, 300).mapToObj(i -> join("query-" + i)).toList();
        assertThat(batches).hasSize(1);
        batches.get(0).answerAll();
        assertThat(batches).as("all the others").hasSize(2);
        batches.get(1).answerAll();
        assertThat(crowd).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(waits).isEmpty();
    }

    @Test
    void asManyAsFillABatchEndTheWait() {
        join("first");
        List<CompletableFuture<String>> some = IntStream.range(0, Newcomers.MANY - 1)
                .mapToObj(i -> join("query-" + i))
                .toList();
        assertThat(batches).hasSize(1);
        var last = join("last");
        assertThat(batches).hasSize(2);
        assertThat(last).isCompleted();
        assertThat(some).allSatisfy(answer -> assertThat(answer).isCompleted());
    }

    @Test
    void thoseWhoseQueryIsKnownWaitForNobodyAndTakeTheOthersAlong() {
        join("known");
        pass(ofSeconds(5));
        var waits = join("new");
        pass(ofMillis(1));
        join("another");
        int before = batches.size();
        var known = join("known");
        assertThat(known).isCompleted();
        assertThat(waits).isCompleted();
        assertThat(lastSent()).containsExactly("another", "known");
        assertThat(batches).hasSize(before + 1);
    }

    @Test
    void whoHurriesWaitsForNobodyAndTakesTheOthersAlong() {
        join("first");
        var waits = join("waits");
        assertThat(waits).isNotDone();
        assertThat(ask("hurries")).isCompleted();
        assertThat(waits).isCompleted();
    }

    @ParameterizedTest(name = "with {0} ms to wait for an answer, at most {1} ms are waited for others")
    @CsvSource({"10000, 4000", "60000, 4000", "5000, 2000", "1000, 400", "200, 80"})
    void nobodyWaitsForOthersLongerThanAPartOfItsTime(long timeout, long most) {
        for (int tenth = 0; tenth < 100; tenth++) {
            join("query-" + tenth);
            pass(ofMillis(100));
        }
        ask("begins a pause of four seconds");
        join("begins it indeed");
        pass(ofSeconds(4));
        int before = batches.size();
        join("opens");
        pass(ofSeconds(4));
        int opened = batches.size();
        var answer = batcher.askWithOthers("waits", ReadRequest.of(now, ofMillis(timeout)));
        long waited = 0;
        while (!answer.isDone()) {
            pass(ofMillis(10));
            waited += 10;
        }
        assertThat(waited).isLessThanOrEqualTo(most);
        assertThat(opened).isGreaterThanOrEqualTo(before);
    }

    @Test
    void whatWasWaitedIsTakenFromTheTimeOfTheBatch() {
        join("first");
        join("second");
        pass(ofMillis(100));
        assertThat(batches.get(1).request().timeout()).isEqualTo(TIME.minusMillis(100));
    }

    @Test
    void afterAQuietTimeTheNextIsSentAtOnce() {
        for (int tenth = 0; tenth < 100; tenth++) {
            join("query-" + tenth);
            pass(ofMillis(100));
        }
        pass(ofSeconds(12));
        assertThat(join("alone")).isCompleted();
        var next = join("the next");
        assertThat(next).isNotDone();
        pass(ofMillis(100));
        assertThat(next).isCompleted();
    }

    @Test
    void aBatchThatHangsDoesNotKeepNewcomersForGood() {
        answers = false;
        join("hangs");
        var waits = join("waits");
        pass(ofSeconds(1));
        List.copyOf(afterASecond).forEach(Runnable::run);
        pass(ofSeconds(4));
        List.copyOf(afterASecond).forEach(Runnable::run);
        pass(ofSeconds(4));
        assertThat(batches).hasSize(2);
        batches.get(1).answerAll();
        assertThat(waits).isCompletedWithValue("waits!");
    }
}
