package io.scaler4j.policy;

/** What an evaluation leaves behind: the states that may follow the one it began with. */
final class Memory {

    private Memory() {}

    /** No change was wanted, or none was confirmed. */
    static ScalingState unchanged(Evaluation made, long lastActive, Recommendations history) {
        ScalingState before = made.state();
        boolean zeroIsOurs = before.zeroIsOurs() && made.current() == 0;
        return state(made, lastActive, zeroIsOurs, isStillAsleep(made), history, before.ups(), before.downs());
    }

    /**
     * A change was wanted and not confirmed. It may have been made all the same, so a zero that is seen next is ours.
     */
    static ScalingState unwritten(Evaluation made, long lastActive, Recommendations history) {
        ScalingState before = made.state();
        boolean zeroIsOurs = made.walk().count() == 0 || (before.zeroIsOurs() && made.current() == 0);
        return state(made, lastActive, zeroIsOurs, isStillAsleep(made), history, before.ups(), before.downs());
    }

    private static boolean isStillAsleep(Evaluation made) {
        return made.state().isAsleep() && made.isDormant();
    }

    /** The change is an event for the rate limits; rules without limits have none. */
    static ScalingState changedBy(Evaluation made, int change, long lastActive, Recommendations history) {
        ScaleEvents ups = change > 0 ? withGrowth(made, change) : made.state().ups();
        ScaleEvents downs = made.state().downs();
        if (change < 0 && !made.settings().legacy()) {
            downs = downs.plus(-change, made.at(), made.settings().down().longestPeriodMicros());
        }
        return state(made, lastActive, made.current() + change == 0, false, history, ups, downs);
    }

    /** Woken: to the base by activation, which is no event, and further by the rates, which is one. */
    static ScalingState awake(Evaluation made, int growth, Recommendations history) {
        ScaleEvents ups = growth > 0 ? withGrowth(made, growth) : made.state().ups();
        return state(made, made.at(), false, false, history, ups, made.state().downs());
    }

    private static ScaleEvents withGrowth(Evaluation made, int growth) {
        ScaleEvents ups = made.state().ups();
        return made.settings().legacy()
                ? ups
                : ups.plus(growth, made.at(), made.settings().up().longestPeriodMicros());
    }

    /** Put to sleep, which is no event; the past stays for the windows and rates after waking. */
    static ScalingState asleep(Evaluation made, int count, Recommendations history) {
        ScalingState before = made.state();
        return state(made, before.lastActive(), count == 0, true, history, before.ups(), before.downs());
    }

    /** Raised to a minimum while asleep, which is no event either. */
    static ScalingState raised(Evaluation made, Recommendations history) {
        ScalingState before = made.state();
        return state(made, before.lastActive(), false, false, history, before.ups(), before.downs());
    }

    private static ScalingState state(
            Evaluation made,
            long lastActive,
            boolean zeroIsOurs,
            boolean asleep,
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
                asleep,
                history,
                ups,
                downs,
                made.proposals().failures());
    }
}
