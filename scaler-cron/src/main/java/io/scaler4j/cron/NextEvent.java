package io.scaler4j.cron;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The window is open if the next event is an end, as in KEDA. A start that is too far ahead counts as long past. */
record NextEvent(WindowEdge start, WindowEdge end) implements OpenTimes {

    @Override
    public boolean isOpen(Instant now) {
        Instant nextStart = start.nextPass(now);
        if (nextStart == null) {
            return true;
        }
        Instant nextEnd = end.nextPass(now);
        return nextEnd != null && !nextEnd.isAfter(nextStart);
    }

    @Override
    public @Nullable Instant changeAfter(Instant now) {
        Instant reached = now;
        for (int i = 0; i < EVENTS_IN_SIGHT; i++) {
            Instant nextStart = start.nextPass(reached);
            Instant nextEnd = end.nextPass(reached);
            if (nextStart == null || nextEnd == null) {
                return null;
            }
            if (nextStart.isBefore(nextEnd)) {
                return start.lastPassBefore(nextEnd);
            }
            Instant lastEnd = end.lastPassBefore(nextStart.plusNanos(1));
            if (lastEnd == null || lastEnd.isBefore(nextStart) || !isOpen(lastEnd)) {
                return lastEnd;
            }
            reached = lastEnd;
        }
        return null;
    }
}
