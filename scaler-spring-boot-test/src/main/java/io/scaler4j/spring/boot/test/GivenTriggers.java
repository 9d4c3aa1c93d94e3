package io.scaler4j.spring.boot.test;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spring.boot.AutoscalerSpecCustomizer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Puts a trigger of the test in the place of each trigger that is configured, and finds them by name. */
final class GivenTriggers implements AutoscalerSpecCustomizer {

    private final List<GivenTrigger> all = new CopyOnWriteArrayList<>();

    @Override
    public AutoscalerSpec customize(AutoscalerSpec spec) {
        return spec.measuring(plan -> {
            var trigger = new GivenTrigger(spec.name(), plan);
            all.add(trigger);
            return trigger;
        });
    }

    /**
     * Finds a trigger by its own name, or by {@code autoscaler/trigger} if several autoscalers have one of the name.
     *
     * @throws IllegalArgumentException if there is none, or more than one
     */
    GivenTrigger find(String name) {
        List<GivenTrigger> found = all.stream()
                .filter(trigger ->
                        trigger.name().equals(name) || trigger.fullName().equals(name))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "no autoscaler has a trigger \"" + name + "\"; triggers are " + names(all)
                        : "several autoscalers have a trigger \"" + name + "\"; name one of " + names(found));
    }

    /**
     * Checks that the autoscalers that take part are complete: those of which a trigger was given anything.
     *
     * @throws IllegalStateException if a trigger of one of them was given nothing, or no autoscaler takes part
     */
    void check() {
        Set<String> partaking = all.stream()
                .filter(GivenTrigger::isGiven)
                .map(GivenTrigger::autoscaler)
                .collect(Collectors.toSet());
        List<GivenTrigger> missing = all.stream()
                .filter(trigger -> !trigger.isGiven())
                .filter(trigger -> partaking.isEmpty() || partaking.contains(trigger.autoscaler()))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("triggers without a value: " + names(missing)
                    + "; give each one with value or reading, or let it measure with reads");
        }
    }

    private static String names(List<GivenTrigger> triggers) {
        return triggers.stream().map(GivenTrigger::fullName).sorted().collect(Collectors.joining(", "));
    }
}
