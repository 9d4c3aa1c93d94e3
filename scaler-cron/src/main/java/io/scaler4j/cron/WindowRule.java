package io.scaler4j.cron;

/**
 * How a {@link CronWindow} with a start and an end knows whether it is open. For starts and ends that take turns both
 * rules say the same, except on days when clocks change.
 */
public enum WindowRule {
    /**
     * Open if the last start is not older than the last end; the default. Local times that clocks skip count at the
     * first instant after the gap, those that come twice count the first time.
     */
    LAST_EVENT,
    /**
     * Open if the next event is an end. This is how KEDA decides, with its surprises: several starts before one end
     * keep the window closed until the last of them. Local times that clocks skip do not count, those that come twice
     * count twice. An event that is more than five calendar years ahead counts as never.
     */
    NEXT_EVENT
}
