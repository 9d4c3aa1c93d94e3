package io.scaler4j.simulation;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one run. An autoscaler's turn is all about what may go wrong between its steps, and nothing does here,
 * so the steps are made one after the other; a test holds the two together. Used once.
 */
final class SimulatedLoop {

    private static final String NAME = "simulation";
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final Reading NOT_READ =
            Reading.failure(Reading.Failure.Kind.NOT_YET, "not read while the target is idle");

    private final Simulation simulation;
    private final Duration length;
    private final List<Trigger> triggers;
    private final @Nullable QueueModel queue;
    private final @Nullable CpuModel cpu;
    private final SimulatedTarget target;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private ScalingState state;

    SimulatedLoop(Simulation simulation, Duration length) {
        this.simulation = simulation;
        this.length = length;
        var queued = simulation.triggers.queue();
        this.queue = queued == null ? null : newQueue(queued.workload());
        var used = simulation.triggers.cpu();
        this.cpu = used == null ? null : newCpu(used.load());
        this.triggers = simulation.triggers.from(
                simulation.beginning,
                request -> Objects.requireNonNull(queue).read(),
                request -> Objects.requireNonNull(cpu).read());
        this.target = new SimulatedTarget(simulation.replicas, simulation.startup, simulation.reaction);
        this.state = simulation.state;
    }

    private QueueModel newQueue(Workload workload) {
        var pool = new ReplicaPool(workload, simulation.replicas, simulation.startup, simulation.reaction);
        return new QueueModel(workload, pool, length.toNanos());
    }

    private CpuModel newCpu(CpuLoad load) {
        return new CpuModel(load, simulation.beginning, simulation.replicas, simulation.startup, simulation.reaction);
    }

    Run run() {
        Instant end = simulation.beginning.plus(length);
        Instant now = simulation.beginning;
        int replicas = simulation.replicas;
        while (now.isBefore(end)) {
            Duration elapsed = Duration.between(simulation.beginning, now);
            work(elapsed);
            if (!Segment.anyContains(simulation.gaps, elapsed)) {
                Turn turn = turn(now, elapsed);
                keep(turn);
                simulation.watcher.accept(turn);
                replicas = Run.replicas(turn);
            }
            now = next(now, replicas);
        }
        work(length);
        return new Run(
                simulation.beginning,
                simulation.replicas,
                length,
                List.copyOf(turns),
                state,
                queue == null ? null : queue.result());
    }

    /** Lets the replicas work until then. */
    private void work(Duration elapsed) {
        if (queue != null) {
            queue.advanceTo(elapsed.toNanos());
        }
        if (cpu != null) {
            cpu.advanceTo(elapsed.toNanos());
        }
    }

    private void keep(Turn turn) {
        if (turns.size() == simulation.kept) {
            turns.removeFirst();
        }
        turns.addLast(turn);
    }

    private Turn turn(Instant now, Duration elapsed) {
        Observation observation = observe(now, elapsed);
        Decision decision = simulation.policy.decide(state, observation);
        var turn = Turn.of(NAME, now, observation, decision, carryOut(decision, now, elapsed));
        state = turn.next();
        return turn;
    }

    private Turn.Outcome carryOut(Decision decision, Instant now, Duration elapsed) {
        if (!decision.changes()) {
            return new Turn.Unchanged();
        }
        if (Segment.anyContains(simulation.failingWrites, elapsed)) {
            var problem = new ScaleTargetException("the simulation lets the write fail", null);
            return new Turn.NotWritten(Turn.Cause.REFUSED, Optional.of(problem));
        }
        target.scaleTo(decision.to(), now);
        if (queue != null) {
            queue.scaleTo(decision.to());
        }
        if (cpu != null) {
            cpu.scaleTo(decision.to());
        }
        return new Turn.Scaled(now.plus(simulation.confirmation));
    }

    private Observation observe(Instant now, Duration elapsed) {
        Replicas replicas = target.at(now);
        boolean idle = simulation.policy.isIdle(replicas.desired());
        ReadRequest request = ReadRequest.of(now, READ_TIMEOUT);
        List<Measurement> measurements = new ArrayList<>(triggers.size());
        for (Trigger trigger : triggers) {
            measurements.add(trigger.measure(idle && trigger.isAbstaining() ? NOT_READ : read(trigger, request)));
        }
        return Observation.of(now, replicas, measurements)
                .every(simulation.interval)
                .with(simulation.schedule.at(now))
                .with(control(elapsed));
    }

    /** Through the scaler's own {@code readAsync}, which turns an exception into a failure. */
    private static Reading read(Trigger trigger, ReadRequest request) {
        Reading reading = trigger.scaler()
                .readAsync(request, Runnable::run)
                .toCompletableFuture()
                .join();
        Fitting.check(trigger.name(), trigger.target(), reading);
        return reading;
    }

    private Control control(Duration elapsed) {
        Control control = Control.none();
        for (Controlled each : simulation.controls) {
            control = each.when().contains(elapsed) ? each.control() : control;
        }
        return control;
    }

    /** The next multiple of the interval, as an autoscaler has it. */
    private Instant next(Instant now, int replicas) {
        long period = simulation.interval(simulation.policy.isIdle(replicas)).toNanos();
        long sinceEpoch = Duration.between(Instant.EPOCH, now).toNanos();
        return now.plusNanos(period - Math.floorMod(sinceEpoch, period));
    }
}
