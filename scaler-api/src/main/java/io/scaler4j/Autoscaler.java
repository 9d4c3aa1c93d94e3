package io.scaler4j;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

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
 * waits for has a deadline: a trigger that does not answer is a failure of its own kind and holds up neither the loop
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
 * {@link Builder#build()} fails.
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
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Makes one turn and waits for it, after a running one has ended. Works with and without {@link #start()}; a caller
     * with a schedule of its own needs nothing else, and sets {@link Builder#interval} to the usual time between two
     * calls: longer than five intervals without a decision is a gap, after which nothing shrinks at first.
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
     * {@link #state()}: see {@link Builder#control}.
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
     * The state after the last turn: to be kept over a restart, see {@link Builder#state}.
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

    @Override
    public String toString() {
        return "autoscaler " + name();
    }

    /** Builds an {@link Autoscaler}. Reports everything that is wrong at once. Not thread-safe. */
    public static final class Builder {

        private final AutoscalerSettings settings;

        private Builder(String name) {
            settings = new AutoscalerSettings(name);
        }

        /**
         * Sets what is scaled. Required.
         *
         * @param target stays the caller's to close
         * @return this builder
         */
        public Builder target(ScaleTarget target) {
            settings.target = target;
            return this;
        }

        /**
         * Sets what decides. Required.
         *
         * @param policy may be shared
         * @return this builder
         */
        public Builder policy(ScalingPolicy policy) {
            settings.policy = policy;
            return this;
        }

        /**
         * Adds what is measured. At least one is required, and their names must differ.
         *
         * @param trigger its scaler is closed with the autoscaler unless borrowed
         * @return this builder
         */
        public Builder trigger(Trigger trigger) {
            settings.triggers.add(trigger);
            return this;
        }

        /**
         * Sets the time from turn to turn. KEDA: {@code pollingInterval}, there 30 s.
         *
         * @param interval more than 0. Default 15 s
         * @return this builder
         */
        public Builder interval(Duration interval) {
            settings.interval = interval;
            return this;
        }

        /**
         * Sets the time from turn to turn while the target sleeps.
         *
         * @param interval more than 0. Default: the interval
         * @return this builder
         */
        public Builder dormantInterval(Duration interval) {
            settings.dormantInterval = interval;
            return this;
        }

        /**
         * Sets how long a turn waits for each reading.
         *
         * @param timeout more than 0. Default: the interval, but at least 1 s and at most 10 s
         * @return this builder
         */
        public Builder readTimeout(Duration timeout) {
            settings.readTimeout = timeout;
            return this;
        }

        /**
         * Sets how long a turn waits for the target, both when reading and when writing.
         *
         * @param timeout more than 0. Default: the interval, but at least 1 s and at most 10 s
         * @return this builder
         */
        public Builder targetTimeout(Duration timeout) {
            settings.targetTimeout = timeout;
            return this;
        }

        /**
         * Adds an observer.
         *
         * @param observer told of everything
         * @return this builder
         */
        public Builder observer(AutoscalerObserver observer) {
            settings.observers.add(observer);
            return this;
        }

        /**
         * Decides and tells, but never writes to the target.
         *
         * @return this builder
         */
        public Builder dryRun() {
            settings.dryRun = true;
            return this;
        }

        /**
         * Goes on from a state that was kept.
         *
         * @param state of an earlier autoscaler. Default {@link ScalingState#initial()}
         * @return this builder
         */
        public Builder state(ScalingState state) {
            settings.state = state;
            return this;
        }

        /**
         * Begins under an operator's control, as it was before a restart.
         *
         * @param control pauses and forced activation. Default {@link Control#none()}
         * @return this builder
         */
        public Builder control(Control control) {
            settings.control = control;
            return this;
        }

        /**
         * Adds bounds that depend on the time. Several hold together: the highest minimum and the lowest maximum.
         *
         * @param schedule asked once per turn
         * @return this builder
         */
        public Builder schedule(BoundsSchedule schedule) {
            settings.schedule = settings.schedule.and(schedule);
            return this;
        }

        /**
         * Sets where the time comes from.
         *
         * @param time a wall clock. Default the system's
         * @return this builder
         */
        public Builder time(InstantSource time) {
            settings.time = time;
            return this;
        }

        /**
         * Sets the timer, to share one between many autoscalers, or for virtual time.
         *
         * @param scheduler stays the caller's to close. Default: a thread of its own
         * @return this builder
         */
        public Builder scheduler(Scheduler scheduler) {
            settings.scheduler = scheduler;
            return this;
        }

        /**
         * Sets where blocking calls run, to share threads between many autoscalers.
         *
         * @param executor stays the caller's to close; it must have a thread for each call that may hang. Default:
         *     threads of its own
         * @return this builder
         */
        public Builder executor(Executor executor) {
            settings.executor = executor;
            return this;
        }

        /**
         * Makes the autoscaler. It does nothing until {@link Autoscaler#start()} or {@link Autoscaler#evaluate()}.
         *
         * @return to be closed by the caller
         * @throws InvalidConfigurationException with everything that is wrong; owned scalers are closed then
         */
        public Autoscaler build() {
            return new Autoscaler(settings.open());
        }
    }
}
