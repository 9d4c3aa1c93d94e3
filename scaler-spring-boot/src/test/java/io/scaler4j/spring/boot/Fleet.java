package io.scaler4j.spring.boot;

import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A target that remembers what it was asked for. */
public final class Fleet implements ScaleTarget {

    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private volatile int replicas;

    public Fleet(int replicas) {
        this.replicas = replicas;
    }

    @Override
    public Replicas replicas() {
        return Replicas.of(replicas);
    }

    @Override
    public void scaleTo(int count, Decision why) {
        asked.add(count);
        replicas = count;
    }

    public int count() {
        return replicas;
    }

    public List<Integer> asked() {
        return List.copyOf(asked);
    }
}
