package io.scaler4j.simulation;

import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.MetricSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The triggers of a simulation, which read by the date of a run. */
final class SimulatedTriggers {

    private final List<Function<Instant, Trigger>> triggers = new ArrayList<>();
    private @Nullable Queue queue;
    private @Nullable Cpu cpu;

    /** A trigger that reads what the replicas have left. */
    record Queue(String trigger, MetricTarget target, Workload workload) {}

    /** A trigger that reads what the replicas use. */
    record Cpu(String trigger, MetricTarget target, CpuLoad load) {}

    void add(String name, MetricTarget target, double activatesAbove, Load load) {
        Shapes.given("target of trigger \"" + name + "\"", target);
        Shapes.given("load of trigger \"" + name + "\"", load);
        Fitting.check(name, target, load.at(Duration.ZERO));
        triggers.add(start -> Trigger.of(name, load.asScaler(start), target).activatesAbove(activatesAbove));
    }

    void add(MetricSpec metric, Load load) {
        Fitting.check(metric.trigger(), metric.target(), load.at(Duration.ZERO));
        triggers.add(start -> Trigger.of(metric, load.asScaler(start)));
    }

    void add(Trigger trigger) {
        Shapes.given("trigger", trigger);
        triggers.add(start -> trigger);
    }

    void workload(String name, MetricTarget target, Workload workload) {
        if (queue != null) {
            throw new IllegalArgumentException("a run has one workload; \"" + queue.trigger() + "\" is there already");
        }
        Shapes.given("target of trigger \"" + name + "\"", target);
        Shapes.given("workload of trigger \"" + name + "\"", workload);
        Fitting.check(name, target, Reading.of(0));
        queue = new Queue(name, target, workload);
    }

    void cpu(String name, MetricTarget target, CpuLoad load) {
        if (cpu != null) {
            throw new IllegalArgumentException("a run has one CPU load; \"" + cpu.trigger() + "\" is there already");
        }
        Shapes.given("target of trigger \"" + name + "\"", target);
        Shapes.given("CPU load of trigger \"" + name + "\"", load);
        Fitting.check(name, target, Reading.samples(Resource.CPU, List.of()));
        cpu = new Cpu(name, target, load);
    }

    @Nullable
    Queue queue() {
        return queue;
    }

    @Nullable
    Cpu cpu() {
        return cpu;
    }

    /**
     * As they are for a run.
     *
     * @param beginning its date
     * @param length tells that of the queue
     * @param usage tells that of the replicas
     */
    List<Trigger> from(Instant beginning, Scaler length, Scaler usage) {
        List<Trigger> dated = new ArrayList<>();
        triggers.forEach(trigger -> dated.add(trigger.apply(beginning)));
        if (queue != null) {
            dated.add(Trigger.of(queue.trigger(), length, queue.target()));
        }
        if (cpu != null) {
            dated.add(Trigger.of(cpu.trigger(), usage, cpu.target()));
        }
        if (dated.isEmpty()) {
            throw new IllegalArgumentException(
                    "a simulation needs a trigger; add one with trigger(..) or workload(..)");
        }
        var names = new HashSet<String>();
        for (Trigger trigger : dated) {
            if (!names.add(trigger.name())) {
                throw new IllegalArgumentException(
                        "two triggers have the name \"" + trigger.name() + "\"; names tell triggers apart");
            }
        }
        return dated;
    }
}
