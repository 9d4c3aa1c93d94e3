package io.scaler4j.cron;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a window is open. Pure functions of the instant. */
sealed interface OpenTimes permits LastEvent, NextEvent, FixedLength {

    /** How many events are looked at for a change before it counts as never. */
    int EVENTS_IN_SIGHT = 10_000;

    boolean isOpen(Instant now);

    /** When it opens or closes next, strictly after an instant; null if that is not in sight. */
    @Nullable
    Instant changeAfter(Instant now);
}
