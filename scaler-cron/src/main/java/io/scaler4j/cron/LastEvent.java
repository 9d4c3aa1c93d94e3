package io.scaler4j.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The window is open if the last start is not older than the last end. */
record LastEvent(Starts starts, WindowEdge end) implements OpenTimes {

    @Override
    public boolean isOpen(Instant now) {
        LocalDateTime lastStart = starts.last(now);
        if (lastStart == null) {
            return false;
        }
        LocalDateTime lastEnd = end.last(now);
        return lastEnd == null || !isOlder(lastStart, lastEnd);
    }

    /** Compares local times, since a gap makes one instant of many; compares instants if there are two zones. */
    private boolean isOlder(LocalDateTime start, LocalDateTime lastEnd) {
        return starts.edge().isInZoneOf(end)
                ? start.isBefore(lastEnd)
                : starts.instantOf(start).isBefore(end.instantOf(lastEnd));
    }

    @Override
    public @Nullable Instant changeAfter(Instant now) {
        boolean open = isOpen(now);
        Instant event = now;
        for (int i = 0; i < EVENTS_IN_SIGHT; i++) {
            LocalDateTime next = open ? end.next(event) : starts.next(event);
            if (next == null) {
                return null;
            }
            event = open ? end.instantOf(next) : starts.instantOf(next);
            if (isOpen(event) != open) {
                return event;
            }
        }
        return null;
    }
}
