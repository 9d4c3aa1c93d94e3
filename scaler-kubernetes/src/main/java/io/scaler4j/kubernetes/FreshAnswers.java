package io.scaler4j.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers that several ask for at about the same time: the first one fetches, on his own thread, the others wait for
 * him. An answer serves those who ask within a second of it; a failure only those who waited. Thread-safe.
 */
final class FreshAnswers<Q, A> {

    private static final Duration FRESHNESS = Duration.ofSeconds(1);

    private final Map<Q, Answer<A>> byQuery = new HashMap<>();

    private record Answer<A>(Instant at, CompletableFuture<A> future) {
        boolean serves(Instant now) {
            return Duration.between(at, now).abs().compareTo(FRESHNESS) < 0 && !future.isCompletedExceptionally();
        }
    }

    /**
     * The answer, fetched or shared.
     *
     * @param patience how long someone else is waited for
     * @throws Exception what the one who fetched threw, or a {@link TimeoutException}
     */
    A get(Q query, Instant now, Duration patience, Callable<A> fetch) throws Exception {
        Answer<A> mine = new Answer<>(now, new CompletableFuture<>());
        Answer<A> shared;
        synchronized (byQuery) {
            byQuery.values().removeIf(answer -> answer.future().isDone() && !answer.serves(now));
            shared = byQuery.merge(query, mine, (old, fresh) -> old.serves(now) ? old : fresh);
        }
        return shared.future() == mine.future() ? fetched(mine, fetch) : awaited(shared, patience);
    }

    private static <A> A fetched(Answer<A> mine, Callable<A> fetch) throws Exception {
        try {
            A answer = fetch.call();
            mine.future().complete(answer);
            return answer;
        } catch (Exception | Error e) {
            mine.future().completeExceptionally(e);
            throw e;
        }
    }

    private static <A> A awaited(Answer<A> shared, Duration patience) throws Exception {
        try {
            return shared.future().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
