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
    record Queue(MetricSpec metric, Workload workload) {}

    /** A trigger that reads what the replicas use. */
    record Cpu(MetricSpec metric, CpuLoad load) {}

    void add(String name, MetricTarget target, double activatesAbove, Load load) {
        Shapes.given("target of trigger \"" + name + "\"", target);
        Shapes.given("load of trigger \"" + name + "\"", load);
        Fitting.check(name, target, load.at(Duration.ZERO));
        triggers.add(start -> Trigger.of(name, load.asScaler(start), target).activatesAbove(activatesAbove));
    }

    void add(MetricSpec metric, Traffic traffic) {
        if (traffic instanceof Workload workload) {
            workload(metric, workload);
        } else if (traffic instanceof CpuLoad load) {
            cpu(metric, load);
        } else if (traffic instanceof Load load) {
            add(metric, load);
        }
    }

    private void add(MetricSpec metric, Load load) {
        Fitting.check(metric.trigger(), metric.target(), load.at(Duration.ZERO));
        triggers.add(start -> Trigger.of(metric, load.asScaler(start)));
    }

    void add(Trigger trigger) {
        Shapes.given("trigger", trigger);
        triggers.add(start -> trigger);
    }

    void workload(String name, MetricTarget target, Workload workload) {
        Shapes.given("target of trigger \"" + name + "\"", target);
        Shapes.given("workload of trigger \"" + name + "\"", workload);
        workload(MetricSpec.of(name, target), workload);
    }

    private void workload(MetricSpec metric, Workload workload) {
        if (queue != null) {
            throw new IllegalArgumentException(
                    "a run has one workload; \"" + queue.metric().trigger() + "\" is there already");
        }
        Fitting.check(metric.trigger(), metric.target(), Reading.of(0));
        queue = new Queue(metric, workload);
    }

    void cpu(String name, MetricTarget target, CpuLoad load) {
        Shapes.given("target of trigger \"" + name + "\"", target);
        Shapes.given("CPU load of trigger \"" + name + "\"", load);
        cpu(MetricSpec.of(name, target), load);
    }

    private void cpu(MetricSpec metric, CpuLoad load) {
        if (cpu != null) {
            throw new IllegalArgumentException(
                    "a run has one CPU load; \"" + cpu.metric().trigger() + "\" is there already");
        }
        Fitting.check(metric.trigger(), metric.target(), Reading.samples(Resource.CPU, List.of()));
        cpu = new Cpu(metric, load);
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
            dated.add(Trigger.of(queue.metric(), length));
        }
        if (cpu != null) {
            dated.add(Trigger.of(cpu.metric(), usage));
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
