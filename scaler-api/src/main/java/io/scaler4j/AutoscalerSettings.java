package io.scaler4j;

import io.scaler4j.config.Problems;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the builder of an autoscaler gathers: checks it, fills in defaults, opens the loop. */
final class AutoscalerSettings {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);
    private static final Duration SHORTEST_DEFAULT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    final String name;
    final List<Trigger> triggers = new ArrayList<>();
    final List<AutoscalerObserver> observers = new ArrayList<>();
    private final List<String> nulls = new ArrayList<>();

    @Nullable
    ScaleTarget target;

    @Nullable
    ScalingPolicy policy;

    Duration interval = Duration.ofSeconds(15);

    @Nullable
    Duration idleInterval;

    @Nullable
    Duration readTimeout;

    @Nullable
    Duration targetTimeout;

    boolean dryRun;
    ScalingState state = ScalingState.initial();
    Control control = Control.none();
    BoundsSchedule schedule = BoundsSchedule.none();
    InstantSource time = InstantSource.system();

    @Nullable
    Scheduler scheduler;

    @Nullable
    Executor executor;

    @Nullable
    Executor blockingExecutor;

    AutoscalerSettings(String name) {
        this.name = name;
    }

    /** Notes a null, to be reported with everything else: what was given before would not be closed otherwise. */
    <T> T given(String option, T value) {
        isGiven(option, value);
        return value;
    }

    boolean isGiven(String option, @Nullable Object value) {
        if (value == null) {
            nulls.add(option);
        }
        return value != null;
    }

    Loop open() {
        try {
            check();
            return newLoop();
        } catch (RuntimeException | Error e) {
            closeOwnedScalers(name, triggers);
            throw e;
        }
    }

    private void check() {
        var problems = Problems.of("autoscaler \"" + name + "\"");
        problems.check(name != null && !name.isBlank(), "name must not be blank");
        nulls.forEach(option -> problems.given(option, null));
        problems.check(target != null || nulls.contains("target"), "target is missing; set it with target(..)");
        problems.check(
                policy != null || nulls.contains("policy"),
                "policy is missing; set it with policy(ScalingPolicy.builder()..build())");
        problems.check(
                !triggers.isEmpty() || nulls.contains("trigger"),
                "no trigger is set; add at least one with trigger(..)");
        checkNames(problems);
        checkThatItCanActivate(problems);
        checkPositive(problems, "interval", interval);
        checkPositive(problems, "idleInterval", idleInterval);
        checkPositive(problems, "readTimeout", readTimeout);
        checkPositive(problems, "targetTimeout", targetTimeout);
        problems.throwIfAny();
    }

    private void checkNames(Problems problems) {
        var names = new HashSet<String>();
        for (Trigger trigger : triggers) {
            problems.check(
                    names.add(trigger.name()),
                    "two triggers have the name \"" + trigger.name() + "\"; names tell triggers apart");
        }
    }

    private void checkThatItCanActivate(Problems problems) {
        boolean allAbstain = !triggers.isEmpty() && triggers.stream().allMatch(Trigger::isAbstaining);
        problems.check(
                policy == null || !policy.canBeIdle() || !allAbstain,
                "every trigger abstains from activation, so nothing could activate the target from 0; use a minimum of"
                        + " at least 1, or add a trigger that is not a utilization");
    }

    private static void checkPositive(Problems problems, String option, @Nullable Duration duration) {
        problems.check(
                duration == null || duration.compareTo(Duration.ZERO) > 0,
                option + " must be more than 0 s, was " + duration);
    }

    private List<AutoscalerObserver> attach() {
        var problems = Problems.of("autoscaler \"" + name + "\"");
        List<AutoscalerObserver> attached = Observers.attach(observers, name, problems);
        problems.throwIfAny();
        return attached;
    }

    private Loop newLoop() {
        List<AutoscalerObserver> attached = attach();
        var ownThreads = new Workers(name, triggers.size(), observers.size());
        Scheduler timer = scheduler == null ? ownThreads.openTimer() : scheduler;
        Executor pool = executor == null ? ownThreads.openPool() : executor;
        Executor blocking = blockingExecutor == null ? pool : blockingExecutor;
        boolean areOurs = blocking == pool && executor == null; // others may do with tasks what they like
        Executor steps = areOurs ? new Relay(pool)::next : blocking;
        var told = new Observers(new LoggingObserver(dryRun), attached, pool);
        var setup = new TurnSetup(
                name,
                Objects.requireNonNull(policy),
                triggers.stream().map(TriggerSlot::new).toList(),
                new TargetPort(
                        name, Objects.requireNonNull(target), orDefault(targetTimeout), time, timer, blocking, steps),
                schedule,
                interval,
                orDefault(readTimeout),
                dryRun,
                time,
                timer,
                areOurs ? steps : pool,
                blocking,
                areOurs && scheduler == null ? steps : null,
                told);
        var end = new End(name, List.copyOf(triggers), new ArrayList<>(triggers.size()), told, ownThreads);
        var loop = new Loop(setup, idleInterval == null ? interval : idleInterval, state, control, end);
        triggers.forEach(trigger -> end.wakers().add(trigger.scaler().onActivity(loop::poke)));
        return loop;
    }

    /** Closes what a loop owns. It keeps no more than that: of these settings there may be a hundred thousand. */
    private record End(
            String name, List<Trigger> triggers, List<Scheduler.Cancellable> wakers, Observers told, Workers threads)
            implements Runnable {

        @Override
        public void run() {
            wakers.forEach(Scheduler.Cancellable::cancel);
            closeOwnedScalers(name, triggers);
            told.close(observer -> observer.closed(name));
            threads.close();
            told.detach(name);
        }
    }

    /** A turn should end before the next one is due, but a millisecond interval is no reason to give up that soon. */
    private Duration orDefault(@Nullable Duration timeout) {
        if (timeout != null) {
            return timeout;
        }
        return Collections.max(
                List.of(SHORTEST_DEFAULT_TIMEOUT, Collections.min(List.of(LONGEST_DEFAULT_TIMEOUT, interval))));
    }

    /** Closes what is owned; one that throws does not keep the others open. */
    private static void closeOwnedScalers(String name, List<Trigger> triggers) {
        for (Trigger trigger : triggers) {
            if (trigger.isOwned()) {
                try {
                    trigger.scaler().close();
                } catch (RuntimeException | LinkageError | AssertionError e) {
                    LOG.warn("{}: the scaler of trigger \"{}\" could not be closed", name, trigger.name(), e);
                }
            }
        }
    }
}
