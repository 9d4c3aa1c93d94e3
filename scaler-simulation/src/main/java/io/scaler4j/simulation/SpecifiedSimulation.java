package io.scaler4j.simulation;

import io.scaler4j.config.Problems;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The simulation of a configured autoscaler, with loads in place of its sources. */
final class SpecifiedSimulation {

    private static final Duration ALWAYS = Duration.ofSeconds(Long.MAX_VALUE);

    private SpecifiedSimulation() {}

    static Simulation of(AutoscalerSpec spec, Map<String, ? extends Traffic> traffic) {
        return of(spec, spec.policy(), metrics(spec), traffic);
    }

    /** What is wanted of the triggers, in their order. */
    static List<MetricSpec> metrics(AutoscalerSpec spec) {
        return spec.triggers().stream().map(TriggerPlan::metric).toList();
    }

    /**
     * Makes the simulation of a specification with another policy and other metrics.
     *
     * @param metrics one for each trigger, by its name
     */
    static Simulation of(
            AutoscalerSpec spec,
            ScalingPolicy policy,
            List<MetricSpec> metrics,
            Map<String, ? extends Traffic> traffic) {
        var problems = Problems.of("simulation of autoscaler \"" + spec.name() + "\"");
        Simulation simulation = Simulation.of(policy)
                .every(spec.interval())
                .idleEvery(spec.idleInterval())
                .control(Duration.ZERO, ALWAYS, spec.control());
        spec.schedules().forEach(simulation::schedule);
        for (MetricSpec metric : metrics) {
            Traffic given = traffic.get(metric.trigger());
            if (given == null) {
                problems.add("trigger \"" + metric.trigger() + "\" has no load; give what it would read by this name");
            } else {
                problems.include(() -> simulation.triggers.add(metric, given));
            }
        }
        List<String> names = metrics.stream().map(MetricSpec::trigger).toList();
        unknown(traffic, names)
                .forEach(name -> problems.add("there is a load for \"" + name + "\", and no trigger of this name; the"
                        + " triggers are " + String.join(", ", names)));
        problems.throwIfAny();
        return simulation;
    }

    private static Stream<String> unknown(Map<String, ? extends Traffic> traffic, List<String> names) {
        return traffic.keySet().stream().filter(name -> !names.contains(name)).sorted();
    }
}
