package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * What is scaled: a deployment, a worker pool, a thread pool. The port through which an {@link Autoscaler} reads and
 * sets a count.
 *
 * <p><b>Calls.</b> An autoscaler reads once a turn and writes at most once. Each call has a deadline. A call that has
 * not ended by then is left behind, and no other of its kind is begun until it has ended.
 *
 * <p><b>Threads.</b> A target whose client blocks implements {@link #replicas} and {@link #scaleTo}. They run on the
 * autoscaler's {@linkplain AutoscalerBuilder#blockingExecutor executor for blocking calls} and are interrupted at the
 * deadline. A target whose client is asynchronous also overrides {@link #replicasAsync} and {@link #scaleToAsync}; it
 * holds no thread while it waits, so any number of such targets may be slow without holding up others.
 */
public interface ScaleTarget {

    /**
     * Reads the counts. Called once a turn, before anything is decided.
     *
     * @return what was asked for, what is there, what is ready
     * @throws Exception if the counts cannot be read; the turn ends without a decision, nothing is lost, the next turn
     *     tries again
     */
    Replicas replicas() throws Exception;

    /**
     * Asks for a count. Must be idempotent, and returns once the request is accepted; the replicas may follow later.
     *
     * @param replicas the wanted count, at least 0
     * @param why the decision behind it
     * @throws Exception if the request was not accepted; the policy then does not count it as a change
     */
    void scaleTo(int replicas, Decision why) throws Exception;

    /**
     * Reads the counts without holding the caller's thread. By default {@link #replicas} runs on the executor; a target
     * whose client is asynchronous overrides this and leaves the executor alone.
     *
     * @param request the time, and how long the answer is waited for
     * @param executor where blocking work may run
     * @return completes with the counts, or with what {@link #replicas} would throw. It should complete by the
     *     deadline, which the caller watches too: until it completes, no other read is begun. It may complete on any
     *     thread
     */
    default CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
        return BlockingWork.on(executor, this::replicas);
    }

    /**
     * Asks for a count without holding the caller's thread. By default {@link #scaleTo} runs on the executor; a target
     * whose client is asynchronous overrides this and leaves the executor alone.
     *
     * @param request the wanted count, the decision behind it, and how long the answer is waited for
     * @param executor where blocking work may run
     * @return completes once the request is accepted, or with what {@link #scaleTo} would throw. It should complete by
     *     the deadline, which the caller watches too: until it completes, no other write is begun, and closing the
     *     autoscaler waits for it. It may complete on any thread
     */
    default CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
        return BlockingWork.on(executor, () -> {
            scaleTo(request.replicas(), request.decision());
            return null;
        });
    }

    /**
     * A target of two functions, whose replicas are always all there and ready.
     *
     * @param replicas reads the count
     * @param scaleTo sets the count
     * @return the target
     */
    static ScaleTarget of(IntSupplier replicas, IntConsumer scaleTo) {
        return new ScaleTarget() {
            @Override
            public Replicas replicas() {
                return Replicas.of(replicas.getAsInt());
            }

            @Override
            public void scaleTo(int count, Decision why) {
                scaleTo.accept(count);
            }
        };
    }

    /**
     * The threads of a pool as replicas: scaling sets the pool's core size.
     *
     * <p><b>Maximum.</b> A pool with a maximum above its core size keeps this maximum. It is raised while the count is
     * higher, and then set back. A pool whose maximum equals its core size when this target is made, such as
     * {@link java.util.concurrent.Executors#newFixedThreadPool}, stays a pool of fixed size: the maximum follows the
     * count.
     *
     * <p><b>Queued tasks.</b> No task is lost or interrupted. Scaling out starts threads for tasks in the queue at
     * once. Scaling in ends idle threads; a thread that works finishes its task first. A pool of fixed size then leaves
     * the queue to the remaining threads. In a pool that keeps its maximum, the threads above the count take tasks
     * until the queue is empty and their keep-alive time is over. A pool of fixed size with a bounded queue rejects
     * tasks earlier when it is smaller.
     *
     * <p><b>Zero.</b> A {@link ThreadPoolExecutor} cannot be stopped by its size: at 0 it has no idle threads, but runs
     * one while work is queued. Use a minimum of 1, or treat 0 as "one thread, when there is work".
     *
     * <p>A pool that is shut down can be neither read nor scaled: turns fail with a sentence that says so.
     *
     * @param pool stays the caller's: it is never shut down
     * @return the target
     */
    static ScaleTarget of(ThreadPoolExecutor pool) {
        return new ThreadPoolTarget(pool);
    }
}
