package io.scaler4j.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the counts of several interceptors, poll by poll. Time is an argument, and there is no I/O. The requests in
 * flight are those of all answers, and the last known ones of interceptors that do not answer. Arrivals are what
 * answers have grown by: the first answer of an interceptor, and the first sight of a route, add nothing, and after a
 * restart all counts. Not thread-safe.
 */
final class FleetCounts {

    static final String ALL_ROUTES = "*";

    private final Duration maxAge;
    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, Long> arrived = new HashMap<>();
    private Totals last = new Totals(Map.of(), 0, 0);

    /** The last answer of an interceptor, and when it came. */
    private record Instance(QueueAnswer answer, Instant at) {}

    /**
     * Starts without answers.
     *
     * @param maxAge for how long the last known counts of an interceptor count
     */
    FleetCounts(Duration maxAge) {
        this.maxAge = maxAge;
    }

    /**
     * What a poll found.
     *
     * @param counts the totals by route; those of an earlier poll if nothing answered
     * @param listed how many interceptors there are
     * @param answered how many of them answered
     */
    record Totals(Map<String, RequestCounts> counts, int listed, int answered) {

        /** The counts of a route, or the sums over all routes; null if no answer has the route. */
        @Nullable
        RequestCounts of(String route) {
            return route.equals(ALL_ROUTES)
                    ? counts.values().stream().reduce(RequestCounts.NONE, FleetCounts::plus)
                    : counts.get(route);
        }

        boolean isUnknown() {
            return answered == 0;
        }

        boolean isLowerBound() {
            return answered < listed;
        }
    }

    /** Takes a poll; {@code answers} has an entry for each listed interceptor, null if it did not answer. */
    Totals poll(Instant now, Map<String, @Nullable QueueAnswer> answers) {
        instances.keySet().retainAll(answers.keySet());
        int answered =
                (int) answers.values().stream().filter(answer -> answer != null).count();
        if (answered > 0) {
            for (Map.Entry<String, @Nullable QueueAnswer> one : answers.entrySet()) {
                QueueAnswer answer = one.getValue();
                if (answer != null) {
                    take(one.getKey(), answer, now);
                }
            }
        }
        Map<String, RequestCounts> totals = answered > 0 ? add(now) : last.counts();
        arrived.keySet().retainAll(routes());
        last = new Totals(totals, answers.size(), answered);
        return last;
    }

    /** What the last poll found. */
    Totals last() {
        return last;
    }

    private void take(String address, QueueAnswer answer, Instant now) {
        Instance last = instances.put(address, new Instance(answer, now));
        answer.counts().forEach((route, counts) -> {
            long growth = last == null ? 0 : growth(last.answer(), answer, route, counts.arrived());
            arrived.merge(route, growth, Long::sum);
        });
    }

    private static long growth(QueueAnswer last, QueueAnswer answer, String route, long count) {
        boolean saysBoot = answer.boot().isPresent() && last.boot().isPresent();
        if (saysBoot && !answer.boot().equals(last.boot())) {
            return count;
        }
        RequestCounts before = last.counts().get(route);
        if (before == null) {
            return saysBoot ? count : 0; // the same start: the route came since
        }
        return count < before.arrived() ? count : count - before.arrived();
    }

    /** Those of all last answers, however old: what arrived meanwhile is told when the interceptor answers again. */
    private Set<String> routes() {
        return instances.values().stream()
                .flatMap(instance -> instance.answer().counts().keySet().stream())
                .collect(Collectors.toSet());
    }

    private Map<String, RequestCounts> add(Instant now) {
        Collection<Instance> known = instances.values().stream()
                .filter(instance -> Duration.between(instance.at(), now).compareTo(maxAge) <= 0)
                .toList();
        Map<String, RequestCounts> sums = new TreeMap<>();
        for (Instance instance : known) {
            instance.answer().counts().forEach((route, counts) -> sums.merge(route, counts, FleetCounts::plus));
        }
        Map<String, RequestCounts> all = new LinkedHashMap<>();
        sums.forEach((route, sum) -> all.put(
                route, new RequestCounts(sum.inFlight(), arrived.getOrDefault(route, 0L), sum.held(), sum.peak())));
        return all;
    }

    private static RequestCounts plus(RequestCounts one, RequestCounts other) {
        return new RequestCounts(
                one.inFlight() + other.inFlight(),
                one.arrived() + other.arrived(),
                one.held() + other.held(),
                one.peak() + other.peak());
    }
}
