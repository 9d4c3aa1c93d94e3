package io.scaler4j.simulation;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock and a timer that move only when told, so that a day takes milliseconds.
 *
 * <pre>{@code
 * var time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
 * try (var autoscaler = Autoscaler.builder("orders")
 *         .time(time)
 *         .scheduler(time)
 *         .executor(Runnable::run)
 *         .target(workers)
 *         .policy(policy)
 *         .trigger(lag)
 *         .build()
 *         .start()) {
 *     time.advance(Duration.ofMinutes(10)); // 41 turns, on this thread
 * }
 * }</pre>
 *
 * <p>Thread-safe; tasks run on the thread that advances.
 */
public final class VirtualTime implements InstantSource, Scheduler {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private Instant now;
    private long scheduled;

    private record Task(Instant due, long number, Runnable work) {}

    private VirtualTime(Instant start) {
        now = start;
    }

    /**
     * A clock that stands still.
     *
     * @param start what it shows
     * @return the clock
     */
    public static VirtualTime startingAt(Instant start) {
        return new VirtualTime(start);
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

    /**
     * How many tasks wait: for tests that nothing is left behind.
     *
     * @return at least 0
     */
    public synchronized int pending() {
        return tasks.size();
    }

    /**
     * Lets time pass. Tasks that fall due run on the calling thread, in the order of their times and, at one time, in
     * the order in which they were scheduled; the clock shows each task's time while it runs. Tasks that they schedule
     * run, too, if they fall due.
     *
     * @param duration at least 0
     * @throws IllegalArgumentException if negative: time never runs backwards
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time runs forwards only, was to advance by " + duration);
        }
        Instant end = instant().plus(duration);
        for (Task task = takeDue(end); task != null; task = takeDue(end)) {
            task.work().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Task takeDue(Instant end) {
        Task task = tasks.peek();
        if (task == null || task.due().isAfter(end)) {
            return null;
        }
        now = task.due().isAfter(now) ? task.due() : now;
        return tasks.poll();
    }
}
