package io.scaler4j.examples.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * When messages or requests arrive: phases one after the other, arrivals with some disorder within them, but always the
 * same. Data only.
 *
 * @param phases in order
 */
record Load(List<Phase> phases) {

    private static final long SEED = 20261101;

    /**
     * A part of the load, in which the rate goes evenly from one value to another.
     *
     * @param name for people
     * @param duration how long it lasts
     * @param startRate messages per second at its start
     * @param endRate messages per second at its end
     */
    record Phase(String name, Duration duration, double startRate, double endRate) {

        static Phase silence(Duration duration) {
            return new Phase("silence", duration, 0, 0);
        }

        private double rateAt(long millis) {
            return startRate + (endRate - startRate) * millis / duration.toMillis();
        }
    }

    Load {
        phases = List.copyOf(phases);
    }

    /**
     * Silence, a trickle for one replica, a burst for six and more, a slow tail, silence for longer than the cooldown.
     */
    static Load ofDemo(DemoOptions options) {
        return new Load(List.of(
                Phase.silence(options.shortened(Duration.ofSeconds(12))),
                new Phase("trickle", options.shortened(Duration.ofSeconds(24)), 7, 7),
                new Phase("burst", options.shortened(Duration.ofSeconds(42)), 60, 60),
                new Phase("tail", options.shortened(Duration.ofSeconds(84)), 14, 8),
                Phase.silence(options.shortened(Duration.ofSeconds(42)))));
    }

    /** Silence, one request, silence for longer than the cooldown, a burst on nobody, a slow tail, silence again. */
    static Load ofHttpDemo(DemoOptions options) {
        return new Load(List.of(
                Phase.silence(options.shortened(Duration.ofSeconds(12))),
                new Phase("request", Duration.ofSeconds(1), 1, 1),
                Phase.silence(options.shortened(Duration.ofSeconds(54))),
                new Phase("burst", options.shortened(Duration.ofSeconds(42)), 120, 120),
                new Phase("tail", options.shortened(Duration.ofSeconds(72)), 20, 8),
                Phase.silence(options.shortened(Duration.ofSeconds(54)))));
    }

    Duration duration() {
        return phases.stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** The phase at a time since the start; after the end, the last phase. */
    Phase at(double seconds) {
        Duration end = Duration.ZERO;
        for (Phase phase : phases) {
            end = end.plus(phase.duration());
            if (seconds * 1000 < end.toMillis()) {
                return phase;
            }
        }
        return phases.get(phases.size() - 1);
    }

    /**
     * When each message arrives, counted from the start, ascending. Time is cut into slots in which one message is
     * expected; it arrives at a random moment of its slot.
     */
    List<Duration> arrivals() {
        var random = new Random(SEED);
        var arrivals = new ArrayList<Duration>();
        long start = 0;
        double expected = 0;
        double next = random.nextDouble();
        for (Phase phase : phases) {
            for (long millis = 0; millis < phase.duration().toMillis(); millis++) {
                expected += phase.rateAt(millis) / 1000;
                while (expected > next) {
                    arrivals.add(Duration.ofMillis(start + millis));
                    next = arrivals.size() + random.nextDouble();
                }
            }
            start += phase.duration().toMillis();
        }
        return arrivals;
    }
}
