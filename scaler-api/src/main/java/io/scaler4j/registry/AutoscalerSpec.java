package io.scaler4j.registry;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerBuilder;
import io.scaler4j.BoundsSchedule;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an autoscaler is configured with, as data: nothing is open yet. Two specifications are equal if autoscalers made
 * of them do the same, so an {@link AutoscalerRegistry} knows whether something changed. Immutable, thread-safe.
 *
 * <pre>{@code
 * AutoscalerSpec spec = AutoscalerSpec.builder("orders")
 *         .policy(ScalingPolicy.builder().replicas(0, 20).build())
 *         .trigger(catalog.plan(TriggerSpec.builder("kafka").metadata(options).build()))
 *         .build();
 * try (SharedConnections connections = new SharedConnections();
 *         Autoscaler autoscaler = spec.open(target, connections).start()) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p>Policies, schedules and plans are compared with their own {@code equals}: those of the library compare by value, a
 * lambda equals only itself.
 */
public final class AutoscalerSpec {

    private final String name;
    /** What triggers are told; the same unless the autoscaler got another name. */
    private final String nameForTriggers;

    private final ScalingPolicy policy;
    private final List<TriggerPlan> triggers;
    private final Duration interval;
    private final Duration idleInterval;
    private final Optional<Duration> readTimeout;
    private final Optional<Duration> targetTimeout;
    private final List<BoundsSchedule> schedules;
    private final Control control;
    private final boolean dryRun;
    private final String namespace;
    private final Optional<TargetRef> targetRef;

    AutoscalerSpec(AutoscalerSpecBuilder builder, ScalingPolicy policy) {
        this.policy = policy;
        name = builder.name;
        nameForTriggers = builder.name;
        triggers = List.copyOf(builder.triggers);
        interval = builder.interval;
        idleInterval = builder.idleInterval.orElse(interval);
        readTimeout = builder.readTimeout;
        targetTimeout = builder.targetTimeout;
        schedules = List.copyOf(builder.schedules);
        control = builder.control;
        dryRun = builder.dryRun;
        namespace = builder.namespace;
        targetRef = builder.targetRef;
    }

    private AutoscalerSpec(AutoscalerSpec other, String name, Duration interval, List<TriggerPlan> triggers) {
        this.name = name;
        nameForTriggers = other.nameForTriggers;
        policy = other.policy;
        this.triggers = triggers;
        this.interval = interval;
        idleInterval = other.idleInterval;
        readTimeout = other.readTimeout;
        targetTimeout = other.targetTimeout;
        schedules = other.schedules;
        control = other.control;
        dryRun = other.dryRun;
        namespace = other.namespace;
        targetRef = other.targetRef;
    }

    /**
     * Returns a copy with another name, for a registry that holds objects of several namespaces. Triggers are still
     * told the name of the object.
     *
     * @param name of the autoscaler, not blank, as in {@code shop/orders}
     * @return the copy
     */
    public AutoscalerSpec named(String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank; it tells autoscalers of a registry apart");
        }
        return new AutoscalerSpec(this, name, interval, triggers);
    }

    /**
     * Returns a copy with another time from turn to turn while the target is not scaled to zero, for a cluster in which
     * the HPA looks more or less often.
     *
     * @param interval more than 0
     * @return the copy
     */
    public AutoscalerSpec every(Duration interval) {
        if (interval == null || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be more than 0, was " + interval);
        }
        return new AutoscalerSpec(this, name, interval, triggers);
    }

    /**
     * Returns a copy that measures something else: each trigger is replaced by what the function makes of it. A test
     * gives triggers its own values so, and nothing else differs.
     *
     * @param replacement is called once for each trigger, in their order; may return what it gets
     * @return the copy
     * @throws IllegalArgumentException if a replacement wants something else of its metric, or has another name
     */
    public AutoscalerSpec measuring(UnaryOperator<TriggerPlan> replacement) {
        Objects.requireNonNull(replacement, "replacement must not be null; it makes a plan of a plan");
        return new AutoscalerSpec(
                this,
                name,
                interval,
                triggers.stream().map(plan -> replaced(plan, replacement)).toList());
    }

    private static TriggerPlan replaced(TriggerPlan plan, UnaryOperator<TriggerPlan> replacement) {
        TriggerPlan replaced = Objects.requireNonNull(
                replacement.apply(plan), () -> "replacement must not be null for " + plan + "; return the plan itself");
        if (!replaced.metric().equals(plan.metric())) {
            throw new IllegalArgumentException("a replacement must have the metric of its trigger (" + plan.metric()
                    + "), had " + replaced.metric() + "; change only what measures");
        }
        return replaced;
    }

    /**
     * Starts a specification.
     *
     * @param name of the autoscaler, not blank
     * @return a builder
     */
    public static AutoscalerSpecBuilder builder(String name) {
        return new AutoscalerSpecBuilder(name);
    }

    /**
     * Opens the triggers and makes an autoscaler of them. It does nothing until it is started.
     *
     * @param target what is scaled; stays the caller's to close
     * @param connections where connections with equal settings are shared
     * @return an autoscaler that owns its triggers, to be closed by the caller
     * @throws InvalidConfigurationException if a trigger cannot be opened; nothing stays open then
     */
    public Autoscaler open(ScaleTarget target, SharedConnections connections) {
        return configure(openTriggers(connections)).target(target).build();
    }

    /**
     * Opens the triggers, all or none.
     *
     * @param connections where connections with equal settings are shared
     * @return open triggers in their order; their scalers are the caller's to close, or an autoscaler's
     * @throws InvalidConfigurationException if a trigger cannot be opened; nothing stays open then
     */
    public List<Trigger> openTriggers(SharedConnections connections) {
        var context = new TriggerContext(connections, 0, nameForTriggers, namespace, targetRef);
        var opened = new ArrayList<Trigger>(triggers.size());
        try {
            for (TriggerPlan plan : triggers) {
                opened.add(plan.openTrigger(context.index(opened.size())));
            }
            return List.copyOf(opened);
        } catch (RuntimeException | Error e) {
            opened.forEach(trigger -> closeAfter(e, trigger));
            throw e;
        }
    }

    private static void closeAfter(Throwable reason, Trigger trigger) {
        try {
            trigger.scaler().close();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Passes everything but the target to a builder, for an autoscaler with observers, a state or threads beside it.
     *
     * @param opened the triggers that {@link #openTriggers} returned
     * @return a builder that needs a target
     */
    public AutoscalerBuilder configure(List<Trigger> opened) {
        AutoscalerBuilder builder = Autoscaler.builder(name)
                .policy(policy)
                .interval(interval)
                .idleInterval(idleInterval)
                .control(control);
        opened.forEach(builder::trigger);
        schedules.forEach(builder::schedule);
        readTimeout.ifPresent(builder::readTimeout);
        targetTimeout.ifPresent(builder::targetTimeout);
        return dryRun ? builder.dryRun() : builder;
    }

    /** {@return the autoscaler's name, not blank} */
    public String name() {
        return name;
    }

    /** {@return what decides} */
    public ScalingPolicy policy() {
        return policy;
    }

    /** {@return what is measured, at least one; unmodifiable} */
    public List<TriggerPlan> triggers() {
        return triggers;
    }

    /** {@return the time from turn to turn, more than 0} */
    public Duration interval() {
        return interval;
    }

    /** {@return the time from turn to turn while the target is scaled to zero, more than 0} */
    public Duration idleInterval() {
        return idleInterval;
    }

    /**
     * {@return how long a turn waits for each reading; empty for the default of {@link AutoscalerBuilder#readTimeout}}
     */
    public Optional<Duration> readTimeout() {
        return readTimeout;
    }

    /**
     * {@return how long a turn waits for the target; empty for the default of {@link AutoscalerBuilder#targetTimeout}}
     */
    public Optional<Duration> targetTimeout() {
        return targetTimeout;
    }

    /** {@return bounds that depend on the time; all of them hold; unmodifiable} */
    public List<BoundsSchedule> schedules() {
        return schedules;
    }

    /** {@return pauses and a forced activation from the beginning} */
    public Control control() {
        return control;
    }

    /** {@return whether the autoscaler decides and tells, but never writes} */
    public boolean isDryRun() {
        return dryRun;
    }

    /** {@return the namespace of the target in a Kubernetes cluster; empty outside of a cluster} */
    public String namespace() {
        return namespace;
    }

    /** {@return the target's object in a Kubernetes cluster, for triggers that measure its pods} */
    public Optional<TargetRef> targetRef() {
        return targetRef;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AutoscalerSpec that
                && name.equals(that.name)
                && nameForTriggers.equals(that.nameForTriggers)
                && policy.equals(that.policy)
                && triggers.equals(that.triggers)
                && interval.equals(that.interval)
                && idleInterval.equals(that.idleInterval)
                && readTimeout.equals(that.readTimeout)
                && targetTimeout.equals(that.targetTimeout)
                && schedules.equals(that.schedules)
                && control.equals(that.control)
                && dryRun == that.dryRun
                && namespace.equals(that.namespace)
                && targetRef.equals(that.targetRef);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, policy, triggers, interval, schedules, control, targetRef);
    }

    /** The name and the triggers, without any secret. */
    @Override
    public String toString() {
        return "autoscaler \"" + name + "\" every " + interval.toMillis() / 1000.0 + " s of " + triggers;
    }
}
