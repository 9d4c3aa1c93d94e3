package io.scaler4j.connect;

import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toCollection;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** A batcher whose time and whose source are the test's. */
abstract class QueryBatcherFixture {

    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration TIMEOUT = ofSeconds(5);

    final List<Sent> batches = new ArrayList<>();
    final List<Runnable> afterASecond = new ArrayList<>();
    long nanos = Long.MAX_VALUE - 1_000; // nanoTime may overflow
    final QueryBatcher<String, String> batcher =
            new QueryBatcher<>(this::send, ofSeconds(1), () -> nanos, afterASecond::add);
    Instant now = START;

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
