package io.scaler4j.cron;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.policy.ReplicaBounds;
import java.time.Instant;

/**
 * Bounds that hold while a window is open: more replicas in office hours, fewer at night. A trigger can only ask for
 * more; a maximum can keep a target small, whatever its triggers ask for.
 *
 * <pre>{@code
 * Autoscaler.builder("orders")
 *         .schedule(ScheduledBounds.during(officeHours, ReplicaBounds.atLeast(10)))
 *         .schedule(ScheduledBounds.during(night, ReplicaBounds.atMost(4)))
 * }</pre>
 *
 * <p>Where windows overlap, the highest minimum and the lowest maximum hold, and a maximum below the minimum is raised
 * to it; see {@link ReplicaBounds#and}. Immutable and thread-safe.
 *
 * @param window when the bounds hold
 * @param bounds what holds while it is open, beside the policy's bounds
 */
public record ScheduledBounds(CronWindow window, ReplicaBounds bounds) implements BoundsSchedule {

    /**
     * Bounds for one window.
     *
     * @param window when the bounds hold
     * @param bounds what holds while it is open
     * @return the schedule
     */
    public static ScheduledBounds during(CronWindow window, ReplicaBounds bounds) {
        return new ScheduledBounds(window, bounds);
    }

    @Override
    public ReplicaBounds at(Instant instant) {
        return window.isOpen(instant) ? bounds : ReplicaBounds.none();
    }
}
