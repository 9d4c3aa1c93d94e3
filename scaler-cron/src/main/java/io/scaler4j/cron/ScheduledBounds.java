package io.scaler4j.cron;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.policy.ReplicaBounds;
import java.time.Instant;

/**
 * Bounds that apply while a window is open: more replicas in office hours, fewer at night. A trigger can only ask for
 * more replicas; a maximum keeps a target small, whatever its triggers ask for.
 *
 * <pre>{@code
 * Autoscaler.builder("orders")
 *         .schedule(ScheduledBounds.during(officeHours, ReplicaBounds.atLeast(10)))
 *         .schedule(ScheduledBounds.during(night, ReplicaBounds.atMost(4)))
 * }</pre>
 *
 * <p>If windows overlap, the highest minimum and the lowest maximum apply, and a maximum below the minimum is raised to
 * the minimum; see {@link ReplicaBounds#and}. Immutable and thread-safe.
 *
 * @param window when the bounds apply
 * @param bounds the bounds while the window is open, in addition to the policy's bounds
 */
public record ScheduledBounds(CronWindow window, ReplicaBounds bounds) implements BoundsSchedule {

    /**
     * Returns a schedule of bounds for one window.
     *
     * @param window when the bounds apply
     * @param bounds the bounds while the window is open
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
