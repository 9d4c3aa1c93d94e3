package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.concurrent.ThreadPoolExecutor;

/** See {@link ScaleTarget#of(ThreadPoolExecutor)}. */
final class ThreadPoolTarget implements ScaleTarget {

    private final ThreadPoolExecutor pool;

    ThreadPoolTarget(ThreadPoolExecutor pool) {
        this.pool = pool;
    }

    /** Threads are made on demand, so the core size is what the pool has to offer, whether started yet or not. */
    @Override
    public Replicas replicas() {
        return Replicas.of(pool.getCorePoolSize());
    }

    @Override
    public void scaleTo(int replicas, Decision why) {
        int maximum = Math.max(1, replicas);
        if (replicas > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(maximum);
            pool.setCorePoolSize(replicas);
        } else {
            pool.setCorePoolSize(replicas);
            pool.setMaximumPoolSize(maximum);
        }
    }

    @Override
    public String toString() {
        return "thread pool of " + pool.getCorePoolSize();
    }
}
