package io.scaler4j.spring.boot.test;

import io.scaler4j.ScaleTarget;
import io.scaler4j.spring.boot.TargetSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A count for each name that is asked for, so that nothing real is scaled. */
final class SimulatedTargets implements TargetSource {

    private record Target(AtomicInteger count, ScaleTarget scaled) {

        Target(AtomicInteger count) {
            this(count, ScaleTarget.of(count::get, count::set));
        }
    }

    private final Map<String, Target> targets = new ConcurrentHashMap<>();

    @Override
    public String kind() {
        return "simulated target";
    }

    @Override
    public Optional<ScaleTarget> find(String name) {
        return Optional.of(targets.computeIfAbsent(name, unknown -> new Target(new AtomicInteger(1)))
                .scaled());
    }

    @Override
    public List<String> names() {
        return targets.keySet().stream().sorted().toList();
    }

    /**
     * {@return the count of a target}
     *
     * @throws IllegalArgumentException if nothing is scaled by this name
     */
    AtomicInteger count(String name) {
        Target target = targets.get(name);
        if (target == null) {
            throw new IllegalArgumentException("no autoscaler scales a target \"" + name + "\"; targets are " + names()
                    + ", named after their autoscalers unless 'target' gives them another name");
        }
        return target.count();
    }
}
