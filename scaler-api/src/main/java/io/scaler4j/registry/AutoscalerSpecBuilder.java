package io.scaler4j.registry;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds an {@link AutoscalerSpec}. Reports everything that is wrong at once. Not thread-safe. */
public final class AutoscalerSpecBuilder {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

    final String name;
    final List<TriggerPlan> triggers = new ArrayList<>();
    final List<BoundsSchedule> schedules = new ArrayList<>();
    Duration interval = DEFAULT_INTERVAL;
    Optional<Duration> idleInterval = Optional.empty();
    Optional<Duration> readTimeout = Optional.empty();
    Optional<Duration> targetTimeout = Optional.empty();
    Control control = Control.none();
    boolean dryRun;
    String namespace = "";
    Optional<TargetRef> targetRef = Optional.empty();

    private final Set<String> nulls = new LinkedHashSet<>();
    private @Nullable ScalingPolicy policy;

    AutoscalerSpecBuilder(String name) {
        this.name = isGiven("name", name) ? name : "";
    }

    /** Notes a null, to be reported with everything else. */
    private boolean isGiven(String option, @Nullable Object value) {
        if (value == null) {
            nulls.add(option);
        }
        return value != null;
    }

    /**
     * Sets what decides. Required.
     *
     * @param policy may be shared
     * @return this builder
     */
    public AutoscalerSpecBuilder policy(ScalingPolicy policy) {
        isGiven("policy", policy);
        this.policy = policy;
        return this;
    }

    /**
     * Adds what is measured. At least one is required, and their names must differ.
     *
     * @param plan as a {@link io.scaler4j.spi.ScalerCatalog} makes it
     * @return this builder
     */
    public AutoscalerSpecBuilder trigger(TriggerPlan plan) {
        if (isGiven("trigger", plan)) {
            triggers.add(plan);
        }
        return this;
    }

    /**
     * Sets the time from turn to turn. KEDA: {@code pollingInterval}, there 30 s.
     *
     * @param interval more than 0. Default 15 s
     * @return this builder
     */
    public AutoscalerSpecBuilder interval(Duration interval) {
        if (isGiven("interval", interval)) {
            this.interval = interval;
        }
        return this;
    }

    /**
     * Sets the time from turn to turn while the target is scaled to zero.
     *
     * @param interval more than 0. Default: the interval
     * @return this builder
     */
    public AutoscalerSpecBuilder idleInterval(Duration interval) {
        isGiven("idleInterval", interval);
        idleInterval = Optional.ofNullable(interval);
        return this;
    }

    /**
     * Sets how long a turn waits for each reading.
     *
     * @param timeout more than 0. Default: the interval, but at least 1 s and at most 10 s
     * @return this builder
     */
    public AutoscalerSpecBuilder readTimeout(Duration timeout) {
        isGiven("readTimeout", timeout);
        readTimeout = Optional.ofNullable(timeout);
        return this;
    }

    /**
     * Sets how long a turn waits for the target, both when reading and when writing.
     *
     * @param timeout more than 0. Default: the interval, but at least 1 s and at most 10 s
     * @return this builder
     */
    public AutoscalerSpecBuilder targetTimeout(Duration timeout) {
        isGiven("targetTimeout", timeout);
        targetTimeout = Optional.ofNullable(timeout);
        return this;
    }

    /**
     * Adds bounds that depend on the time. Several hold together: the highest minimum and the lowest maximum.
     *
     * @param schedule is asked once per turn
     * @return this builder
     */
    public AutoscalerSpecBuilder schedule(BoundsSchedule schedule) {
        if (isGiven("schedule", schedule)) {
            schedules.add(schedule);
        }
        return this;
    }

    /**
     * Begins under an operator's control.
     *
     * @param control pauses and a forced activation. Default {@link Control#none()}
     * @return this builder
     */
    public AutoscalerSpecBuilder control(Control control) {
        if (isGiven("control", control)) {
            this.control = control;
        }
        return this;
    }

    /**
     * Decides and tells, but never writes to the target.
     *
     * @return this builder
     */
    public AutoscalerSpecBuilder dryRun() {
        dryRun = true;
        return this;
    }

    /**
     * Names the target in a Kubernetes cluster, for triggers that measure its pods.
     *
     * @param namespace its namespace
     * @param ref its object
     * @return this builder
     */
    public AutoscalerSpecBuilder targetRef(String namespace, TargetRef ref) {
        if (isGiven("namespace", namespace)) {
            this.namespace = namespace;
        }
        isGiven("targetRef", ref);
        targetRef = Optional.ofNullable(ref);
        return this;
    }

    /**
     * Makes the specification. Nothing is opened.
     *
     * @return the specification
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public AutoscalerSpec build() {
        var problems = Problems.of("autoscaler \"" + name + "\"");
        nulls.forEach(option -> problems.given(option, null));
        problems.check(!name.isBlank() || nulls.contains("name"), "name must not be blank");
        problems.check(
                policy != null || nulls.contains("policy"),
                "policy is missing; set it with policy(ScalingPolicy.builder()..build())");
        problems.check(
                !triggers.isEmpty() || nulls.contains("trigger"),
                "no trigger is set; add at least one with trigger(..)");
        checkNames(problems);
        checkThatItCanActivate(problems);
        checkPositive(problems, "interval", Optional.of(interval));
        checkPositive(problems, "idleInterval", idleInterval);
        checkPositive(problems, "readTimeout", readTimeout);
        checkPositive(problems, "targetTimeout", targetTimeout);
        problems.throwIfAny();
        return new AutoscalerSpec(this, Objects.requireNonNull(policy));
    }

    private void checkNames(Problems problems) {
        var names = new HashSet<String>();
        for (TriggerPlan plan : triggers) {
            String trigger = plan.metric().trigger();
            problems.check(
                    names.add(trigger), "two triggers have the name \"" + trigger + "\"; names tell triggers apart");
        }
    }

    private void checkThatItCanActivate(Problems problems) {
        boolean allAbstain = !triggers.isEmpty()
                && triggers.stream().allMatch(plan -> plan.metric().isAbstaining());
        problems.check(
                policy == null || !policy.canBeIdle() || !allAbstain,
                "every trigger abstains from activation, so nothing could activate the target at 0; use a minimum of at"
                        + " least 1, or add a trigger that is not a utilization");
    }

    private static void checkPositive(Problems problems, String option, Optional<Duration> duration) {
        problems.check(
                duration.isEmpty() || duration.get().compareTo(Duration.ZERO) > 0,
                option + " must be more than 0 s, was " + duration.orElse(Duration.ZERO));
    }
}
