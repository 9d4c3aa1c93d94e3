package io.scaler4j.cron;

import java.time.ZonedDateTime;

/**
 * That a {@link CronWindow} opens or closes.
 *
 * @param at the first instant of the new state, in the window's zone
 * @param opens whether the window is open from then on
 */
public record WindowTransition(ZonedDateTime at, boolean opens) {

    /** One line for a list: {@code 2026-03-30T08:00+02:00[Europe/Berlin] opens}. */
    @Override
    public String toString() {
        return at + (opens ? " opens" : " closes");
    }
}
