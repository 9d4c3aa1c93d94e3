package io.scaler4j.examples.demo;

import java.time.Duration;

/** A load on its own topic, a pool of consumers that works it off, and a sampler that watches both. */
final class Workload implements AutoCloseable {

    static final int PARTITIONS = 10;
    static final Duration SERVICE_TIME = Duration.ofMillis(100);

    private final Consumption consumption = new Consumption();
    private final Load load;
    private final LoadGenerator generator;
    private final ConsumerPool pool;
    private final Sampler sampler;

    private Workload(DemoBroker broker, String topic, Load load, Screen screen) {
        String group = topic + "-workers";
        broker.createTopic(topic, PARTITIONS);
        this.load = load;
        generator = new LoadGenerator(broker.bootstrapServers(), topic, PARTITIONS, load);
        pool = new ConsumerPool(
                new ConsumerWorker.Job(broker.bootstrapServers(), topic, group, SERVICE_TIME, consumption));
        sampler = new Sampler(broker.lag(topic, group), generator, pool, () -> screen.status(status()));
    }

    /** Makes the topic; nothing runs yet. The group has the topic's name with {@code -workers} behind it. */
    static Workload on(DemoBroker broker, String topic, Load load, Screen screen) {
        return new Workload(broker, topic, load, screen);
    }

    /** Begins to send and to measure. */
    void start() {
        sampler.start();
        generator.start();
    }

    ConsumerPool pool() {
        return pool;
    }

    Timeline timeline() {
        return sampler.timeline();
    }

    double elapsedSeconds() {
        return sampler.elapsedSeconds();
    }

    /** Whether the whole load was sent and worked off. */
    boolean isDone() {
        return consumption.distinct() == generator.planned()
                && elapsedSeconds() >= load.duration().toMillis() / 1e3;
    }

    /** What there is so far. */
    RunResult result() {
        return new RunResult(
                sampler.began(), timeline(), generator.planned(), consumption.distinct(), consumption.repeated());
    }

    private String status() {
        Timeline.Sample last = timeline().last();
        return String.format(
                "%6.1f  %-8s %5.0f   ready %d of %d, %d of %d messages consumed",
                last.seconds(),
                load.at(last.seconds()).name(),
                last.lag(),
                last.ready(),
                last.desired(),
                consumption.distinct(),
                generator.planned());
    }

    @Override
    public void close() {
        sampler.close();
        generator.close();
        pool.close();
    }
}
