package io.scaler4j.examples.demo;

import java.time.Duration;

/** The same load on a pool of one replica that nobody scales, watched only as long as needed. */
final class FixedRun implements AutoCloseable {

    /** How many times the scaled pool's backlog time is waited for. */
    static final double WATCHED = 2.5;

    private static final String TOPIC = "orders-fixed";

    private final double enough;
    private final Duration limit;
    private final Workload workload;

    FixedRun(DemoBroker broker, DemoOptions options, Screen screen, RunResult scaled) {
        Load load = Load.ofDemo(options);
        enough = WATCHED * scaled.backlogSeconds();
        limit = load.duration().multipliedBy(3);
        workload = Workload.on(broker, TOPIC, load, screen);
    }

    /** Returns when the backlog is gone, or has lived long enough. */
    void run() throws InterruptedException {
        workload.pool().scaleTo(1);
        workload.start();
        Pace.await(() -> workload.isDone() || result().backlogSeconds() >= enough, limit);
    }

    RunResult result() {
        return workload.result();
    }

    @Override
    public void close() {
        workload.close();
    }
}
