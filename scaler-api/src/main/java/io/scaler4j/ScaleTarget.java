package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * What is scaled: a deployment, a worker pool, a thread pool. The port through which an {@link Autoscaler} reads and
 * sets a count.
 *
 * <p>Calls come one at a time from one autoscaler, on its executor, each with a deadline. A call that does not return
 * in time is left behind; no other write is begun until it has returned.
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
