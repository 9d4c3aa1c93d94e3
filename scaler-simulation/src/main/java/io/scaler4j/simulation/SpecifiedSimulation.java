package io.scaler4j.simulation;

import io.scaler4j.config.Problems;
import io.scaler4j.policy.MetricSpec;
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

    static Simulation of(AutoscalerSpec spec, Map<String, Load> loads) {
        var problems = Problems.of("simulation of autoscaler \"" + spec.name() + "\"");
        Simulation simulation = Simulation.of(spec.policy())
                .every(spec.interval())
                .idleEvery(spec.idleInterval())
                .control(Duration.ZERO, ALWAYS, spec.control());
        spec.schedules().forEach(simulation::schedule);
        List<MetricSpec> metrics =
                spec.triggers().stream().map(TriggerPlan::metric).toList();
        for (MetricSpec metric : metrics) {
            Load load = loads.get(metric.trigger());
            if (load == null) {
                problems.add("trigger \"" + metric.trigger() + "\" has no load; give what it would read by this name");
            } else {
                problems.include(() -> simulation.triggers.add(metric, load));
            }
        }
        List<String> names = metrics.stream().map(MetricSpec::trigger).toList();
        unknown(loads, names)
                .forEach(name -> problems.add("there is a load for \"" + name + "\", and no trigger of this name; the"
                        + " triggers are " + String.join(", ", names)));
        problems.throwIfAny();
        return simulation;
    }

    private static Stream<String> unknown(Map<String, Load> loads, List<String> names) {
        return loads.keySet().stream().filter(name -> !names.contains(name)).sorted();
    }
}
