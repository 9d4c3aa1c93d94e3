package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The target as the loop sees it: one call at a time, each within a deadline, and no write after closing. */
final class TargetPort {

    private final String autoscaler;
    private final ScaleTarget target;
    private final Duration timeout;
    private final Scheduler scheduler;
    private final Executor executor;

    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closed;
    private volatile @Nullable Thread writer;
    private volatile boolean news;
    private CompletableFuture<?> lastRead = CompletableFuture.completedFuture(null);
    private CompletableFuture<?> lastWrite = CompletableFuture.completedFuture(null);

    TargetPort(String autoscaler, ScaleTarget target, Duration timeout, Scheduler scheduler, Executor executor) {
        this.autoscaler = autoscaler;
        this.target = target;
        this.timeout = timeout;
        this.scheduler = scheduler;
        this.executor = executor;
    }

    /** Completes with the counts, or with a {@link ScaleTargetException}. */
    CompletableFuture<Replicas> replicas() {
        if (!lastRead.isDone()) {
            return failed("could not be read: the last read has not ended", null);
        }
        CompletableFuture<Replicas> read = call(this::read);
        lastRead = read;
        return bounded(read, "could not be read");
    }

    private Replicas read() throws Exception {
        Replicas replicas = target.replicas();
        if (replicas == null) {
            throw new ScaleTargetException("it answered null instead of its counts", null);
        }
        return replicas;
    }

    /** Completes once the target confirmed, or with a {@link ScaleTargetException}. */
    CompletableFuture<Void> scaleTo(Decision decision) {
        String what = "could not be scaled to " + decision.to();
        if (!lastWrite.isDone()) {
            return failed(what + ": the last write has not ended; no other is begun until it has", null);
        }
        news = true;
        var givenUp = new AtomicBoolean();
        CompletableFuture<Void> write = call(() -> writeUnless(givenUp, decision));
        lastWrite = write;
        return bounded(write, what).whenComplete((done, thrown) -> givenUp.set(true));
    }

    /** One that waited for a thread until it was given up is stale: newer decisions have been made meanwhile. */
    private @Nullable Void writeUnless(AtomicBoolean givenUp, Decision decision) throws Exception {
        writing.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the autoscaler was closed meanwhile");
            }
            if (givenUp.get()) {
                throw new IllegalStateException("no thread was free for it in time");
            }
            writer = Thread.currentThread();
            target.scaleTo(decision.to(), decision);
            return null;
        } finally {
            writer = null;
            writing.unlock();
        }
    }

    /** Whether another thread has begun a write, or ended one, of which the state does not know yet. */
    boolean hasNewsFromElsewhere() {
        return news && writer != Thread.currentThread();
    }

    /** The state knows. */
    void noNews() {
        news = false;
    }

    /** After this nothing is written. A write under way is waited for up to the timeout, then interrupted. */
    boolean close() {
        closed = true;
        boolean ended = false;
        try {
            ended = writing.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ended) {
            writing.unlock();
            return true;
        }
        Thread late = writer;
        if (late != null) {
            late.interrupt();
        }
        return false;
    }

    private <T> CompletableFuture<T> call(Callable<T> work) {
        var answer = new CompletableFuture<T>();
        try {
            executor.execute(() -> {
                try {
                    answer.complete(work.call());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    answer.completeExceptionally(e);
                } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RuntimeException e) { // shut down, or full
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private <T> CompletableFuture<T> bounded(CompletableFuture<T> call, String what) {
        return Deadlines.within(timeout, call, scheduler).exceptionallyCompose(thrown -> {
            boolean isSentence = thrown instanceof TimeoutException || thrown instanceof ScaleTargetException;
            String reason = isSentence ? thrown.getMessage() : Readings.describe(thrown);
            return failed(what + ": " + reason, thrown);
        });
    }

    private <T> CompletableFuture<T> failed(String sentence, @Nullable Throwable cause) {
        return CompletableFuture.failedFuture(
                new ScaleTargetException("target of autoscaler \"" + autoscaler + "\" " + sentence, cause));
    }
}
