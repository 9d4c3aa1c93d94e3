package io.scaler4j.redis;

import io.scaler4j.connect.PendingQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Some queries, round by round, until each has its answer or time is over. */
final class Batch implements Runnable {

    private final Servers servers;
    private final ServerMemory memory;
    private final List<PendingQuery<RedisQuery, RedisAnswer>> pendingQueries;
    private final Deadline deadline;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Batch(
            Servers servers,
            ServerMemory memory,
            List<PendingQuery<RedisQuery, RedisAnswer>> pendingQueries,
            Deadline deadline) {
        this.servers = servers;
        this.memory = memory;
        this.pendingQueries = pendingQueries;
        this.deadline = deadline;
    }

    @Override
    public void run() {
        try {
            Round round = Round.first(pendingQueries, memory);
            while (!round.isEmpty() && !deadline.isOver()) {
                servers.ask(round, deadline);
                round = round.following();
            }
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            pendingQueries.forEach(pendingQuery -> pendingQuery.fail(e));
        }
        if (deadline.isOver()) {
            expire();
        }
        done.complete(null);
    }

    /**
     * Ends this batch at its deadline, whatever its worker waits for then. The JDK's timer looks at it; the timer does
     * not do the work that follows, such as what callers go on with.
     */
    void watch() {
        done.orTimeout(deadline.remainingMillis(), TimeUnit.MILLISECONDS).exceptionally(over -> {
            CompletableFuture.runAsync(this::expire);
            return null;
        });
    }

    /** What follows once each query has its answer, or time is over. */
    void whenOver(Runnable then) {
        done.whenComplete((none, over) -> then.run());
    }

    /** A query without an answer by now fails. */
    void expire() {
        var late = new TimeoutException("no answer by the deadline");
        pendingQueries.forEach(pendingQuery -> pendingQuery.fail(late));
        deadline.expire();
        done.complete(null);
    }
}
