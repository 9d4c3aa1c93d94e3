package io.scaler4j.cron;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a window is open. Pure functions of the instant. */
sealed interface OpenTimes permits LastEvent, NextEvent, FixedLength {

    /** A change after more events than this counts as never. */
    int EVENTS_IN_SIGHT = 10_000;

    boolean isOpen(Instant now);

    /** Returns when the window opens or closes next, strictly after an instant; null if that is too far ahead. */
    @Nullable
    Instant changeAfter(Instant now);
}
