package io.scaler4j.cron;

/**
 * Decides whether a {@link CronWindow} with a start and an end is open. For starts and ends that take turns both rules
 * agree, except on days when clocks change.
 */
public enum WindowRule {
    /**
     * The window is open if the last start is not older than the last end. This is the default. Local times that clocks
     * skip count at the first instant after the gap. Local times that come twice count the first time.
     */
    LAST_EVENT,
    /**
     * The window is open if the next event is an end. This is KEDA's rule. Several starts before one end keep the
     * window closed until the last of them. Local times that clocks skip do not count. Local times that come twice
     * count twice. An event that is more than five calendar years ahead counts as never.
     */
    NEXT_EVENT
}
