package io.scaler4j;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Builds an {@link Autoscaler}. Reports everything that is wrong at once. Not thread-safe. */
public final class AutoscalerBuilder {

    private final AutoscalerSettings settings;

    AutoscalerBuilder(String name) {
        settings = new AutoscalerSettings(name);
    }

    /**
     * Sets what is scaled. Required.
     *
     * @param target stays the caller's to close
     * @return this builder
     */
    public AutoscalerBuilder target(ScaleTarget target) {
        settings.target = settings.given("target", target);
        return this;
    }

    /**
     * Sets what decides. Required.
     *
     * @param policy may be shared
     * @return this builder
     */
    public AutoscalerBuilder policy(ScalingPolicy policy) {
        settings.policy = settings.given("policy", policy);
        return this;
    }

    /**
     * Adds what is measured. At least one is required, and their names must differ.
     *
     * @param trigger its scaler is closed with the autoscaler unless borrowed
     * @return this builder
     */
    public AutoscalerBuilder trigger(Trigger trigger) {
        if (settings.isGiven("trigger", trigger)) {
            settings.triggers.add(trigger);
        }
        return this;
    }

    /**
     * Sets the time from turn to turn. KEDA: {@code pollingInterval}, there 30 s.
     *
     * @param interval more than 0. Default 15 s
     * @return this builder
     */
    public AutoscalerBuilder interval(Duration interval) {
        settings.interval = settings.given("interval", interval);
        return this;
    }

    /**
     * Sets the time from turn to turn while the target is idle: scaled to zero, or at its idle count.
     *
     * @param interval more than 0. Default: the interval
     * @return this builder
     */
    public AutoscalerBuilder idleInterval(Duration interval) {
        settings.idleInterval = settings.given("idleInterval", interval);
        return this;
    }

    /**
     * Sets how long a turn waits for each reading.
     *
     * @param timeout more than 0. Default: the interval, but at least 1 s and at most 10 s
     * @return this builder
     */
    public AutoscalerBuilder readTimeout(Duration timeout) {
        settings.readTimeout = settings.given("readTimeout", timeout);
        return this;
    }

    /**
     * Sets how long a turn waits for the target, both when reading and when writing.
     *
     * @param timeout more than 0. Default: the interval, but at least 1 s and at most 10 s
     * @return this builder
     */
    public AutoscalerBuilder targetTimeout(Duration timeout) {
        settings.targetTimeout = settings.given("targetTimeout", timeout);
        return this;
    }

    /**
     * Adds an observer.
     *
     * @param observer told of everything
     * @return this builder
     */
    public AutoscalerBuilder observer(AutoscalerObserver observer) {
        if (settings.isGiven("observer", observer)) {
            settings.observers.add(observer);
        }
        return this;
    }

    /**
     * Decides and tells, but never writes to the target.
     *
     * @return this builder
     */
    public AutoscalerBuilder dryRun() {
        settings.dryRun = true;
        return this;
    }

    /**
     * Goes on from a state that was kept.
     *
     * @param state of an earlier autoscaler. Default {@link ScalingState#initial()}
     * @return this builder
     */
    public AutoscalerBuilder state(ScalingState state) {
        settings.state = settings.given("state", state);
        return this;
    }

    /**
     * Begins under an operator's control, as it was before a restart.
     *
     * @param control pauses and forced activation. Default {@link Control#none()}
     * @return this builder
     */
    public AutoscalerBuilder control(Control control) {
        settings.control = settings.given("control", control);
        return this;
    }

    /**
     * Adds bounds that depend on the time. Several hold together: the highest minimum and the lowest maximum.
     *
     * @param schedule asked once per turn
     * @return this builder
     */
    public AutoscalerBuilder schedule(BoundsSchedule schedule) {
        if (settings.isGiven("schedule", schedule)) {
            settings.schedule = settings.schedule.and(schedule);
        }
        return this;
    }

    /**
     * Sets where the time comes from.
     *
     * @param time a wall clock. Default the system's
     * @return this builder
     */
    public AutoscalerBuilder time(InstantSource time) {
        settings.time = settings.given("time", time);
        return this;
    }

    /**
     * Sets the timer, to share one between many autoscalers, or for virtual time.
     *
     * @param scheduler stays the caller's to close. Default: a separate thread
     * @return this builder
     */
    public AutoscalerBuilder scheduler(Scheduler scheduler) {
        settings.scheduler = settings.given("scheduler", scheduler);
        return this;
    }

    /**
     * Sets where decisions are made and observers are told, to share threads between many autoscalers. What runs here
     * takes microseconds, unless an observer blocks: one thread serves thousands of autoscalers.
     *
     * <p>Blocking calls of scalers and targets run here too, unless {@link #blockingExecutor} is set. Then decisions
     * wait behind them: as many calls that hang as there are threads stop every autoscaler that shares the executor,
     * until their deadline interrupts them or, if they ignore that, until they return. Scalers and targets that are
     * asynchronous hold no thread, however slow they are.
     *
     * @param executor stays the caller's to close. Default: threads made for this autoscaler, one for each call that
     *     can be under way at once
     * @return this builder
     */
    public AutoscalerBuilder executor(Executor executor) {
        settings.executor = settings.given("executor", executor);
        return this;
    }

    /**
     * Sets where blocking calls of scalers and targets run, apart from decisions and observers. Set it where
     * autoscalers share an {@link #executor} and one of them has a scaler or a target that blocks.
     *
     * @param executor stays the caller's to close. It needs a thread for each call that may hang, so let it grow: with
     *     {@link java.util.concurrent.Executors#newCachedThreadPool()}, or a virtual thread per task. Default: where
     *     decisions are made
     * @return this builder
     */
    public AutoscalerBuilder blockingExecutor(Executor executor) {
        settings.blockingExecutor = settings.given("blockingExecutor", executor);
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
