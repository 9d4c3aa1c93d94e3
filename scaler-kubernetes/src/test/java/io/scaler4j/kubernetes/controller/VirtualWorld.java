package io.scaler4j.kubernetes.controller;

import java.util.PriorityQueue;

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
