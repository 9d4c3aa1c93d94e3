package io.scaler4j.policy;

/** What an evaluation leaves behind: the states that may follow the one it began with. */
final class Memory {

    private Memory() {}

    /** No change was wanted, or none was confirmed. */
    static ScalingState unchanged(Evaluation made, long lastActive, Recommendations history) {
        ScalingState before = made.state();
        boolean zeroIsOurs = before.zeroIsOurs() && made.current() == 0;
        return state(made, lastActive, zeroIsOurs, history, before.ups(), before.downs());
    }

    /**
     * A change was wanted and not confirmed. It may have been made all the same, so a zero that is seen next is ours.
     */
    static ScalingState unwritten(Evaluation made, long lastActive, Recommendations history) {
        ScalingState before = made.state();
        boolean zeroIsOurs = made.walk().count() == 0 || (before.zeroIsOurs() && made.current() == 0);
        return state(made, lastActive, zeroIsOurs, history, before.ups(), before.downs());
    }

    /** The change is an event for the rate limits. */
    static ScalingState changedBy(Evaluation made, int change, long lastActive, Recommendations history) {
        ScaleEvents ups = made.state().ups();
        ScaleEvents downs = made.state().downs();
        if (change > 0) {
            ups = ups.plus(change, made.at(), made.settings().up().longestPeriodMicros());
        } else {
            downs = downs.plus(-change, made.at(), made.settings().down().longestPeriodMicros());
        }
        return state(made, lastActive, made.current() + change == 0, history, ups, downs);
    }

    /** History begins with the count woken to; what was added to the base is an event. */
    static ScalingState awake(Evaluation made, int count, int base) {
        long at = made.at();
        ScaleEvents growth = count > base ? ScaleEvents.NONE.plus(count - base, at, 0) : ScaleEvents.NONE;
        return state(made, at, false, Recommendations.startingWith(count, at), growth, ScaleEvents.NONE);
    }

    /** A sleeping target has no history. */
    static ScalingState asleep(Evaluation made, int count) {
        return state(
                made, made.state().lastActive(), count == 0, Recommendations.NONE, ScaleEvents.NONE, ScaleEvents.NONE);
    }

    private static ScalingState state(
            Evaluation made,
            long lastActive,
            boolean zeroIsOurs,
            Recommendations history,
            ScaleEvents ups,
            ScaleEvents downs) {
        ScalingState before = made.state();
        long at = made.at();
        long unpaused = made.observation().control().isPaused() ? before.lastUnpaused() : at;
        return new ScalingState(
                before.firstSeenOr(at),
                at,
                unpaused,
                lastActive,
                zeroIsOurs,
                history,
                ups,
                downs,
                made.proposals().failures());
    }
}
