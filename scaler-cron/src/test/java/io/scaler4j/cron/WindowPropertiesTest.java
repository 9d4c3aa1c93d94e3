package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Windows with a length, with excluded dates and with two zones, against a walk over every minute of the days around
 * changes of the clocks; and that every transition is the next minute in which the answer changes.
 */
class WindowPropertiesTest {

    private static final long SEED = 20_261_129;
    private static final int DAYS = 4;
    private static final int MINUTES = DAYS * 24 * 60;
    private static final int WINDOWS = 40;
    private static final List<String> EXPRESSIONS = RandomExpressions.of(SEED, WINDOWS + 1);

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "America/St_Johns",
                "Asia/Beirut",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Pacific/Chatham",
                "Asia/Kolkata",
                "Etc/UTC"
            })
    void aLengthCountsFromEachStartThatIsNotExcluded(String zone) {
        for (Instant from : stretches(ZoneId.of(zone))) {
            var clock = new NaiveClock(ZoneId.of(zone), from, MINUTES);
            for (int i = 0; i < WINDOWS; i++) {
                int length = 1 + random.nextInt(24 * 60);
                Set<LocalDate> excluded = someDates(from);
                CronWindow window = CronWindow.builder()
                        .timezone(zone)
                        .start(EXPRESSIONS.get(i))
                        .lasting(Duration.ofMinutes(length))
                        .except(excluded)
                        .build();
                var start = new NaiveCron(EXPRESSIONS.get(i));
                int openUntil = 0;
                for (int minute = 0; minute < MINUTES; minute++) {
                    if (isTold(clock, minute, start, excluded)) {
                        openUntil = minute + length;
                    }
                    if (minute >= length) { // an earlier start is over by now
                        assertThat(window.isOpen(clock.minute(minute)))
                                .as("%s without %s at %s", window, excluded, clock.minute(minute))
                                .isEqualTo(minute < openUntil);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "Etc/UTC"})
    void anExcludedStartOpensNothingAndItsEndStillCloses(String zone) {
        for (Instant from : stretches(ZoneId.of(zone))) {
            var clock = new NaiveClock(ZoneId.of(zone), from, MINUTES);
            for (int i = 0; i < WINDOWS; i++) {
                Set<LocalDate> excluded = someDates(from);
                CronWindow window = CronWindow.builder()
                        .timezone(zone)
                        .start(EXPRESSIONS.get(i))
                        .end(EXPRESSIONS.get(i + 1))
                        .except(excluded)
                        .build();
                var start = new NaiveCron(EXPRESSIONS.get(i));
                var end = new NaiveCron(EXPRESSIONS.get(i + 1));
                Optional<Boolean> open = Optional.empty();
                for (int minute = 0; minute < MINUTES; minute++) {
                    for (LocalDateTime time : clock.told(minute)) {
                        if (start.matches(time) && !excluded.contains(time.toLocalDate())) {
                            open = Optional.of(true);
                        } else if (end.matches(time)) {
                            open = Optional.of(false);
                        }
                    }
                    if (open.isPresent()) {
                        assertThat(window.isOpen(clock.minute(minute)))
                                .as("%s without %s at %s", window, excluded, clock.minute(minute))
                                .isEqualTo(open.get());
                    }
                }
            }
        }
    }

    /** As for an office abroad that opens by its own clock and closes by that of the headquarters. */
    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"})
    void startAndEndMayGoByTwoClocks(String other) {
        ZoneId here = ZoneId.of("Europe/Berlin");
        for (Instant from : stretches(here)) {
            var ours = new NaiveClock(here, from, MINUTES);
            var theirs = new NaiveClock(ZoneId.of(other), from, MINUTES);
            for (int i = 0; i < WINDOWS; i++) {
                CronWindow window = CronWindow.builder()
                        .timezone(here.getId())
                        .start(EXPRESSIONS.get(i))
                        .end("CRON_TZ=" + other + " " + EXPRESSIONS.get(i + 1))
                        .build();
                var start = new NaiveCron(EXPRESSIONS.get(i));
                var end = new NaiveCron(EXPRESSIONS.get(i + 1));
                Optional<Boolean> open = Optional.empty();
                for (int minute = 0; minute < MINUTES; minute++) {
                    if (isTold(ours, minute, start, Set.of())) {
                        open = Optional.of(true);
                    } else if (isTold(theirs, minute, end, Set.of())) {
                        open = Optional.of(false);
                    }
                    if (open.isPresent()) {
                        assertThat(window.isOpen(ours.minute(minute)))
                                .as("%s at %s", window, ours.minute(minute))
                                .isEqualTo(open.get());
                    }
                }
            }
        }
    }

    /** Under each rule, in each zone, from any second. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York",
                "America/Sao_Paulo",
                "America/St_Johns",
                "Asia/Beirut",
                "Africa/Cairo",
                "Australia/Lord_Howe",
                "Pacific/Chatham",
                "Pacific/Apia"
            })
    void theNextTransitionIsTheNextMinuteWithAnotherAnswer(String zone) {
        int compared = 0;
        for (Instant from : stretches(ZoneId.of(zone))) {
            for (int i = 0; i < WINDOWS; i++) {
                var builder = CronWindow.builder().timezone(zone).start(EXPRESSIONS.get(i));
                builder = switch (i % 4) {
                    case 0 -> builder.end(EXPRESSIONS.get(i + 1));
                    case 1 -> builder.end(EXPRESSIONS.get(i + 1)).except(someDates(from));
                    case 2 -> builder.end(EXPRESSIONS.get(i + 1)).rule(WindowRule.NEXT_EVENT);
                    default ->
                        builder.lasting(Duration.ofMinutes(1 + random.nextInt(600)))
                                .except(someDates(from));
                };
                compared += compareTransitions(builder.build(), from);
            }
        }
        assertThat(compared).as("transitions, seed %d", SEED).isGreaterThan(50);
    }

    private int compareTransitions(CronWindow window, Instant from) {
        int compared = 0;
        Instant end = from.plus(MINUTES, ChronoUnit.MINUTES);
        Instant asked = from.plusSeconds(random.nextInt(3600));
        while (asked.isBefore(end)) {
            Instant change = nextChange(window, asked, end);
            Optional<WindowTransition> told = window.nextTransition(asked);
            if (change == null) {
                assertThat(told.map(one -> !one.at().toInstant().isBefore(end)))
                        .as("%s after %s", window, asked)
                        .isNotEqualTo(Optional.of(false));
                return compared;
            }
            assertThat(told.map(one -> one.at().toInstant()))
                    .as("%s after %s", window, asked)
                    .contains(change);
            assertThat(told.orElseThrow().opens()).isEqualTo(window.isOpen(change));
            compared++;
            asked = change.plusMillis(random.nextInt(90_000));
        }
        return compared;
    }

    private static Instant nextChange(CronWindow window, Instant from, Instant end) {
        boolean open = window.isOpen(from);
        Instant minute = from.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        while (minute.isBefore(end)) {
            if (window.isOpen(minute) != open) {
                return minute;
            }
            minute = minute.plus(1, ChronoUnit.MINUTES);
        }
        return null;
    }

    private static boolean isTold(NaiveClock clock, int minute, NaiveCron cron, Set<LocalDate> excluded) {
        return clock.told(minute).stream()
                .anyMatch(time -> cron.matches(time) && !excluded.contains(time.toLocalDate()));
    }

    /** The days around two changes of the clocks, if there are any, and some days at any time. */
    private List<Instant> stretches(ZoneId zone) {
        Instant begin = Instant.parse("2010-01-01T00:00:00Z").plus(random.nextInt(3_000), ChronoUnit.DAYS);
        List<Instant> all = new ArrayList<>(List.of(begin));
        ZoneOffsetTransition change = zone.getRules().nextTransition(begin);
        for (int i = 0; i < 2 && change != null; i++) {
            all.add(change.getInstant().minus(DAYS / 2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS));
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return all;
    }

    private Set<LocalDate> someDates(Instant from) {
        Set<LocalDate> dates = new HashSet<>();
        for (int i = -1; i <= DAYS; i++) {
            if (random.nextInt(3) == 0) {
                dates.add(LocalDate.ofInstant(from, ZoneId.of("Etc/UTC")).plusDays(i));
            }
        }
        return dates;
    }
}
