package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;

/**
 * Is told what an autoscaler does. All methods do nothing by default; more may come.
 *
 * <p>Called on the autoscaler's executor, one event of an autoscaler at a time and in order. An observer cannot hurt:
 * what it throws is logged, and a slow one falls behind without holding the loop; once it is 256 events behind, newer
 * events are dropped and the loss is logged. Observers shared between autoscalers must be thread-safe.
 */
public interface AutoscalerObserver {

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
}
