package io.scaler4j.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages RANGE, RECOMMEND, STABILIZE and RATE_LIMIT for a second time: written from the description of the HPA to
 * be obvious, with plain lists that never forget, and sharing no code with the policy it checks.
 */
final class NaiveModel {

    /** One direction. Times in milliseconds. */
    record Rules(long window, SelectPolicy select, List<RateLimit> limits) {}

    record Settings(int min, int max, boolean legacy, Rules up, Rules down) {

        int floor() {
            return Math.max(1, min);
        }
    }

    /** One trigger's reading in thousandths, its target, tolerance and limits. */
    record Metric(
            boolean perReplica,
            long value,
            long target,
            double toleranceUp,
            double toleranceDown,
            boolean failed,
            boolean partial,
            int usefulMaximum) {}

    /** What a composite is made of and measured by; it is the sum of its inputs. */
    record Sum(boolean perReplica, long target, double toleranceUp, double toleranceDown) {

        /** The inputs as one metric: not known without each of them, partial with a partial one. */
        Metric of(List<Metric> inputs) {
            double sum = 0;
            boolean failed = false;
            boolean partial = false;
            for (Metric input : inputs) {
                failed |= input.failed();
                partial |= input.partial();
                sum += useful(input) / 1000.0;
            }
            long cut = new BigDecimal(sum * 1000)
                    .setScale(0, RoundingMode.DOWN)
                    .min(BigDecimal.valueOf(Long.MAX_VALUE))
                    .max(BigDecimal.valueOf(Long.MIN_VALUE))
                    .longValueExact();
            return new Metric(perReplica, cut, target, toleranceUp, toleranceDown, failed, partial, Integer.MAX_VALUE);
        }

        /** No more than keeps the useful number of replicas busy. */
        private static long useful(Metric input) {
            boolean tooMuch = input.usefulMaximum() < Integer.MAX_VALUE
                    && Math.ceil((double) input.value() / input.target()) > input.usefulMaximum();
            return tooMuch ? input.target() * input.usefulMaximum() : input.value();
        }
    }

    record Move(Stage stage, int from, int to) {

        @Override
        public String toString() {
            return stage + " " + from + " -> " + to;
        }
    }

    private record Recommendation(long at, int replicas) {}

    /** A change that was carried out, by amount. */
    private record Event(long at, int change) {}

    private final Settings settings;
    private final List<Recommendation> recommendations = new ArrayList<>();
    private final List<Event> ups = new ArrayList<>();
    private final List<Event> downs = new ArrayList<>();
    private long now = Long.MIN_VALUE;

    NaiveModel(Settings settings) {
        this.settings = settings;
    }

    List<Move> decide(long at, Replicas replicas, List<Metric> metrics) {
        now = Math.max(now, at);
        int current = replicas.desired();
        if (recommendations.isEmpty()) {
            recommendations.add(new Recommendation(now, current));
        }
        if (current > settings.max()) {
            return List.of(new Move(Stage.RANGE, current, settings.max()));
        }
        if (current < settings.floor()) {
            return List.of(new Move(Stage.RANGE, current, settings.floor()));
        }
        int best = 0;
        boolean unsure = false;
        for (Metric metric : metrics) {
            if (metric.failed() || metric.partial() || hasNobodyToShareIt(metric, replicas)) {
                unsure = true;
            }
            if (!metric.failed() && !hasNobodyToShareIt(metric, replicas)) {
                best = Math.max(best, recommendation(metric, replicas));
            }
        }
        if (unsure && best < current) {
            return List.of(new Move(Stage.RECOMMEND, current, current));
        }
        int stable = settings.legacy() ? legacyStable(best) : stable(best, current);
        recommendations.add(new Recommendation(now, best));
        int limited = settings.legacy() ? legacyLimited(stable, current) : limited(stable, current);
        return List.of(
                new Move(Stage.RECOMMEND, current, best),
                new Move(Stage.STABILIZE, best, stable),
                new Move(Stage.RATE_LIMIT, stable, limited));
    }

    /** The last decision was carried out. */
    void wrote(int from, int to) {
        if (to > from) {
            store(to - from, ups, settings.up());
        } else if (to < from) {
            store(from - to, downs, settings.down());
        }
    }

    /** A new event takes the place of the last one that is older than the direction's longest period. */
    private void store(int change, List<Event> events, Rules rules) {
        long longest = 0;
        for (RateLimit limit : rules.limits()) {
            longest = Math.max(longest, limit.period().toMillis());
        }
        int outdated = -1;
        for (int i = 0; i < events.size(); i++) {
            if (now - events.get(i).at() > longest) {
                outdated = i;
            }
        }
        if (outdated >= 0) {
            events.set(outdated, new Event(now, change));
        } else {
            events.add(new Event(now, change));
        }
    }

    // ---- RECOMMEND

    private static boolean hasNobodyToShareIt(Metric metric, Replicas replicas) {
        return !metric.perReplica() && replicas.current() == 0 && !isOnTarget(metric, replicas);
    }

    private static double ratio(Metric metric, Replicas replicas) {
        double value = Math.max(0, metric.value());
        double target = metric.target();
        return metric.perReplica() ? value / (target * replicas.desired()) : value / target;
    }

    private static boolean isOnTarget(Metric metric, Replicas replicas) {
        double ratio = ratio(metric, replicas);
        return ratio >= 1.0 - metric.toleranceDown() && ratio <= 1.0 + metric.toleranceUp();
    }

    private static int recommendation(Metric metric, Replicas replicas) {
        double wanted;
        if (isOnTarget(metric, replicas)) {
            wanted = replicas.desired();
        } else if (metric.perReplica()) {
            wanted = Math.ceil((double) Math.max(0, metric.value()) / metric.target());
        } else {
            wanted = Math.ceil(ratio(metric, replicas) * replicas.ready());
        }
        return (int) Math.min(Math.min(wanted, Integer.MAX_VALUE), metric.usefulMaximum());
    }

    // ---- STABILIZE

    private int stable(int recommendation, int current) {
        int low = recommendation;
        int high = recommendation;
        for (Recommendation one : recommendations) {
            if (now - one.at() < settings.up().window()) {
                low = Math.min(low, one.replicas());
            }
            if (now - one.at() < settings.down().window()) {
                high = Math.max(high, one.replicas());
            }
        }
        int stable = current;
        if (stable < low) {
            stable = low;
        }
        if (stable > high) {
            stable = high;
        }
        return stable;
    }

    private int legacyStable(int recommendation) {
        int high = recommendation;
        for (Recommendation one : recommendations) {
            if (now - one.at() <= settings.down().window()) {
                high = Math.max(high, one.replicas());
            }
        }
        return high;
    }

    // ---- RATE_LIMIT

    private int limited(int want, int current) {
        if (want > current) {
            double limit = Math.max(upLimit(current), current);
            return (int) Math.min(want, Math.min(limit, settings.max()));
        }
        if (want < current) {
            double limit = Math.min(downLimit(current), current);
            return (int) Math.max(want, Math.max(limit, settings.floor()));
        }
        return want;
    }

    private double upLimit(int current) {
        List<Double> limits = new ArrayList<>();
        for (RateLimit limit : settings.up().limits()) {
            double start = startOf(limit, current);
            limits.add(
                    limit.unit() == RateLimit.Unit.REPLICAS
                            ? start + limit.amount()
                            : Math.ceil(start * (1 + (double) limit.amount() / 100)));
        }
        return switch (settings.up().select()) {
            case DISABLED -> current;
            case MAX -> limits.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            case MIN -> limits.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        };
    }

    private double downLimit(int current) {
        List<Double> limits = new ArrayList<>();
        for (RateLimit limit : settings.down().limits()) {
            double start = startOf(limit, current);
            double left = limit.unit() == RateLimit.Unit.REPLICAS
                    ? start - limit.amount()
                    : start * (1 - (double) limit.amount() / 100);
            limits.add(left < 0 ? Math.ceil(left) : Math.floor(left));
        }
        return switch (settings.down().select()) {
            case DISABLED -> current;
            case MAX -> limits.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            case MIN -> limits.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        };
    }

    /** The count at the start of the limit's period, as far as it was this policy that changed it. */
    private double startOf(RateLimit limit, int current) {
        double start = current;
        for (Event event : ups) {
            start -= now - event.at() < limit.period().toMillis() ? event.change() : 0;
        }
        for (Event event : downs) {
            start += now - event.at() < limit.period().toMillis() ? event.change() : 0;
        }
        return start;
    }

    private int legacyLimited(int want, int current) {
        double limit = Math.min(settings.max(), Math.max(2.0 * current, 4));
        return (int) Math.max(settings.floor(), Math.min(want, limit));
    }
}
