package io.scaler4j.simulation;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.AutoscalerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a policy against traffic: turn by turn as an {@link io.scaler4j.Autoscaler} would, without waiting, without
 * threads, and with the same result every time.
 *
 * <pre>{@code
 * Run run = Simulation.of(policy)
 *         .startingAt(16)
 *         .trigger("lag", averageValue(50), Load.constant(800).then(ofMinutes(2), 0))
 *         .every(ofSeconds(15))
 *         .lasting(ofMinutes(20));
 * }</pre>
 *
 * <p>With loads the loop is open: replicas do not change them. A {@link Workload} or a {@link CpuLoad} closes it. Turns
 * are at the multiples of the interval, the first at the beginning; the end of a run does not belong to it. Times of
 * this class count from the beginning. Not thread-safe; may be run several times.
 */
public final class Simulation {

    /** A Monday. */
    private static final Instant MIDNIGHT = Instant.parse("2026-01-05T00:00:00Z");

    final ScalingPolicy policy;
    final SimulatedTriggers triggers = new SimulatedTriggers();
    final List<Segment> gaps = new ArrayList<>();
    final List<Segment> failingWrites = new ArrayList<>();
    final List<Controlled> controls = new ArrayList<>();
    Instant beginning = MIDNIGHT;
    int replicas = 1;
    Duration interval = Duration.ofSeconds(15);
    Duration startup = Duration.ZERO;
    Duration reaction = Duration.ZERO;
    Duration confirmation = Duration.ZERO;
    BoundsSchedule schedule = BoundsSchedule.none();
    ScalingState state = ScalingState.initial();
    int kept = Integer.MAX_VALUE;
    Consumer<Turn> watcher = turn -> {};
    private @Nullable Duration idleInterval;

    private Simulation(ScalingPolicy policy) {
        this.policy = policy;
    }

    /**
     * {@return a simulation of one replica without any trigger, to be told the rest}
     *
     * @param policy what is to be tried
     */
    public static Simulation of(ScalingPolicy policy) {
        return new Simulation(Shapes.given("policy of a simulation", policy));
    }

    /**
     * A simulation of a configured autoscaler: its policy, intervals, schedules, control and triggers. Nothing is
     * opened. A dry run is simulated as if it wrote, and time limits are left out.
     *
     * @param spec what is to be tried
     * @param traffic by the name of the trigger, one for each; at most one {@link Workload} and one {@link CpuLoad}
     * @return a simulation to be told the rest, such as {@link #startingAt}
     * @throws io.scaler4j.config.InvalidConfigurationException with all that has no counterpart or does not fit
     */
    public static Simulation of(AutoscalerSpec spec, Map<String, ? extends Traffic> traffic) {
        return SpecifiedSimulation.of(Shapes.given("specification", spec), Shapes.given("traffic", traffic));
    }

    /**
     * Sets the count before the first turn.
     *
     * @param replicas at least 0, all of them ready; unless set, 1
     * @return this simulation
     */
    public Simulation startingAt(int replicas) {
        Shapes.check(replicas >= 0, "a run must start at 0 replicas or more, was " + replicas);
        this.replicas = replicas;
        return this;
    }

    /**
     * Sets the date, for schedules.
     *
     * @param instant of the first turn; unless set, midnight of a Monday in UTC
     * @return this simulation
     */
    public Simulation beginning(Instant instant) {
        this.beginning = Shapes.given("beginning of a run", instant);
        return this;
    }

    /**
     * Adds a trigger that is active above 0.
     *
     * @param name unique among the triggers
     * @param target what is wanted of the load
     * @param load begins with the run
     * @return this simulation
     * @throws IllegalArgumentException for a utilization of a load of plain values, which no decision could use
     */
    public Simulation trigger(String name, MetricTarget target, Load load) {
        return trigger(name, target, 0, load);
    }

    /**
     * Adds a trigger.
     *
     * @param name unique among the triggers
     * @param target what is wanted of the load
     * @param activatesAbove the value above which an idle target is activated; of any type, taken as a double
     * @param load begins with the run
     * @return this simulation
     * @throws IllegalArgumentException for a utilization of a load of plain values, which no decision could use
     */
    public Simulation trigger(String name, MetricTarget target, Number activatesAbove, Load load) {
        Number given = Shapes.given("activation threshold of trigger \"" + name + "\"", activatesAbove);
        triggers.add(name, target, given.doubleValue(), load);
        return this;
    }

    /**
     * Adds a trigger with all that it can be told, and with any scaler; it is read on the calling thread, at the times
     * of the run, and never closed.
     *
     * @param trigger its name is unique among the triggers
     * @return this simulation
     */
    public Simulation trigger(Trigger trigger) {
        triggers.add(trigger);
        return this;
    }

    /**
     * Adds a trigger on a queue that the replicas work off, which closes the loop. One is enough for a run.
     *
     * @param name unique among the triggers
     * @param target what is wanted of the number of messages
     * @param workload begins with the run
     * @return this simulation
     */
    public Simulation workload(String name, MetricTarget target, Workload workload) {
        triggers.workload(name, target, workload);
        return this;
    }

    /**
     * Adds a trigger on the processor time that the replicas use, which closes the loop. One is enough for a run.
     *
     * @param name unique among the triggers
     * @param target a utilization, or an average value in cores per replica
     * @param load begins with the run
     * @return this simulation
     * @throws IllegalArgumentException for a value target, which samples per replica do not fit, or a second CPU load
     */
    public Simulation cpu(String name, MetricTarget target, CpuLoad load) {
        triggers.cpu(name, target, load);
        return this;
    }

    /**
     * Sets the time from turn to turn.
     *
     * @param interval more than 0; unless set, 15 s
     * @return this simulation
     */
    public Simulation every(Duration interval) {
        Shapes.checkPositive("interval", interval);
        this.interval = interval;
        return this;
    }

    /**
     * Sets the time from turn to turn while the target is idle.
     *
     * @param interval more than 0; unless set, the same as while it is active
     * @return this simulation
     */
    public Simulation idleEvery(Duration interval) {
        Shapes.checkPositive("idle interval", interval);
        this.idleInterval = interval;
        return this;
    }

    /**
     * Adds bounds that depend on the time.
     *
     * @param schedule asked once per turn, with the date of the run
     * @return this simulation
     */
    public Simulation schedule(BoundsSchedule schedule) {
        this.schedule = this.schedule.and(Shapes.given("schedule", schedule));
        return this;
    }

    /**
     * Lets an operator interfere.
     *
     * @param from the first turn under it
     * @param to the first turn without
     * @param control a pause, or a forced activation; the last that holds at a time counts
     * @return this simulation
     */
    public Simulation control(Duration from, Duration to, Control control) {
        controls.add(new Controlled(new Segment(from, to), Shapes.given("control", control)));
        return this;
    }

    /**
     * Leaves out turns, as when the process was suspended.
     *
     * @param from the first turn that is missing
     * @param to the first turn that is made again
     * @return this simulation
     */
    public Simulation gap(Duration from, Duration to) {
        gaps.add(new Segment(from, to));
        return this;
    }

    /**
     * Lets writes to the target fail.
     *
     * @param from the first turn whose write fails
     * @param to the first turn whose write succeeds again
     * @return this simulation
     */
    public Simulation failingWrites(Duration from, Duration to) {
        failingWrites.add(new Segment(from, to));
        return this;
    }

    /**
     * Sets how long a write takes until the target confirms it. A change counts for rate limits from then on, as in the
     * HPA, so a limit whose period is an exact multiple of the interval holds the count for one more turn.
     *
     * @param confirmation at least 0; unless set, 0
     * @return this simulation
     */
    public Simulation confirmsAfter(Duration confirmation) {
        this.confirmation = Shapes.checkNotNegative("time until a write is confirmed", confirmation);
        return this;
    }

    /**
     * Sets how long the target takes until it acts on a count that it is asked for. Until then it has, and shows as
     * {@link io.scaler4j.policy.Replicas#current}, as many replicas as before; counts are acted on one by one.
     *
     * @param reaction at least 0; unless set, 0
     * @return this simulation
     */
    public Simulation actsAfter(Duration reaction) {
        this.reaction = Shapes.checkNotNegative("time until a target acts", reaction);
        return this;
    }

    /**
     * Sets how long new replicas take until they are ready, from when the target acts on the count.
     *
     * @param startup at least 0; unless set, 0
     * @return this simulation
     */
    public Simulation readyAfter(Duration startup) {
        this.startup = Shapes.checkNotNegative("time until replicas are ready", startup);
        return this;
    }

    /**
     * Goes on from a state that was kept.
     *
     * @param state of an earlier run, or of a live autoscaler
     * @return this simulation
     */
    public Simulation state(ScalingState state) {
        this.state = Shapes.given("state", state);
        return this;
    }

    /**
     * Keeps the last turns of a run only, for runs so long that memory matters: a turn takes about a kilobyte.
     *
     * @param turns at least 1; unless set, all are kept
     * @return this simulation
     */
    public Simulation keepingLast(int turns) {
        Shapes.check(turns >= 1, "a run must keep 1 turn or more, was " + turns);
        this.kept = turns;
        return this;
    }

    /**
     * Runs.
     *
     * @param length of the run, more than 0
     * @return what happened
     * @throws IllegalArgumentException if there is no trigger, two have one name, or one reads plain values for a
     *     utilization
     */
    public Run lasting(Duration length) {
        Shapes.checkPositive("length of a run", length);
        return new SimulatedLoop(this, length).run();
    }

    Duration interval(boolean idle) {
        return idle && idleInterval != null ? idleInterval : interval;
    }
}
