package io.scaler4j.connect;

import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toCollection;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** A batcher whose time and whose source are the test's. */
abstract class QueryBatcherFixture {

    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration TIMEOUT = ofSeconds(5);

    final List<Sent> batches = new ArrayList<>();
    /** Waits of a second, for the batch that is under way. */
    final List<Runnable> afterASecond = new ArrayList<>();
    /** Other waits that were not called off, in the order in which they were set. */
    final List<Wait> waits = new ArrayList<>();

    long nanos = Long.MAX_VALUE - 1_000; // nanoTime may overflow
    final QueryBatcher<String, String> batcher = new QueryBatcher<>(this::send, ofSeconds(1), () -> nanos, this::alarm);
    Instant now = START;

    /** What the timer is to do at a moment of {@link #nanos}. */
    record Wait(long at, Runnable task) {}

    private Runnable alarm(long delay, Runnable task) {
        if (delay == ofSeconds(1).toNanos()) {
            afterASecond.add(task);
            return () -> {};
        }
        var wait = new Wait(nanos + delay, task);
        waits.add(wait);
        return () -> waits.remove(wait);
    }

    /** Lets time pass for the batcher and for callers, and does what was to be done until then. */
    void pass(Duration time) {
        long until = nanos + time.toNanos();
        for (var due = firstUntil(until); due.isPresent(); due = firstUntil(until)) {
            waits.remove(due.get());
            moveTo(due.get().at() - nanos > 0 ? due.get().at() : nanos);
            due.get().task().run();
        }
        moveTo(until);
    }

    private Optional<Wait> firstUntil(long until) {
        return waits.stream()
                .filter(wait -> wait.at() - until <= 0)
                .min((one, other) -> Long.signum(one.at() - other.at()));
    }

    private void moveTo(long later) {
        now = now.plusNanos(later - nanos);
        nanos = later;
    }

    /** A batch as the source got it; the test answers for the source. */
    record Sent(List<PendingQuery<String, String>> pendingQueries, ReadRequest request) {
        Set<String> queries() {
            return pendingQueries.stream().map(PendingQuery::query).collect(toCollection(TreeSet::new));
        }

        PendingQuery<String, String> pendingQuery(String query) {
            return pendingQueries.stream()
                    .filter(pendingQuery -> pendingQuery.query().equals(query))
                    .findFirst()
                    .orElseThrow();
        }

        void answerAll() {
            pendingQueries.forEach(pendingQuery -> pendingQuery.answer(pendingQuery + "!"));
        }
    }

    void send(List<PendingQuery<String, String>> pendingQueries, ReadRequest request) {
        batches.add(new Sent(pendingQueries, request));
    }

    CompletableFuture<String> ask(String query) {
        return batcher.ask(query, request()).toCompletableFuture();
    }

    ReadRequest request() {
        return ReadRequest.of(now, TIMEOUT);
    }

    List<Set<String>> sent() {
        return batches.stream().map(Sent::queries).toList();
    }

    Set<String> lastSent() {
        return batches.get(batches.size() - 1).queries();
    }
}
