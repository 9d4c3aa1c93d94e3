package io.scaler4j.examples.docs;

import io.scaler4j.ScaleTarget;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.Gate;
import io.scaler4j.http.Victims;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The block of docs/http.md about replicas that drain, compiled. */
abstract class Servers implements ScaleTarget, Victims {

    private final Deque<Endpoint> running = new ArrayDeque<>(); // the youngest last

    abstract Endpoint start();

    abstract void stop(Endpoint server);

    ScaleTarget behind(Gate gate) {
        return gate.guard(this).draining(this, Duration.ofSeconds(5));
    }

    @Override
    public synchronized List<Endpoint> choose(List<Endpoint> ready, int count) {
        return List.copyOf(running).subList(Math.max(0, running.size() - count), running.size());
    }

    @Override
    public synchronized Replicas replicas() {
        return Replicas.of(running.size());
    }

    @Override
    public synchronized void scaleTo(int count, Decision why) {
        while (running.size() < count) {
            running.addLast(start());
        }
        while (running.size() > count) {
            stop(running.removeLast());
        }
    }
}
