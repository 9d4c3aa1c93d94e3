package io.scaler4j.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The window is open for a length of time after each start. Clock changes do not change the length. */
record FixedLength(Starts starts, Duration length) implements OpenTimes {

    @Override
    public boolean isOpen(Instant now) {
        Instant end = lastEnd(now);
        return end != null && now.isBefore(end);
    }

    @Override
    public @Nullable Instant changeAfter(Instant now) {
        if (!isOpen(now)) {
            LocalDateTime start = starts.next(now);
            return start == null ? null : starts.instantOf(start);
        }
        Instant reached = now;
        for (int i = 0; i < EVENTS_IN_SIGHT; i++) {
            Instant end = lastEnd(reached);
            if (end == null || !end.isAfter(reached)) {
                return reached;
            }
            reached = end;
        }
        return null;
    }

    private @Nullable Instant lastEnd(Instant now) {
        LocalDateTime start = starts.last(now);
        return start == null ? null : starts.instantOf(start).plus(length);
    }
}
