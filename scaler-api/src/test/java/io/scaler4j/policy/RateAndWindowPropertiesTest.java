package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rate limits and windows hold over any run of decisions, except where the walk says that something else went first: an
 * operator, a bound, activation, becoming idle at once. The bookkeeping is the test's own.
 */
class RateAndWindowPropertiesTest extends PropertyFixture {

    private static final Set<Stage> JUMPS = Set.of(Stage.RANGE, Stage.PAUSE, Stage.ACTIVATE);

    private record Entry(long at, int count) {}

    /** What was recommended, and what was changed, as the walks told. */
    private static final class Book {

        private final List<Entry> recommendations = new ArrayList<>();
        private final List<Entry> changes = new ArrayList<>();

        /** The count that is seen stands for what was recommended. */
        void begin(int count, long at) {
            recommendations.clear();
            recommendations.add(new Entry(at, count));
        }

        long started(int current, long period, long at) {
            long start = current;
            for (Entry change : changes) {
                start -= at - change.at() < period ? change.count() : 0;
            }
            return start;
        }

        int highest(long window, long at) {
            return recommendations.stream()
                    .filter(recommendation -> at - recommendation.at() < window)
                    .mapToInt(Entry::count)
                    .max()
                    .orElse(0);
        }

        int lowest(long window, long at) {
            return recommendations.stream()
                    .filter(recommendation -> at - recommendation.at() < window)
                    .mapToInt(Entry::count)
                    .min()
                    .orElse(Integer.MAX_VALUE);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ratesAndWindowsHold(long seed) {
        var world = new RandomWorld(seed);
        var book = new Book();
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Decision decision = world.decide(observation);
            Supplier<String> context = () -> world.describe(observation, decision);
            long at = world.state().effectiveTime(Micros.of(observation.at()));
            if (!goesFirst(decision)) {
                if (!world.settings().legacy()) {
                    assertRates(world.settings(), book, decision, at, context);
                }
                assertWindows(world, observation, book, decision, at, context);
            }
            if (passed(decision, Stage.ACTIVATE) && decision.changes()) {
                assertRatesFromTheBase(world.settings(), book, decision, at, context);
            }
            boolean wokenByOthers = world.state().isIdle() && !world.settings().isIdle(decision.from());
            if (wokenByOthers || passed(decision, Stage.GAP)) {
                book.begin(decision.from(), at);
            }
            boolean written = world.follow(decision);
            keep(book, world.settings(), decision, written, at);
        }
    }

    private static boolean goesFirst(Decision decision) {
        for (Step step : decision.explanation().steps()) {
            boolean idleAtOnce = step.stage() == Stage.DEACTIVATE
                    && step.from() != step.to()
                    && decision.explanation().steps().size() == 1;
            boolean lifted = step.reason() == Reason.SCHEDULED_MINIMUM;
            if (JUMPS.contains(step.stage()) || idleAtOnce || lifted) {
                return true;
            }
        }
        return false;
    }

    private static void assertRates(
            PolicySettings settings, Book book, Decision decision, long at, Supplier<String> context) {
        int from = decision.from();
        int to = decision.to();
        boolean allowed = to == from
                || (to > from
                        ? allow(settings.up(), limit -> to <= mostAfter(book, limit, from, at))
                        : allow(settings.down(), limit -> to >= leastAfter(book, limit, from, at)));
        assertThat(allowed).as(context).isTrue();
    }

    /** Activation counts its growth from the base; what the rates did before that still counts. */
    private static void assertRatesFromTheBase(
            PolicySettings settings, Book book, Decision decision, long at, Supplier<String> context) {
        int base = decision.explanation().steps().get(0).to();
        int to = decision.to();
        boolean allowed = to <= base
                || (settings.legacy()
                        ? to <= Math.max(2 * base, 4)
                        : allow(settings.up(), limit -> to <= mostAfter(book, limit, base, at)));
        assertThat(allowed).as(context).isTrue();
    }

    private static boolean allow(DirectionRules rules, Predicate<RateLimit> keeps) {
        return switch (rules.select()) {
            case DISABLED -> false;
            case MAX -> rules.limits().stream().anyMatch(keeps);
            case MIN -> rules.limits().stream().allMatch(keeps);
        };
    }

    private static double mostAfter(Book book, RateLimit limit, int from, long at) {
        double start = book.started(from, Micros.of(limit.period()), at);
        return limit.unit() == RateLimit.Unit.REPLICAS
                ? start + limit.amount()
                : Math.ceil(start * (1 + limit.amount() / 100.0));
    }

    private static double leastAfter(Book book, RateLimit limit, int from, long at) {
        double start = book.started(from, Micros.of(limit.period()), at);
        return limit.unit() == RateLimit.Unit.REPLICAS
                ? start - limit.amount()
                : Math.floor(start * (1 - limit.amount() / 100.0));
    }

    private static void assertWindows(
            RandomWorld world,
            Observation observation,
            Book book,
            Decision decision,
            long at,
            Supplier<String> context) {
        PolicySettings settings = world.settings();
        EffectiveBounds bounds = world.boundsOf(observation);
        if (decision.to() < decision.from()) {
            int highest = book.highest(settings.down().windowMicros(), at);
            int held = Math.min(bounds.max(), Math.min(highest, decision.from()));
            assertThat(decision.to()).as(context).isGreaterThanOrEqualTo(held);
        }
        if (decision.to() > decision.from() && !settings.legacy()) {
            int lowest = book.lowest(settings.up().windowMicros(), at);
            assertThat(decision.to()).as(context).isLessThanOrEqualTo(Math.max(lowest, decision.from()));
        }
    }

    private static void keep(Book book, PolicySettings settings, Decision decision, boolean written, long at) {
        boolean confirmed = written && decision.changes();
        Step first = decision.explanation().steps().get(0);
        if (first.stage() == Stage.DEACTIVATE && confirmed && decision.to() == settings.idleCount()) {
            return; // becoming idle is neither a recommendation nor an event
        }
        if (passed(decision, Stage.STABILIZE)) {
            book.recommendations.add(new Entry(at, recommendation(decision)));
        }
        if (!confirmed) {
            return;
        }
        if (first.stage() == Stage.ACTIVATE) {
            if (passed(decision, Stage.RECOMMEND)) {
                book.recommendations.add(
                        new Entry(at, decision.explanation().steps().get(1).to()));
            }
            addChange(book, settings, decision.to() - first.to(), at);
        } else if (first.stage() == Stage.PAUSE || !settings.isIdle(decision.from())) {
            addChange(book, settings, decision.to() - decision.from(), at);
        }
    }

    /** Rules without limits keep no changes. */
    private static void addChange(Book book, PolicySettings settings, int change, long at) {
        if (!settings.legacy()) {
            book.changes.add(new Entry(at, change));
        }
    }

    /** What the windows were asked about. */
    private static int recommendation(Decision decision) {
        return decision.explanation().steps().stream()
                .filter(step -> step.stage() == Stage.STABILIZE)
                .findFirst()
                .orElseThrow()
                .from();
    }
}
