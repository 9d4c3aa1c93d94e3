package io.scaler4j.spring.boot;

import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * The consumers of a Kafka listener as replicas. A container takes another concurrency only when it starts, so a change
 * stops it, which lets the records in hand be processed and committed, and starts it again. At 0 it is stopped.
 *
 * <p>While it starts again the wanted count is the new one, so that no turn takes the stopped container for one at 0.
 */
final class KafkaListenerTarget implements ScaleTarget {

    private final String id;
    private final ConcurrentMessageListenerContainer<?, ?> container;

    /** The count of a change under way; negative if there is none. */
    private volatile int changingTo = -1;

    KafkaListenerTarget(String id, ConcurrentMessageListenerContainer<?, ?> container) {
        this.id = id;
        this.container = container;
    }

    @Override
    public Replicas replicas() {
        int underWay = changingTo;
        boolean started = container.isRunning();
        int wanted = underWay >= 0 ? underWay : started ? container.getConcurrency() : 0;
        int running = started
                ? (int) container.getContainers().stream()
                        .filter(MessageListenerContainer::isRunning)
                        .count()
                : 0;
        return new Replicas(wanted, running, running);
    }

    /** As {@link #scaleToAsync}, and waits for the records in hand, up to the container's shutdown timeout. */
    @Override
    public void scaleTo(int replicas, Decision why) {
        container.stop();
        startWith(replicas);
    }

    @Override
    public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
        var changed = new CompletableFuture<Void>();
        int replicas = request.replicas();
        changingTo = replicas;
        changed.whenComplete((done, thrown) -> changingTo = -1);
        try {
            // Consumers end on threads of their own, which must not start the next ones.
            executor.execute(() -> completing(
                    changed,
                    () -> container.stop(() -> handOver(executor, changed, () -> {
                        startWith(replicas);
                        changed.complete(null);
                    }))));
        } catch (RejectedExecutionException e) {
            changed.completeExceptionally(e);
        }
        return changed;
    }

    private void startWith(int replicas) {
        if (replicas > 0) {
            container.setConcurrency(replicas);
            container.start();
        }
    }

    private static void handOver(Executor executor, CompletableFuture<Void> changed, Runnable step) {
        completing(changed, () -> executor.execute(() -> completing(changed, step)));
    }

    private static void completing(CompletableFuture<Void> changed, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            changed.completeExceptionally(e);
        }
    }

    /** Two targets of one container are one, so that a registry sees a second autoscaler of it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KafkaListenerTarget that && container == that.container;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(container);
    }

    @Override
    public String toString() {
        return "Kafka listener \"" + id + "\"";
    }
}
