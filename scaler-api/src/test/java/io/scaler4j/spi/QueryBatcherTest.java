package io.scaler4j.spi;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryBatcherTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration TIMEOUT = ofSeconds(5);

    private final List<Sent> batches = new ArrayList<>();
    private final List<Runnable> afterASecond = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1_000; // nanoTime may overflow
    private final QueryBatcher<String, String> batcher =
            new QueryBatcher<>(this::send, ofSeconds(1), () -> nanos, afterASecond::add);
    private Instant now = START;

    /** A batch as the source got it; the test answers for the source. */
    private record Sent(List<Question<String, String>> questions, ReadRequest request) {
        Set<String> queries() {
            return questions.stream().map(Question::query).collect(toCollection(TreeSet::new));
        }

        Question<String, String> question(String query) {
            return questions.stream()
                    .filter(question -> question.query().equals(query))
                    .findFirst()
                    .orElseThrow();
        }

        void answerAll() {
            questions.forEach(question -> question.answer(question + "!"));
        }
    }

    private void send(List<Question<String, String>> questions, ReadRequest request) {
        batches.add(new Sent(questions, request));
    }

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
    void aFailureIsAnAnswerOfItsOwnQueryAlone() {
        ask("x");
        var good = ask("good");
        var bad = ask("bad");
        batches.get(0).answerAll();

        batches.get(1).question("bad").fail(new IllegalStateException("no such key"));
        batches.get(1).question("good").answer("good!");

        assertThat(good).isCompletedWithValue("good!");
        assertThat(bad).isCompletedExceptionally();
        assertThat(ask("bad")).as("served again").isCompletedExceptionally();
        assertThat(batches).hasSize(2);
    }

    @Test
    void whatIsAskedRegularlyRidesWithTheFirstOfItsRound() {
        round("a", "b", "c");
        now = START.plus(ofSeconds(5));
        round("a", "b", "c");
        int before = batches.size();

        now = START.plus(ofSeconds(10));
        ask("b");
        assertThat(lastSent()).containsExactly("a", "b", "c");
        batches.get(before).answerAll();
        now = now.plus(ofMillis(300));

        assertThat(ask("a")).isCompletedWithValue("a!");
        assertThat(ask("c")).isCompletedWithValue("c!");
        assertThat(batches).hasSize(before + 1);
    }

    @Test
    void whereAnswersAreNeverServedAgainNothingRides() {
        var always = new QueryBatcher<String, String>(this::send, Duration.ZERO);
        for (int turn = 0; turn < 3; turn++) {
            now = START.plus(ofSeconds(5L * turn));
            always.ask("a", request());
            batches.get(batches.size() - 1).answerAll();
            always.ask("b", request());
            batches.get(batches.size() - 1).answerAll();
        }

        assertThat(sent()).allMatch(queries -> queries.size() == 1).hasSize(6);
    }

    @Test
    void whatIsNotDueYetDoesNotRide() {
        round("a", "b");
        now = START.plus(ofSeconds(60));
        round("a", "b");

        now = START.plus(ofSeconds(100));
        ask("stray");
        assertThat(lastSent()).containsExactly("stray");

        now = START.plus(ofMillis(119_100));
        batches.get(batches.size() - 1).answerAll();
        ask("stray");
        assertThat(lastSent()).containsExactly("a", "b", "stray");
    }

    @Test
    void whatIsNotAskedForAnyMoreRidesTwiceInVain() {
        round("a", "gone");
        now = START.plus(ofSeconds(5));
        round("a", "gone");
        List<Boolean> rode = new ArrayList<>();
        for (int turn = 2; turn < 7; turn++) {
            now = START.plus(ofSeconds(5L * turn));
            ask("a");
            rode.add(lastSent().contains("gone"));
            batches.get(batches.size() - 1).answerAll();
        }

        assertThat(rode).containsExactly(true, true, false, false, false);
    }

    @Test
    void whatIsNotAskedForLongIsForgotten() {
        round("a", "gone");
        assertThat(batcher.remembered()).isEqualTo(2);

        now = START.plus(ofMinutes(15)).plusSeconds(1);
        ask("b");

        assertThat(batcher.remembered()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        round("a", "b");
        now = START.minus(ofMinutes(60));
        round("a", "b");
        now = now.plus(ofSeconds(5));
        round("a", "b");

        now = now.plus(ofSeconds(5));
        ask("a");

        assertThat(lastSent()).containsExactly("a", "b");
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
                (questions, request) -> questions.stream()
                        .filter(question -> !question.query().equals("hanging"))
                        .forEach(question -> question.answer(request.timeout())),
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
        batches.get(0).question("a").fail(new TimeoutException("after 300 ms"));
        assertThat(patient).isNotDone();
        batches.get(1).question("a").fail(new TimeoutException("after 5 s"));

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
                (questions, request) -> {
                    questions.stream()
                            .filter(question -> question.query().equals("quick"))
                            .forEach(question -> question.answer("quick!"));
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
        batches.get(1).question("b").fail(new IllegalStateException("no such key"));

        assertThat(length).isCompletedWithValue(2);
        assertThat(failure).isCompletedWithValue("java.lang.IllegalStateException: no such key");
        assertThat(batcher.ask("a", request(), (answer, thrown) -> "again " + answer))
                .as("served again")
                .isCompletedWithValue("again a!");
    }

    @Test
    void theFirstAnswerOfAQuestionCounts() {
        var asked = ask("a");
        batches.get(0).question("a").answer("first");
        batches.get(0).question("a").answer("second");
        batches.get(0).question("a").fail(new IllegalStateException("third"));
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
                (questions, request) -> {
                    sent.incrementAndGet();
                    inBatches.addAndGet(questions.size());
                    questions.forEach(question ->
                            question.answerWith(CompletableFuture.supplyAsync(() -> -question.query(), server)));
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

    /** All ask, one after the other, and are answered. */
    private void round(String... queries) {
        int from = batches.size();
        for (String query : queries) {
            ask(query);
        }
        for (int i = from; i < batches.size(); i++) {
            batches.get(i).answerAll();
        }
    }

    private CompletableFuture<String> ask(String query) {
        return batcher.ask(query, request()).toCompletableFuture();
    }

    private ReadRequest request() {
        return ReadRequest.of(now, TIMEOUT);
    }

    private List<Set<String>> sent() {
        return batches.stream().map(Sent::queries).toList();
    }

    private Set<String> lastSent() {
        return batches.get(batches.size() - 1).queries();
    }
}
