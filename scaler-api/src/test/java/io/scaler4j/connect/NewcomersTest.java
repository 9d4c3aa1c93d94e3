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

/** How long queries wait for others that nobody has asked before, and for what they do not wait. */
class NewcomersTest extends QueryBatcherFixture {

    private static final Duration TIME = ofSeconds(10);

    private CompletableFuture<String> join(String query) {
        return batcher.askWithOthers(query, ReadRequest.of(now, TIME));
    }

    /** A new query each 30 ms. */
    private void arrive(Duration time) {
        for (int millis = 0; millis < time.toMillis(); millis += 30) {
            join("query-" + millis);
            pass(ofMillis(30));
        }
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
        arrive(ofSeconds(30));
        assertThat(batches.stream()
                        .map(batch ->
                                Duration.between(start, batch.request().now()).toMillis()))
                .as("by the newest caller of each batch")
                .containsExactly(0L, 90L, 1_080L, 6_090L, 11_070L, 16_080L, 21_090L, 26_070L);
    }

    @ParameterizedTest(name = "{0} random starts within 30 s: at most {1} batches")
    @CsvSource({"10, 10", "100, 30", "300, 20", "1000, 10", "3000, 16"})
    void aThousandRandomStartsTakeADozenBatches(int starts, int most) {
        var random = new SplittableRandom(starts);
        long[] moments = random.longs(starts, 0, 30_000).sorted().toArray();
        long before = 0;
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            pass(ofMillis(moments[i] - before));
            before = moments[i];
            answers.add(join("query-" + i));
        }
        pass(ofSeconds(5));
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(batches).hasSizeLessThanOrEqualTo(most);
    }

    @ParameterizedTest(name = "{0} queries, one after the other")
    @CsvSource({"1, 0", "10, 800", "100, 2500", "1000, 9000"})
    void whoAsksOneAfterTheOtherWaitsHardlyMoreThanABatchEach(int queries, long most) {
        long waited = 0;
        for (int i = 0; i < queries; i++) {
            var answer = join("query-" + i);
            while (!answer.isDone()) {
                pass(ofMillis(10));
                waited += 10;
            }
            pass(ofMillis(2));
        }
        assertThat(waited).isLessThanOrEqualTo(most);
        assertThat(batches).hasSize(queries);
    }

    @Test
    void manyThatComeTogetherWaitForNobody() {
        answers = false;
        join("first");
        List<CompletableFuture<String>> crowd =
                IntStream.range(0, 500).mapToObj(i -> join("query-" + i)).toList();
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
        arrive(ofSeconds(2));
        var waits = join("new");
        assertThat(waits).isNotDone();
        int before = batches.size();
        assertThat(join("known")).isCompleted();
        assertThat(waits).isCompleted();
        assertThat(lastSent()).contains("known", "new");
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
    @CsvSource({"10000, 5000", "60000, 5000", "5000, 2500", "1000, 500", "200, 100"})
    void nobodyWaitsForOthersLongerThanAPartOfItsTime(long timeout, long most) {
        arrive(ofMillis(6_200)); // the next batch goes after five seconds
        var answer = batcher.askWithOthers("waits", ReadRequest.of(now, ofMillis(timeout)));
        long waited = 0;
        while (!answer.isDone()) {
            pass(ofMillis(10));
            waited += 10;
        }
        assertThat(waited).isBetween(most * 9 / 10, most);
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
        arrive(ofSeconds(10));
        pass(ofSeconds(15));
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
        pass(ofSeconds(5));
        List.copyOf(afterASecond).forEach(Runnable::run);
        pass(ofSeconds(5));
        assertThat(batches).hasSize(2);
        batches.get(1).answerAll();
        assertThat(waits).isCompletedWithValue("waits!");
    }
}
