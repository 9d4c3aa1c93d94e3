package io.scaler4j.cron;

import java.time.ZonedDateTime;

/**
 * The opening or closing of a {@link CronWindow}.
 *
 * @param at the first instant of the new state, in the window's zone
 * @param opens whether the window is open from then on
 */
public record WindowTransition(ZonedDateTime at, boolean opens) {

    /** {@return one line for a list, such as {@code 2026-03-30T08:00+02:00[Europe/Berlin] opens}} */
    @Override
    public String toString() {
        return at + (opens ? " opens" : " closes");
    }
}
