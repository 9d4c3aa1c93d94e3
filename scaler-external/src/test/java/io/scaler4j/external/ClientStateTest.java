package io.scaler4j.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a client remembers of its server, for any order of what happens. */
class ClientStateTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");

    /**
     * The model: what a stream told holds until the stream ends; what was asked for holds a minute, or to a failure.
     */
    @Test
    void metricsHoldAsLongAsTheirSourceSays() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new RandomTexts(seed);
            var specs = new MetricSpecs(Duration.ofMinutes(1));
            Instant now = BEGIN;
            List<WantedMetric> streamed = null;
            List<WantedMetric> asked = null;
            Instant askedAt = now;
            for (int step = 0; step < 100; step++) {
                var metrics = List.of(new WantedMetric("metric-" + step, step));
                switch (random.below(6)) {
                    case 0 -> {
                        specs.streamed(metrics);
                        streamed = metrics;
                    }
                    case 1 -> {
                        specs.streamEnded();
                        streamed = null;
                        asked = null;
                    }
                    case 2 -> {
                        specs.failed();
                        asked = null;
                    }
                    case 3 -> {
                        specs.asked(metrics, now);
                        asked = metrics;
                        askedAt = now;
                    }
                    default -> now = now.plusSeconds(random.below(40));
                }
                asked = streamed == null ? asked : null; // the stream's count from then on
                boolean holds = asked != null && now.isBefore(askedAt.plusSeconds(60));
                assertThat(specs.at(now))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(Optional.ofNullable(streamed != null ? streamed : holds ? asked : null));
            }
        }
    }

    @Test
    void metricsDoNotHoldOnAClockThatWasSetBack() {
        var specs = new MetricSpecs(Duration.ofMinutes(1));
        specs.asked(List.of(new WantedMetric("orders", 5)), BEGIN);

        assertThat(specs.at(BEGIN.minusSeconds(1))).isEmpty();
        assertThat(specs.at(BEGIN)).isPresent();
    }

    /** The model: told if the server pushes activity, and the last read did not find it out. */
    @Test
    void activityIsToldUnlessTheLastReadFoundItOut() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new RandomTexts(seed);
            var activity = new Activity();
            var told = new AtomicInteger();
            activity.tell(told::incrementAndGet);
            int expected = 0;
            boolean found = false;
            for (int step = 0; step < 100; step++) {
                boolean active = random.oneIn(2);
                if (random.oneIn(3)) {
                    activity.read(active);
                    found = active;
                } else {
                    activity.pushed(active);
                    expected += active && !found ? 1 : 0;
                }
                assertThat(told).as("seed %d, step %d", seed, step).hasValue(expected);
            }
        }
    }

    @Test
    void anActionThatFailsKeepsNoOtherFromBeingTold() {
        var activity = new Activity();
        var told = new AtomicInteger();
        Runnable failing = () -> {
            told.incrementAndGet();
            throw new IllegalStateException("as an action may");
        };
        activity.tell(failing);
        activity.tell(failing);
        activity.pushed(true);

        assertThat(told).hasValue(2);
    }

    @Test
    void theSameActionIsToldAsOftenAsItAskedAndNotAfterItsEnd() {
        var activity = new Activity();
        var told = new AtomicInteger();
        Runnable action = told::incrementAndGet;
        Scheduler.Cancellable first = activity.tell(action);
        activity.tell(action);
        activity.pushed(true);
        assertThat(told).hasValue(2);

        first.cancel();
        activity.pushed(true);
        assertThat(told).hasValue(3);

        activity.close();
        activity.pushed(true);
        assertThat(told).hasValue(3);
    }
}
