package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.policy.ReplicaBounds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduledBoundsTest {

    private static final ScheduledBounds DAY = during("0 8 * * *", "0 18 * * *", ReplicaBounds.atLeast(10));
    private static final ScheduledBounds LUNCH = during("0 12 * * *", "0 13 * * *", ReplicaBounds.atMost(4));
    private static final ScheduledBounds AFTERNOON = during("0 12 * * *", "0 18 * * *", new ReplicaBounds(5, 15));

    @Test
    void holdWhileTheWindowIsOpen() {
        assertThat(DAY.at(at("07:59"))).isEqualTo(ReplicaBounds.none());
        assertThat(DAY.at(at("08:00"))).isEqualTo(ReplicaBounds.atLeast(10));
        assertThat(DAY.at(at("18:00"))).isEqualTo(ReplicaBounds.none());
    }

    @Test
    void whereWindowsOverlapTheHighestMinimumAndTheLowestMaximumHold() {
        BoundsSchedule all = DAY.and(AFTERNOON);
        assertThat(all.at(at("11:00"))).isEqualTo(ReplicaBounds.atLeast(10));
        assertThat(all.at(at("14:00"))).isEqualTo(new ReplicaBounds(10, 15));
    }

    @Test
    void aMaximumBelowTheMinimumIsRaisedInWhateverOrder() {
        for (BoundsSchedule all : new BoundsSchedule[] {
            DAY.and(LUNCH).and(AFTERNOON),
            LUNCH.and(AFTERNOON).and(DAY),
            AFTERNOON.and(DAY).and(LUNCH)
        }) {
            assertThat(all.at(at("12:30"))).isEqualTo(new ReplicaBounds(10, 10));
        }
    }

    private static ScheduledBounds during(String start, String end, ReplicaBounds bounds) {
        var window = CronWindow.builder().timezone("Etc/UTC").start(start).end(end);
        return ScheduledBounds.during(window.build(), bounds);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-05T" + time + ":00Z");
    }
}
