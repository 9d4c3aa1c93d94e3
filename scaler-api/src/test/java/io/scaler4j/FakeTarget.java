package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.ArrayList;
import java.util.List;

/** A target in memory that remembers every write, and can be told to misbehave. */
final class FakeTarget implements ScaleTarget {

    final List<Integer> writes = new ArrayList<>();
    private int replicas;
    private RuntimeException readProblem;
    private RuntimeException writeProblem;

    FakeTarget(int replicas) {
        this.replicas = replicas;
    }

    int count() {
        return replicas;
    }

    void failReading(RuntimeException problem) {
        readProblem = problem;
    }

    void failWriting(RuntimeException problem) {
        writeProblem = problem;
    }

    @Override
    public Replicas replicas() {
        if (readProblem != null) {
            throw readProblem;
        }
        return Replicas.of(replicas);
    }

    @Override
    public void scaleTo(int count, Decision why) {
        if (writeProblem != null) {
            throw writeProblem;
        }
        writes.add(count);
        replicas = count;
    }
}
