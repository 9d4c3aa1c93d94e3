package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.concurrent.ThreadPoolExecutor;

/** See {@link ScaleTarget#of(ThreadPoolExecutor)}. */
final class ThreadPoolTarget implements ScaleTarget {

    private final ThreadPoolExecutor pool;

    /** Whether the maximum means nothing but the size, so that it goes with it. */
    private final boolean fixed;

    private int callersMaximum;
    private int ownMaximum;

    ThreadPoolTarget(ThreadPoolExecutor pool) {
        this.pool = pool;
        callersMaximum = pool.getMaximumPoolSize();
        ownMaximum = callersMaximum;
        fixed = pool.getCorePoolSize() == callersMaximum;
    }

    /** Threads are made on demand, so the core size is what the pool has to offer, whether started yet or not. */
    @Override
    public Replicas replicas() {
        checkThatItIsOpen();
        return Replicas.of(pool.getCorePoolSize());
    }

    @Override
    public void scaleTo(int replicas, Decision why) {
        checkThatItIsOpen();
        int maximum = pool.getMaximumPoolSize();
        if (maximum != ownMaximum) {
            callersMaximum = maximum; // set since by the caller
        }
        ownMaximum = Math.max(fixed ? 1 : callersMaximum, replicas);
        if (ownMaximum > maximum) {
            pool.setMaximumPoolSize(ownMaximum);
            pool.setCorePoolSize(replicas);
        } else {
            pool.setCorePoolSize(replicas);
            pool.setMaximumPoolSize(ownMaximum);
        }
    }

    private void checkThatItIsOpen() {
        if (pool.isShutdown()) {
            throw new ScaleTargetException(
                    "the thread pool is shut down; close the autoscaler before the pool that it scales", null);
        }
    }

    /** Two targets of one pool are one, so that a registry sees a second autoscaler of it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ThreadPoolTarget that && pool == that.pool;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(pool);
    }

    @Override
    public String toString() {
        return "thread pool of " + pool.getCorePoolSize();
    }
}
