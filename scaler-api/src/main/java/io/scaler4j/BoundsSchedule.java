package io.scaler4j;

import io.scaler4j.policy.ReplicaBounds;
import java.time.Instant;

/**
 * Bounds that depend on the time: more replicas in office hours, fewer at night. A trigger can only raise a count; a
 * schedule can lower it, too.
 *
 * <pre>{@code
 * BoundsSchedule market = now -> isOpen(now) ? ReplicaBounds.atLeast(10) : ReplicaBounds.none();
 * }</pre>
 *
 * <p>It is asked once per turn, with the turn's time, on a thread of the loop: it should answer at once, and without
 * its own clock. If it throws, the turn ends without a decision. Implementations must be thread-safe if they are
 * shared.
 */
@FunctionalInterface
public interface BoundsSchedule {

    /**
     * The bounds at an instant, beside those of the policy.
     *
     * @param instant the time of the turn
     * @return {@link ReplicaBounds#none()} outside of every window
     */
    ReplicaBounds at(Instant instant);

    /**
     * No bounds at any time.
     *
     * @return the default of every autoscaler
     */
    static BoundsSchedule none() {
        return instant -> ReplicaBounds.none();
    }

    /**
     * Both schedules together; where they overlap, see {@link ReplicaBounds#and}.
     *
     * @param other another schedule
     * @return their join
     */
    default BoundsSchedule and(BoundsSchedule other) {
        return instant -> given(at(instant)).and(given(other.at(instant)));
    }

    private static ReplicaBounds given(ReplicaBounds bounds) {
        if (bounds == null) {
            throw new IllegalStateException(
                    "the schedule answered null instead of bounds; ReplicaBounds.none() sets none");
        }
        return bounds;
    }
}
