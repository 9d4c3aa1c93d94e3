package io.scaler4j.cron;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a user may not expect of a window, on the calendar of eight years. Under KEDA's rule a sentence says what
 * happens; under the other rule it also says what KEDA does.
 */
final class WindowWarnings {

    private static final LocalDateTime FROM = LocalDateTime.of(2024, 1, 1, 0, 0);
    private static final LocalDateTime TO = FROM.plusYears(8);
    private static final int MOST_EVENTS = 5_000;
    private static final DateTimeFormatter EXAMPLE = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final CronWindow window;
    private final boolean asKeda;
    private final List<String> sentences = new ArrayList<>();

    private WindowWarnings(CronWindow window) {
        this.window = window;
        this.asKeda = window.times() instanceof NextEvent;
    }

    static List<String> of(CronWindow window) {
        if (window.start().isSingle()) {
            return List.of();
        }
        var warnings = new WindowWarnings(window);
        warnings.lookAtLiveliness();
        warnings.lookAtMinutes("start", window.start());
        warnings.lookAtLeapDay(window.start());
        WindowEdge end = window.end();
        if (end != null) {
            warnings.lookAtMinutes("end", end);
            warnings.lookAtTurns(window.start(), end);
            warnings.lookAtGaps(window.start(), end);
        }
        return List.copyOf(warnings.sentences);
    }

    private void lookAtLiveliness() {
        if (window.nextTransition(FROM.toInstant(ZoneOffset.UTC)).isEmpty()) {
            boolean open = window.isOpen(FROM.toInstant(ZoneOffset.UTC));
            sentences.add("the window is always " + (open ? "open" : "closed")
                    + ": no start or end in sight ever changes that");
        }
    }

    private void lookAtMinutes(String option, WindowEdge edge) {
        if (edge.moments() instanceof CronExpression cron
                && cron.times().minutes().size() == 60) {
            sentences.add(option + " comes every minute (\"" + edge + "\"); for the full hour write 0 in place of *");
        }
    }

    private void lookAtLeapDay(WindowEdge start) {
        if (start.moments() instanceof CronExpression cron && cron.days().isLeapDayOnly()) {
            sentences.add(says(
                    "start comes on 29 February only",
                    "the window opens every fourth year",
                    "KEDA looks five years ahead, and stays open around a century without a leap year"));
        }
    }

    /** Looks for starts or ends that do not take turns. */
    private void lookAtTurns(WindowEdge start, WindowEdge end) {
        String starts = twiceInARow(start.moments(), end.moments());
        if (starts != null) {
            sentences.add(says(
                    "start comes several times before end does, as on " + starts,
                    "the window opens at the first",
                    "KEDA keeps it closed until the last of them"));
        }
        String ends = twiceInARow(end.moments(), start.moments());
        if (ends != null) {
            sentences.add(says(
                    "end comes several times in a row, as on " + ends,
                    "the window closes at the first",
                    "KEDA keeps it open until the last of them"));
        }
    }

    /** Returns an example of two events of one kind without an event of the other kind in between, or null. */
    private static @Nullable String twiceInARow(Moments ones, Moments others) {
        LocalDateTime one = ones.after(FROM, TO.getYear());
        for (int i = 0; i < MOST_EVENTS && one != null && one.isBefore(TO); i++) {
            LocalDateTime next = ones.after(one, TO.getYear());
            LocalDateTime other = others.after(one, TO.getYear() + 1);
            if (next != null && (other == null || next.isBefore(other))) {
                return EXAMPLE.format(one) + " and " + EXAMPLE.format(next);
            }
            one = next;
        }
        return null;
    }

    /** Looks for a start or an end at a time that clocks skip or show twice. */
    private void lookAtGaps(WindowEdge start, WindowEdge end) {
        clockChange(start, true)
                .ifPresent(
                        time -> sentences.add(
                                says(
                                        "clocks skip the start on " + time,
                                        "the window opens once they have jumped",
                                        "KEDA passes over it, and stays open from the end before to the end after if no other start comes")));
        clockChange(end, true)
                .ifPresent(
                        time -> sentences.add(
                                says(
                                        "clocks skip the end on " + time,
                                        "the window closes once they have jumped",
                                        "KEDA passes over it, and stays closed from the start before to the start after if no other end comes")));
        clockChange(start, false)
                .ifPresent(time -> sentences.add(says(
                        "clocks show the start twice on " + time,
                        "the window opens at the first",
                        "KEDA counts both, and opens at the second if no end comes in between")));
        clockChange(end, false)
                .ifPresent(time -> sentences.add(says(
                        "clocks show the end twice on " + time,
                        "the window closes at the first",
                        "KEDA counts both, and closes at the second if no start comes in between")));
    }

    /** Returns the first time of the edge in a gap, or in an overlap. */
    private static Optional<String> clockChange(WindowEdge edge, boolean gap) {
        ZoneOffsetTransition change = edge.zone().getRules().nextTransition(FROM.toInstant(ZoneOffset.UTC));
        while (change != null && change.getDateTimeBefore().isBefore(TO)) {
            LocalDateTime from = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
            LocalDateTime to = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
            LocalDateTime time = edge.moments().after(from.minusNanos(1), TO.getYear());
            if (change.isGap() == gap && time != null && time.isBefore(to)) {
                return Optional.of(time + " in " + edge.zone());
            }
            change = edge.zone().getRules().nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    private String says(String shape, String here, String keda) {
        return shape + ": " + (asKeda ? keda + "; the rule lastEvent does not" : here + "; " + keda);
    }
}
