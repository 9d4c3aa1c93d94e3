package io.scaler4j.connect;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is answered, when, to whom, and in which batch. */
class QueryBatcherTest extends QueryBatcherFixture {

    @Test
    void whatComesWhileABatchIsUnderWayFormsTheNextAndEqualQueriesAreSentOnce() {
        var first = ask("a");
        var others = List.of(ask("b"), ask("c"), ask("b"), ask("c"));
        assertThat(sent()).containsExactly(Set.of("a"));

        batches.get(0).answerAll();
        assertThat(first).isCompletedWithValue("a!");
        assertThat(sent()).containsExactly(Set.of("a"), Set.of("b", "c"));

        batches.get(1).answerAll();
        assertThat(others).extracting(CompletableFuture::join).containsExactly("b!", "c!", "b!", "c!");
        assertThat(batches).hasSize(2);
    }

    @Test
    void aYoungAnswerIsServedAgainAndAnOldOneIsNot() {
        ask("a");
        assertThat(ask("a")).as("under way").isNotDone();
        batches.get(0).answerAll();

        now = START.plus(ofMillis(999));
        assertThat(ask("a")).isCompletedWithValue("a!");
        assertThat(batches).hasSize(1);

        now = START.plus(ofSeconds(1));
        assertThat(ask("a")).isNotDone();
        assertThat(batches).hasSize(2);
    }

    @Test
    void anAnswerIsServedAgainWhateverBecomesOfLaterBatches() {
        ask("a");
        batches.get(0).answerAll();
        now = START.plus(ofMillis(600));
        ask("over");
        batches.get(1).answerAll();
        ask("hangs");

        now = START.plus(ofMillis(900));
        assertThat(ask("a")).isCompletedWithValue("a!");
        assertThat(ask("over")).isCompletedWithValue("over!");
        assertThat(ask("hangs")).isNotDone();
        assertThat(batches).hasSize(3);

        batches.get(2).answerAll();
        now = START.plus(ofMillis(1_500));
        assertThat(ask("over")).isCompletedWithValue("over!");
        assertThat(ask("a")).as("too old").isNotDone();
        assertThat(lastSent()).containsExactly("a");
        assertThat(ask("hangs")).isCompletedWithValue("hangs!");
    }

    @Test
    void aFailureIsAnAnswerOfItsOwnQueryAlone() {
        ask("x");
        var good = ask("good");
        var bad = ask("bad");
        batches.get(0).answerAll();

        batches.get(1).pendingQuery("bad").fail(new IllegalStateException("no such key"));
        batches.get(1).pendingQuery("good").answer("good!");

        assertThat(good).isCompletedWithValue("good!");
        assertThat(bad).isCompletedExceptionally();
        assertThat(ask("bad")).as("served again").isCompletedExceptionally();
        assertThat(batches).hasSize(2);
    }

    @Test
    void aFailureMayBeKeptFromThoseWhoComeLater() {
        QueryBatcher<String, String> asking = QueryBatcher.withoutFailures(this::send, ofSeconds(1));
        var first = asking.ask("a", request());
        var beside = asking.ask("a", request());
        batches.get(0).pendingQuery("a").fail(new IllegalStateException("down"));
        assertThat(first).isCompletedExceptionally();
        assertThat(beside).isCompletedExceptionally();
        var later = asking.ask("a", request());
        assertThat(later).isNotDone();
        batches.get(1).answerAll();
        assertThat(later).isCompletedWithValue("a!");
        assertThat(asking.ask("a", request())).isCompletedWithValue("a!");
        assertThat(batches).hasSize(2);
    }

    @Test
    void aBatchThatHangsHoldsUpTheNextForASecondEvenIfNobodyElseAsks() {
        var hanging = ask("a");
        var held = List.of(ask("b"), ask("c"));
        assertThat(batches).hasSize(1);

        assertThat(afterASecond).as("one wait for all").hasSize(1);
        afterASecond.remove(0).run();
        assertThat(lastSent()).containsExactly("b", "c");
        batches.get(1).answerAll();

        assertThat(held).extracting(CompletableFuture::join).containsExactly("b!", "c!");
        assertThat(hanging).isNotDone();
    }

    @Test
    void aSecondThatIsOverTooLateChangesNothing() {
        ask("a");
        ask("b");
        batches.get(0).answerAll();
        ask("c");
        assertThat(sent()).containsExactly(Set.of("a"), Set.of("b"));

        afterASecond.remove(0).run();
        assertThat(sent()).as("c waits for a second of its own").containsExactly(Set.of("a"), Set.of("b"));
        afterASecond.remove(0).run();
        assertThat(lastSent()).containsExactly("c");
    }

    @Test
    void theSecondPassesByItself() {
        var real = new QueryBatcher<String, Duration>(
                (pendingQueries, request) -> pendingQueries.stream()
                        .filter(pendingQuery -> !pendingQuery.query().equals("hanging"))
                        .forEach(pendingQuery -> pendingQuery.answer(request.timeout())),
                ofSeconds(1));
        real.ask("hanging", request());

        assertThat(real.ask("b", ReadRequest.of(now, ofSeconds(9))).toCompletableFuture())
                .succeedsWithin(ofSeconds(8))
                .satisfies(timeout -> assertThat(timeout).as("less the wait").isLessThanOrEqualTo(ofSeconds(8)));
    }

    @Test
    void whatAQueryHasWaitedIsTakenFromItsTime() {
        ask("a");
        batcher.ask("b", ReadRequest.of(now, ofSeconds(2)));
        nanos += ofMillis(700).toNanos();
        batches.get(0).answerAll();
        assertThat(batches.get(1).request()).isEqualTo(ReadRequest.of(now, ofMillis(1_300)));

        batcher.ask("c", ReadRequest.of(now, ofSeconds(2)));
        nanos += ofSeconds(9).toNanos();
        batches.get(1).answerAll();
        assertThat(batches.get(2).request().timeout()).as("a little at least").isEqualTo(ofMillis(1));
    }

    @Test
    void nobodyIsFailedByTheShortDeadlineOfAnother() {
        batcher.ask("a", ReadRequest.of(now, ofMillis(300)));
        var patient = ask("a");
        assertThat(patient).as("does not ride along").isNotDone();
        batches.get(0).pendingQuery("a").fail(new TimeoutException("after 300 ms"));
        assertThat(patient).isNotDone();
        batches.get(1).pendingQuery("a").fail(new TimeoutException("after 5 s"));

        assertThat(patient).isCompletedExceptionally();
        now = START.plus(ofMillis(900));
        assertThat(ask("a")).as("would have had no more time").isCompletedExceptionally();
        batcher.ask("a", ReadRequest.of(now, ofSeconds(9)));
        assertThat(batches).hasSize(3);
    }

    @Test
    void anAnswerThatIsThereServesThePatientToo() {
        batcher.ask("a", ReadRequest.of(now, ofMillis(300)));
        batches.get(0).answerAll();

        assertThat(ask("a")).isCompletedWithValue("a!");
    }

    @Test
    void aBatchHasTheLatestDeadlineOfThoseWhoAsk() {
        ask("a");
        batcher.ask("b", ReadRequest.of(now, ofSeconds(2)));
        batcher.ask("c", ReadRequest.of(now, ofSeconds(9)));
        batcher.ask("d", ReadRequest.of(now, ofSeconds(4)));
        batches.get(0).answerAll();

        assertThat(batches.get(1).request()).isEqualTo(ReadRequest.of(now, ofSeconds(9)));
    }

    @Test
    void aSourceThatThrowsFailsThoseWhoHaveNoAnswerYet() {
        var throwing = new QueryBatcher<String, String>(
                (pendingQueries, request) -> {
                    pendingQueries.stream()
                            .filter(pendingQuery -> pendingQuery.query().equals("quick"))
                            .forEach(pendingQuery -> pendingQuery.answer("quick!"));
                    throw new IllegalStateException("closed");
                },
                ofSeconds(1));

        assertThat(throwing.ask("a", request())).isCompletedExceptionally();
        assertThat(throwing.ask("quick", request())).isCompletedWithValue("quick!");
        now = now.plus(ofSeconds(2));
        assertThat(throwing.ask("a", request())).as("goes on afterwards").isCompletedExceptionally();
    }

    @Test
    void nobodyCanSpoilTheAnswerOfOthers() {
        ask("a").complete("spoilt");
        batcher.ask("a", request(), (answer, thrown) -> answer).complete("spoilt, too");
        var other = ask("a");
        batches.get(0).answerAll();

        assertThat(other).isCompletedWithValue("a!");
    }

    @Test
    void everyoneMakesWhatHeWantsOfAnAnswerOrAFailure() {
        var length = batcher.ask("a", request(), (answer, thrown) -> answer == null ? -1 : answer.length());
        var failure = batcher.ask("b", request(), (answer, thrown) -> String.valueOf(thrown));
        batches.get(0).answerAll();
        batches.get(1).pendingQuery("b").fail(new IllegalStateException("no such key"));

        assertThat(length).isCompletedWithValue(2);
        assertThat(failure).isCompletedWithValue("java.lang.IllegalStateException: no such key");
        assertThat(batcher.ask("a", request(), (answer, thrown) -> "again " + answer))
                .as("served again")
                .isCompletedWithValue("again a!");
    }

    @Test
    void theFirstAnswerOfAQuestionCounts() {
        var asked = ask("a");
        batches.get(0).pendingQuery("a").answer("first");
        batches.get(0).pendingQuery("a").answer("second");
        batches.get(0).pendingQuery("a").fail(new IllegalStateException("third"));
        ask("b");

        assertThat(asked).isCompletedWithValue("first");
        assertThat(sent()).as("the batch ended once").containsExactly(Set.of("a"), Set.of("b"));
        ask("c");
        assertThat(sent()).as("b is under way").hasSize(2);
    }

    @Test
    void manyThreadsAllGetTheirOwnAnswersWithFewBatches() throws Exception {
        int threads = 8;
        int asks = 2_000;
        var sent = new AtomicInteger();
        var inBatches = new AtomicInteger();
        var server = Executors.newSingleThreadExecutor();
        var concurrent = new QueryBatcher<Integer, Integer>(
                (pendingQueries, request) -> {
                    sent.incrementAndGet();
                    inBatches.addAndGet(pendingQueries.size());
                    pendingQueries.forEach(pendingQuery -> pendingQuery.answerWith(
                            CompletableFuture.supplyAsync(() -> -pendingQuery.query(), server)));
                },
                ofSeconds(1));
        var wrong = new ConcurrentLinkedQueue<String>();
        var done = new CountDownLatch(threads * asks);
        var askers = Executors.newFixedThreadPool(threads);
        try {
            IntStream.range(0, threads)
                    .forEach(thread ->
                            askers.execute(() -> IntStream.range(0, asks).forEach(turn -> {
                                int query = thread * asks + turn;
                                concurrent.ask(query, request()).whenComplete((answer, thrown) -> {
                                    if (thrown != null || answer != -query) {
                                        wrong.add(query + ": " + answer + " " + thrown);
                                    }
                                    done.countDown();
                                });
                            })));
            assertThat(done.await(30, TimeUnit.SECONDS)).as("all are answered").isTrue();
        } finally {
            askers.shutdownNow();
            server.shutdownNow();
        }

        assertThat(wrong).isEmpty();
        assertThat(inBatches).as("queries sent").hasValue(threads * asks);
        assertThat(sent).as("batches").hasValueLessThan(threads * asks / 2);
    }
}
