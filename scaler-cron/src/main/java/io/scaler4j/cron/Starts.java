package io.scaler4j.cron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The starts of a window, without those on excluded dates. Each local time counts once. */
record Starts(WindowEdge edge, Set<LocalDate> excluded) {

    @Nullable
    LocalDateTime last(Instant now) {
        LocalDateTime start = edge.last(now);
        while (start != null && excluded.contains(start.toLocalDate())) {
            start = edge.moments().atOrBefore(start.toLocalDate().atStartOfDay().minusNanos(1));
        }
        return start;
    }

    @Nullable
    LocalDateTime next(Instant now) {
        LocalDateTime start = edge.next(now);
        while (start != null && excluded.contains(start.toLocalDate())) {
            LocalDateTime endOfDay =
                    start.toLocalDate().plusDays(1).atStartOfDay().minusNanos(1);
            start = edge.moments().after(endOfDay, endOfDay.getYear() + Moments.YEARS_IN_SIGHT);
        }
        return start;
    }

    Instant instantOf(LocalDateTime start) {
        return edge.instantOf(start);
    }
}
