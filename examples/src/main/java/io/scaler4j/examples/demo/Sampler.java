package io.scaler4j.examples.demo;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures a run four times a second, apart from the autoscaler and in the same way for every run. */
final class Sampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Scaler lag;
    private final LoadGenerator load;
    private final ConsumerPool pool;
    private final Runnable listener;
    private final List<Timeline.Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "sampler"));
    private Instant began = Instant.EPOCH;
    private long startNanos;

    /** @param listener is told after each measurement */
    Sampler(Scaler lag, LoadGenerator load, ConsumerPool pool, Runnable listener) {
        this.lag = lag;
        this.load = load;
        this.pool = pool;
        this.listener = listener;
    }

    void start() {
        began = Instant.now();
        startNanos = System.nanoTime();
        clock.scheduleAtFixedRate(this::sample, 0, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
    }

    Instant began() {
        return began;
    }

    double elapsedSeconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    Timeline timeline() {
        synchronized (samples) {
            return new Timeline(samples);
        }
    }

    private void sample() {
        try {
            Reading reading = lag.read(ReadRequest.of(Instant.now(), TIMEOUT));
            if (reading instanceof Reading.Value value) {
                add(value.activationValue());
            }
            listener.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("no sample: {}", e.getMessage(), e);
        }
    }

    private void add(double messages) {
        Replicas replicas = pool.replicas();
        var sample = new Timeline.Sample(elapsedSeconds(), messages, load.sent(), replicas.desired(), replicas.ready());
        synchronized (samples) {
            samples.add(sample);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        lag.close();
    }
}
