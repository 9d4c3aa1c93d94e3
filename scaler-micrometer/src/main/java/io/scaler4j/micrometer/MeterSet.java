package io.scaler4j.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The meters of one autoscaler. The numbers are kept here, and each registry has a meter for each of them, so it does
 * not matter when a registry comes. Its owner sees to it that one thread at a time calls it.
 */
final class MeterSet {

    private record Series(Metric metric, List<String> tags) {}

    private static final class Shown {
        private final Cell cell = new Cell();
        private final IdentityHashMap<MeterRegistry, Meter> meters = new IdentityHashMap<>();
    }

    private final Tags common;
    private final Iterable<MeterRegistry> registries;
    private final Map<Series, Shown> all = new HashMap<>();

    /**
     * @param autoscaler the tag that all meters have
     * @param registries where meters that are new are shown; may change at any time
     */
    MeterSet(String autoscaler, Iterable<MeterRegistry> registries) {
        common = Tags.of("autoscaler", autoscaler);
        this.registries = registries;
    }

    /** Shows a number; {@code tags} are key and value in turn. */
    void set(Metric metric, double value, String... tags) {
        var series = new Series(metric, List.of(tags));
        Shown shown = all.get(series);
        if (shown != null) {
            shown.cell.set(value);
        } else {
            show(series, value);
        }
    }

    void set(Metric metric, boolean value, String... tags) {
        set(metric, value ? 1 : 0, tags);
    }

    /** A counter begins at 0, so that its first step is seen. */
    void begin(Metric counter, String... tags) {
        count(counter, 0, tags);
    }

    void increment(Metric counter, String... tags) {
        count(counter, 1, tags);
    }

    private void count(Metric counter, int more, String... tags) {
        Shown shown = all.get(new Series(counter, List.of(tags)));
        set(counter, (shown == null ? 0 : shown.cell.get()) + more, tags);
    }

    private void show(Series series, double value) {
        var shown = new Shown();
        shown.cell.set(value); // before a scrape can see the meter
        all.put(series, shown);
        registries.forEach(registry -> show(series, shown, registry));
    }

    private void show(Series series, Shown shown, MeterRegistry registry) {
        shown.meters.computeIfAbsent(
                registry,
                unknown -> series.metric()
                        .register(registry, common.and(series.tags().toArray(String[]::new)), shown.cell));
    }

    /** Shows everything in a registry, unless it is there already. */
    void showIn(MeterRegistry registry) {
        all.forEach((series, shown) -> show(series, shown, registry));
    }

    /** Takes one series out of all registries, if it is there. */
    void remove(Metric metric, String... tags) {
        Shown shown = all.remove(new Series(metric, List.of(tags)));
        if (shown != null) {
            hide(shown);
        }
    }

    /** Takes everything out of the registries, and keeps the numbers. */
    void hide() {
        all.values().forEach(MeterSet::hide);
    }

    private static void hide(Shown shown) {
        shown.meters.forEach(MeterRegistry::remove);
        shown.meters.clear();
    }

    /** Takes everything out of the registries and forgets it. */
    void clear() {
        hide();
        all.clear();
    }
}
