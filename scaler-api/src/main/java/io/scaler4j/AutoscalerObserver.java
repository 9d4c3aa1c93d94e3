package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import java.time.Duration;
import java.util.Map;

/**
 * Is told what an autoscaler does. All methods do nothing by default; more may come.
 *
 * <p>Called on the autoscaler's executor, one event of an autoscaler at a time and in order. An observer cannot hurt:
 * the first exception of each class that it throws is logged with its trace, the others are counted. A slow observer
 * falls behind without holding the loop; once it is 256 events behind, newer events are dropped and the loss is logged.
 * While the executor takes no tasks, events wait in the same way, and the log says so. Observers shared between
 * autoscalers must be thread-safe.
 *
 * <p>All times are taken from the autoscaler's clock.
 */
public interface AutoscalerObserver {

    /**
     * A turn that the clock planned began. Turns on request, by {@link Autoscaler#evaluate()} or
     * {@link Autoscaler#poke()}, are not planned and not told of here.
     *
     * @param autoscaler its name
     * @param lateness from the planned time to the beginning, at least zero. It is more than a trifle if the scheduler
     *     has too few threads, and if a planned turn took longer than the interval: those left out meanwhile are not
     *     caught up on, and the next one is late by them
     */
    default void plannedTurnBegan(String autoscaler, Duration lateness) {}

    /**
     * All triggers of a turn were read; what they answered comes with {@link #decided}.
     *
     * @param autoscaler its name
     * @param latencies by trigger, from the request to the answer, at least zero; the time limit for a read that was
     *     given up. Triggers that were not read, because their last read still runs or the target sleeps, are missing
     */
    default void triggersRead(String autoscaler, Map<String, Duration> latencies) {}

    /**
     * A decision was made; the target is changed next, unless this is a dry run.
     *
     * @param autoscaler its name
     * @param observation what was decided on
     * @param decision the decision, with its explanation
     */
    default void decided(String autoscaler, Observation observation, Decision decision) {}

    /**
     * The target accepted a change.
     *
     * @param autoscaler its name
     * @param decision the decision that was carried out
     */
    default void scaled(String autoscaler, Decision decision) {}

    /**
     * The target refused a change, or did not answer in time, so that the outcome is unknown.
     *
     * @param autoscaler its name
     * @param decision the decision that was not confirmed
     * @param problem what went wrong
     */
    default void scaleFailed(String autoscaler, Decision decision, ScaleTargetException problem) {}

    /**
     * The turn ended without a decision, because the target's counts could not be read or the policy threw.
     *
     * @param autoscaler its name
     * @param problem what went wrong
     */
    default void turnFailed(String autoscaler, RuntimeException problem) {}

    /**
     * The autoscaler was closed. This is the last event, told once, even to an observer that is behind; what was under
     * way is not told any more. Not told if an executor of the user's takes no more tasks by then; the log says so.
     *
     * @param autoscaler its name
     */
    default void closed(String autoscaler) {}
}
