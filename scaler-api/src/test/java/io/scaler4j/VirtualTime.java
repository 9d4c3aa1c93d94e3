package io.scaler4j;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and a timer that move only when told: {@code advance} runs due tasks, in order, on the calling thread. */
public final class VirtualTime implements InstantSource, Scheduler {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private Instant now;
    private long scheduled;

    private record Task(Instant due, long number, Runnable work) {}

    public VirtualTime(String start) {
        now = Instant.parse(start);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Cancellable schedule(Runnable work, Duration delay) {
        var task = new Task(now.plus(delay), scheduled++, work);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    public synchronized int pending() {
        return tasks.size();
    }

    public void advance(Duration duration) {
        Instant end = instant().plus(duration);
        for (Task task = takeDue(end); task != null; task = takeDue(end)) {
            task.work().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Task takeDue(Instant end) {
        Task task = tasks.peek();
        if (task == null || task.due().isAfter(end)) {
            return null;
        }
        now = task.due().isAfter(now) ? task.due() : now;
        return tasks.poll();
    }
}
