package io.scaler4j.spring.boot;

import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.concurrent.ThreadPoolExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The threads of Spring's executor as replicas, by the rules of {@link ScaleTarget#of(ThreadPoolExecutor)}. Spring's
 * own getters tell the new sizes, too.
 */
final class TaskExecutorTarget implements ScaleTarget {

    private final ThreadPoolTaskExecutor executor;
    private final ScaleTarget threads;

    TaskExecutorTarget(ThreadPoolTaskExecutor executor) {
        this.executor = executor;
        threads = ScaleTarget.of(executor.getThreadPoolExecutor());
    }

    @Override
    public Replicas replicas() throws Exception {
        return threads.replicas();
    }

    @Override
    public void scaleTo(int replicas, Decision why) throws Exception {
        threads.scaleTo(replicas, why);
        ThreadPoolExecutor pool = executor.getThreadPoolExecutor();
        executor.setMaxPoolSize(pool.getMaximumPoolSize());
        executor.setCorePoolSize(pool.getCorePoolSize());
    }

    /** Two targets of one executor are one, so that a registry sees a second autoscaler of it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TaskExecutorTarget that && executor == that.executor;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(executor);
    }

    @Override
    public String toString() {
        return threads.toString();
    }
}
