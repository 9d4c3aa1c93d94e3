package io.scaler4j.kubernetes.controller;

import io.scaler4j.Scheduler;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The true time, and what is to happen. */
final class VirtualWorld {
    private record Event(long at, long order, Runnable work) {}

    final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    long now;
    long order;

    void at(long when, Runnable work) {
        events.add(new Event(Math.max(when, now), order++, work));
    }

    void after(long delay, Runnable work) {
        at(now + delay, work);
    }

    Scheduler scheduler() {
        return (work, delay) -> {
            var cancelled = new AtomicBoolean();
            after(delay.toNanos(), () -> {
                if (!cancelled.get()) {
                    work.run();
                }
            });
            return () -> cancelled.set(true);
        };
    }

    /** Everything up to then. */
    void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at() <= end) {
            step();
        }
        now = Math.max(now, end);
    }

    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.work().run();
        return true;
    }
}
