package io.scaler4j;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;

/**
 * Is told what an autoscaler does. All methods do nothing by default; more may come.
 *
 * <p>Called on the autoscaler's {@linkplain AutoscalerBuilder#executor executor}, one event of an autoscaler at a time
 * and in order. An observer cannot hurt: the first exception of each class that it throws is logged with its trace, the
 * others are counted. A slow observer falls behind without holding the loop, but those after it in the same autoscaler
 * may hear of a turn only with the next one; once it is 256 events behind, newer events are dropped and the loss is
 * logged. While the executor takes no tasks, events wait in the same way, and the log says so. Observers shared between
 * autoscalers must be thread-safe.
 *
 * <p>All times are taken from the autoscaler's clock. Most observers need {@link #turnEnded} alone.
 */
public interface AutoscalerObserver {

    /**
     * An autoscaler that has this observer is built. Called once, on the thread that builds, before everything else.
     *
     * @param autoscaler its name
     * @return what is told of that autoscaler: this observer, unless it keeps a separate observer for each
     * @throws IllegalArgumentException to refuse the autoscaler, with a sentence that says why; {@code build()} reports
     *     it
     */
    default AutoscalerObserver attachedTo(String autoscaler) {
        return this;
    }

    /**
     * The autoscaler is closed, or was not built in the end. Called once on what {@link #attachedTo} returned, on the
     * thread that closes, so even if {@link #closed} could not be told. Events that were under way may still arrive.
     *
     * @param autoscaler its name
     */
    default void detached(String autoscaler) {}

    /**
     * A decision was made; the target is changed next, unless this is a dry run. What becomes of the change comes with
     * {@link #turnEnded}, which tells the decision again: override this only to know of a change before it is made.
     *
     * @param autoscaler its name
     * @param observation what was decided on
     * @param decision the decision, with its explanation
     */
    default void decided(String autoscaler, Observation observation, Decision decision) {}

    /**
     * A turn has ended, with or without a decision. Told once for each turn, after {@link #decided} and after the
     * write.
     *
     * @param turn everything that there is to know of it
     */
    default void turnEnded(Turn turn) {}

    /**
     * The autoscaler was closed. This is the last event, told once, even to an observer that is behind; what was under
     * way is not told any more. Not told if an executor of the user's takes no more tasks by then; the log says so.
     *
     * @param autoscaler its name
     */
    default void closed(String autoscaler) {}
}
