package io.scaler4j.policy;

import java.util.List;

/** What a decision leaves behind: the states that may follow the one it began with. */
final class Memory {

    private final PolicySettings settings;
    private final ScalingState before;
    private final int current;
    private final List<FailureRun> failures;
    private final long at;
    private final long unpaused;

    Memory(PolicySettings settings, ScalingState before, Observation observation, List<FailureRun> failures, long at) {
        this.settings = settings;
        this.before = before;
        this.current = observation.replicas().desired();
        this.failures = failures;
        this.at = at;
        this.unpaused = observation.control().isPaused() ? before.lastUnpaused() : at;
    }

    /** No change was wanted, or none was confirmed. */
    ScalingState unchanged(long lastActive, Recommendations history) {
        return state(lastActive, before.zeroIsOurs() && current == 0, history, before.ups(), before.downs());
    }

    /** The change is an event for the rate limits. */
    ScalingState changedBy(int change, long lastActive, Recommendations history) {
        ScaleEvents ups =
                change > 0 ? before.ups().plus(change, at, settings.up().longestPeriodMicros()) : before.ups();
        ScaleEvents downs =
                change < 0 ? before.downs().plus(-change, at, settings.down().longestPeriodMicros()) : before.downs();
        return state(lastActive, current + change == 0, history, ups, downs);
    }

    /** History begins with the count woken to; what was added to the base is an event. */
    ScalingState awake(int count, int base) {
        ScaleEvents growth = count > base ? ScaleEvents.NONE.plus(count - base, at, 0) : ScaleEvents.NONE;
        return state(at, false, Recommendations.startingWith(count, at), growth, ScaleEvents.NONE);
    }

    /** A sleeping target has no history. */
    ScalingState asleep(int count) {
        return state(before.lastActive(), count == 0, Recommendations.NONE, ScaleEvents.NONE, ScaleEvents.NONE);
    }

    private ScalingState state(
            long lastActive, boolean zeroIsOurs, Recommendations history, ScaleEvents ups, ScaleEvents downs) {
        return new ScalingState(
                before.firstSeenOr(at), at, unpaused, lastActive, zeroIsOurs, history, ups, downs, failures);
    }
}
