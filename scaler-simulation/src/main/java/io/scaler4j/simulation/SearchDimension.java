package io.scaler4j.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One thing that a search may change.
 *
 * @param name as the object has it
 * @param options what it may be
 * @param current which of them it is
 * @param bounds whether the options are ordered, with a first and a last that a search may run against
 */
record SearchDimension<T>(String name, List<T> options, int current, boolean bounds) {

    /** Ordered options, with the present value among them. */
    static <T extends Comparable<T>> SearchDimension<T> ordered(String name, List<T> options, T now, boolean bounds) {
        var all = new ArrayList<>(options);
        if (!all.contains(now)) {
            all.add(now);
        }
        Collections.sort(all);
        return new SearchDimension<>(name, List.copyOf(all), all.indexOf(now), bounds);
    }

    /** Options without an order, the present one first. */
    static <T> SearchDimension<T> unordered(String name, T now, List<T> others) {
        var all = new ArrayList<T>(List.of(now));
        others.stream().filter(other -> !other.equals(now)).forEach(all::add);
        return new SearchDimension<>(name, List.copyOf(all), 0, false);
    }

    boolean isAtBound(int choice) {
        return bounds && choice != current && (choice == 0 || choice == options.size() - 1);
    }
}
