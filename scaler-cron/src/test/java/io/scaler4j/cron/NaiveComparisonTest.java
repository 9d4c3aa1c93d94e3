package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The calendar's searches against a matcher that looks at every minute: 300 expressions in 12 zones, around every
 * change of the clocks in five years and at random times.
 */
class NaiveComparisonTest {

    private static final long SEED = 20_260_105;
    private static final int EXPRESSIONS = 300;
    private static final List<String> ZONES = List.of(
            "America/New_York",
            "America/Sao_Paulo",
            "America/St_Johns",
            "Europe/Berlin",
            "Europe/London",
            "Africa/Casablanca",
            "Africa/Cairo",
            "Asia/Kolkata",
            "Asia/Beirut",
            "Australia/Lord_Howe",
            "Pacific/Chatham",
            "Etc/UTC");
    private static final Instant FROM = Instant.parse("2017-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2022-01-01T00:00:00Z");

    private final List<String> expressions = RandomExpressions.of(SEED, EXPRESSIONS);
    private final List<NaiveCron> naive =
            expressions.stream().map(NaiveCron::new).toList();
    private final Random random = new Random(SEED);
    private final List<String> differences = new ArrayList<>();
    private long compared;
    private long different;
    private int changes;

    @Test
    void everyAnswerIsThatOfTheMatcherThatLooksAtEveryMinute() {
        for (String name : ZONES) {
            ZoneId zone = ZoneId.of(name);
            changesOf(zone).forEach(change -> compareAround(change, zone));
            for (int i = 0; i < 2; i++) {
                compareAround(randomInstant(), zone);
            }
        }
        System.out.printf(
                "naive matcher: %d expressions, %d zones, %d changes of clocks, %d answers compared, %d differences (seed"
                        + " %d)%n",
                EXPRESSIONS, ZONES.size(), changes, compared, different, SEED);
        assertThat(differences).isEmpty();
        assertThat(changes).isGreaterThan(70);
    }

    private List<Instant> changesOf(ZoneId zone) {
        var all = new ArrayList<Instant>();
        ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
        while (change != null && change.getInstant().isBefore(TO)) {
            all.add(change.getInstant());
            change = zone.getRules().nextTransition(change.getInstant());
        }
        changes += all.size();
        return all;
    }

    private Instant randomInstant() {
        long span = Duration.between(FROM, TO).toMinutes();
        return FROM.plus(Duration.ofMinutes((long) (random.nextDouble() * span)));
    }

    /** Two days around; each expression also as the start of a window that ends with the next one. */
    private void compareAround(Instant middle, ZoneId zone) {
        var clock = new NaiveClock(zone, middle.minus(Duration.ofHours(24)), 48 * 60);
        List<boolean[]> passes = naive.stream().map(clock::passes).toList();
        List<int[]> next = passes.stream().map(NaiveClock::nextPass).toList();
        int[] minutes = minutesToCompare(clock);
        for (int i = 0; i < EXPRESSIONS; i++) {
            int j = (i + 1) % EXPRESSIONS;
            WindowEdge start = WindowEdge.parse(expressions.get(i), zone);
            WindowEdge end = WindowEdge.parse(expressions.get(j), zone);
            comparePasses(clock, start, next.get(i), minutes);
            compareNextEvent(clock, new NextEvent(start, end), next.get(i), next.get(j), minutes);
            int[] answers = clock.lastEventWasStart(naive.get(i), naive.get(j));
            compareLastEvent(clock, new LastEvent(new Starts(start, Set.of()), end), answers, minutes);
        }
    }

    /** Densely where the clock changes, loosely elsewhere. */
    private int[] minutesToCompare(NaiveClock clock) {
        int middle = clock.minutes() / 2;
        var minutes = new TreeSet<Integer>();
        for (int i = 0; i < 10; i++) {
            minutes.add(random.nextInt(clock.minutes()));
            minutes.add(middle - 90 + random.nextInt(180));
        }
        minutes.addAll(List.of(middle - 60, middle - 30, middle - 1, middle, middle + 1, middle + 30, middle + 60));
        return minutes.stream().mapToInt(Integer::intValue).toArray();
    }

    private void comparePasses(NaiveClock clock, WindowEdge edge, int[] next, int[] minutes) {
        for (int minute : minutes) {
            Instant pass = edge.nextPass(clock.minute(minute));
            if (next[minute] < clock.minutes()) {
                compare(clock.minute(next[minute]), pass, "next of " + edge, clock, minute, edge.zone());
            } else {
                boolean later = pass == null || !pass.isBefore(clock.minute(clock.minutes()));
                compare(true, later, "nothing near for " + edge, clock, minute, edge.zone());
            }
        }
    }

    private void compareNextEvent(NaiveClock clock, NextEvent window, int[] starts, int[] ends, int[] minutes) {
        for (int minute : minutes) {
            if (Math.min(starts[minute], ends[minute]) < clock.minutes()) {
                boolean open = ends[minute] <= starts[minute];
                compare(
                        open,
                        window.isOpen(clock.minute(minute)),
                        window.toString(),
                        clock,
                        minute,
                        window.start().zone());
            }
        }
    }

    private void compareLastEvent(NaiveClock clock, LastEvent window, int[] answers, int[] minutes) {
        for (int minute : minutes) {
            if (answers[minute] >= 0) {
                compare(
                        answers[minute] == 1,
                        window.isOpen(clock.minute(minute)),
                        window.toString(),
                        clock,
                        minute,
                        window.end().zone());
            }
        }
    }

    private void compare(
            Object expected, @Nullable Object actual, String what, NaiveClock clock, int minute, ZoneId zone) {
        compared++;
        if (expected.equals(actual)) {
            return;
        }
        different++;
        if (differences.size() < 20) {
            differences.add("%s at %s in %s: expected %s, was %s"
                    .formatted(what, clock.minute(minute).atZone(zone), zone, expected, actual));
        }
    }
}
