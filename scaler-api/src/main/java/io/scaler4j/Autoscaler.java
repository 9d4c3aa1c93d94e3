package io.scaler4j;

import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingState;
import java.util.concurrent.CompletionStage;

/**
 * The loop that connects scalers, a policy and a target: read, decide, write, again after an interval.
 *
 * <pre>{@code
 * try (var autoscaler = Autoscaler.builder("orders")
 *         .target(workers)
 *         .policy(ScalingPolicy.builder().replicas(0, 20).build())
 *         .trigger(Trigger.of("lag", lag, averageValue(50)).activatesAbove(5))
 *         .build()
 *         .start()) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p><b>Turns.</b> There are never two at once. A turn reads the target's counts, then all triggers side by side,
 * decides, tells the observers, and writes if something changes. It holds no thread while it waits, and everything it
 * waits for has a deadline: a trigger that does not answer is a separate kind of failure and holds up neither the loop
 * nor its neighbours. The first turn after {@link #start()} is immediate; later ones are aligned to multiples of the
 * interval, so that many autoscalers on one scheduler meet, and their scalers can ask in batches. Turns that could not
 * begin in time are not caught up on.
 *
 * <p><b>Failure.</b> A target that cannot be read or written costs nothing but the turn: the state is kept, observers
 * are told, the next turn tries again.
 *
 * <p><b>Threads.</b> Without a scheduler and an executor of yours it makes its own: one timer thread, and at most as
 * many workers as calls can be under way at once (triggers + observers + 3), all named {@code scaler4j-<name>-...},
 * daemons, gone after {@link #close()}. All methods are safe to call from any thread.
 *
 * <p><b>Ownership.</b> It closes the scalers of its triggers, unless {@link Trigger#borrowed()}, and also if
 * {@link AutoscalerBuilder#build()} fails.
 */
public final class Autoscaler implements AutoCloseable {

    private final Loop loop;

    Autoscaler(Loop loop) {
        this.loop = loop;
    }

    /**
     * Starts an autoscaler.
     *
     * @param name not blank; it appears in logs, thread names and events
     * @return a builder
     */
    public static AutoscalerBuilder builder(String name) {
        return new AutoscalerBuilder(name);
    }

    /**
     * Makes one turn and waits for it, after a running one has ended. Works with and without {@link #start()}; a caller
     * with its own schedule needs nothing else, and sets {@link AutoscalerBuilder#interval} to the usual time between
     * two calls: longer than five intervals without a decision is a gap, after which nothing shrinks at first.
     *
     * @return the decision, carried out unless a dry run or refused by the target
     * @throws ScaleTargetException if the target's counts could not be read
     * @throws IllegalStateException if closed
     * @throws InterruptedException if interrupted while waiting; the turn goes on
     */
    public Decision evaluate() throws InterruptedException {
        return loop.evaluate();
    }

    /**
     * Starts to make turns by itself: one now, then one per interval. A second call does nothing.
     *
     * @return this
     * @throws IllegalStateException if closed
     */
    public Autoscaler start() {
        loop.start();
        return this;
    }

    /**
     * Asks for a turn now, or right after the running one; several requests make one turn. Does nothing unless started.
     */
    public void poke() {
        loop.poke();
    }

    /**
     * Freezes the count as it is, from the next decision on; a write under way is not called back. Triggers are still
     * read. KEDA: the annotation {@code paused}.
     *
     * <p>Like the other controls it may be called at any time, asks for a turn at once if started, and is not part of
     * {@link #state()}: see {@link AutoscalerBuilder#control}.
     */
    public void pause() {
        loop.control(Control::pause);
    }

    /**
     * Brings the target to a count, past bounds and rates, and keeps it there. KEDA: {@code paused-replicas}.
     *
     * @param replicas at least 0
     * @throws IllegalArgumentException if negative
     */
    public void pauseAt(int replicas) {
        loop.control(control -> control.pauseAt(replicas));
    }

    /** Forbids every step to fewer replicas; growth goes on. KEDA: {@code paused-scale-in}. */
    public void pauseScaleIn() {
        loop.control(Control::pauseScaleIn);
    }

    /** Forbids every step to more replicas; shrinking goes on. KEDA: {@code paused-scale-out}. */
    public void pauseScaleOut() {
        loop.control(Control::pauseScaleOut);
    }

    /** Ends every pause. A forced activation stays. */
    public void resume() {
        loop.control(Control::resume);
    }

    /**
     * Takes the target for active, whatever its triggers say, until told otherwise. KEDA: {@code force-activation}.
     *
     * @param forced false to let the triggers decide again
     */
    public void forceActivation(boolean forced) {
        loop.control(control -> control.forceActivation(forced));
    }

    /**
     * What is asked for by the methods above.
     *
     * @return immutable; {@link Control#none()} unless something is
     */
    public Control control() {
        return loop.control();
    }

    /**
     * The state after the last turn: to be kept over a restart, see {@link AutoscalerBuilder#state}.
     *
     * @return immutable
     */
    public ScalingState state() {
        return loop.state();
    }

    /**
     * The name given at construction.
     *
     * @return not blank
     */
    public String name() {
        return loop.name();
    }

    /**
     * Stops for good. After this returns nothing is written to the target: a write under way is waited for up to the
     * target's time limit, then interrupted. Reads under way are abandoned. Closes owned scalers and threads. A second
     * call does nothing.
     */
    @Override
    public void close() {
        loop.close();
    }

    /**
     * Stops for good, without waiting, so that many autoscalers on shared threads close side by side. Otherwise as
     * {@link #close()}, which returns at once afterwards.
     *
     * @return completes, always normally, once nothing is written to the target any more
     */
    public CompletionStage<Void> closeAsync() {
        return loop.closeAsync();
    }

    @Override
    public String toString() {
        return "autoscaler " + name();
    }
}
