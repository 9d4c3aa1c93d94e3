package io.scaler4j.exporter;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import java.util.function.Consumer;

/**
 * The metrics of one autoscaler from its beginning to its end. What is told later, by an executor that was busy, does
 * not touch the series of another autoscaler that has the name since.
 */
final class SeriesOfOne implements AutoscalerObserver {

    private final PrometheusMetrics all;
    private final Consumer<SeriesOfOne> release;
    private boolean ended;

    SeriesOfOne(PrometheusMetrics all, Consumer<SeriesOfOne> release) {
        this.all = all;
        this.release = release;
    }

    @Override
    public synchronized void turnEnded(Turn turn) {
        if (!ended) {
            all.turnEnded(turn);
        }
    }

    @Override
    public void closed(String autoscaler) {
        end(autoscaler);
    }

    @Override
    public void detached(String autoscaler) {
        end(autoscaler);
    }

    private synchronized void end(String autoscaler) {
        if (!ended) {
            ended = true;
            all.closed(autoscaler);
            release.accept(this);
        }
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
