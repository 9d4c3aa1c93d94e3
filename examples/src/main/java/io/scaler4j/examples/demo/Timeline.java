package io.scaler4j.examples.demo;

import java.util.List;

/**
 * What was measured during a run, several times a second.
 *
 * @param samples in the order of time
 */
record Timeline(List<Sample> samples) {

    private static final double RATE_WINDOW_SECONDS = 1;

    static final Timeline EMPTY = new Timeline(List.of());

    /**
     * One measurement.
     *
     * @param seconds since the start of the load
     * @param lag messages that the group has still to commit, as Kafka has it
     * @param sent messages sent so far
     * @param desired replicas asked for
     * @param ready replicas that have a partition
     */
    record Sample(double seconds, double lag, long sent, int desired, int ready) {}

    Timeline {
        samples = List.copyOf(samples);
    }

    /** The newest sample; all zeros before the first. */
    Sample last() {
        return samples.isEmpty() ? new Sample(0, 0, 0, 0, 0) : samples.get(samples.size() - 1);
    }

    /** For how many seconds the lag was above a threshold. */
    double secondsAbove(double lag) {
        double sum = 0;
        for (int i = 1; i < samples.size(); i++) {
            if (samples.get(i - 1).lag() > lag) {
                sum += samples.get(i).seconds() - samples.get(i - 1).seconds();
            }
        }
        return sum;
    }

    double peakLag() {
        return samples.stream().mapToDouble(Sample::lag).max().orElse(0);
    }

    double lag(int index) {
        return samples.get(index).lag();
    }

    /** Replicas asked for. */
    double replicas(int index) {
        return samples.get(index).desired();
    }

    /** Messages per second that arrived in the second before a sample. */
    double arrivalRate(int index) {
        Sample now = samples.get(index);
        int first = index;
        while (first > 0 && samples.get(first).seconds() > now.seconds() - RATE_WINDOW_SECONDS) {
            first--;
        }
        Sample before = samples.get(first);
        double seconds = now.seconds() - before.seconds();
        return seconds > 0 ? (now.sent() - before.sent()) / seconds : 0;
    }
}
