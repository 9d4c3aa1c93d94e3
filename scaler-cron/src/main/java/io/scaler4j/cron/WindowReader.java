package io.scaler4j.cron;

import io.scaler4j.config.Problems;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a window from texts and collects what is wrong with them. Blank texts are reported elsewhere. */
final class WindowReader {

    /** Far beyond any window, and near enough to be added to any time. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Problems problems;

    WindowReader(Problems problems) {
        this.problems = problems;
    }

    @Nullable
    CronWindow read(
            String timezone,
            String start,
            String end,
            @Nullable Duration length,
            WindowRule rule,
            Set<LocalDate> excluded) {
        ZoneId zone = zone(timezone);
        ZoneId any = zone == null ? ZoneOffset.UTC : zone;
        WindowEdge opens = edge("start", start, any);
        WindowEdge closes = edge("end", end, any);
        checkLength(end, length);
        checkRule(rule, length, excluded, opens);
        if (opens != null && closes != null) {
            checkPair(opens, closes);
        }
        if (!problems.isEmpty() || zone == null || opens == null || (closes == null && length == null)) {
            return null;
        }
        return CronWindow.of(opens, closes, zone, times(opens, closes, length, rule, excluded));
    }

    private static OpenTimes times(
            WindowEdge opens,
            @Nullable WindowEdge closes,
            @Nullable Duration length,
            WindowRule rule,
            Set<LocalDate> excluded) {
        var starts = new Starts(opens, excluded);
        if (closes == null) {
            return new FixedLength(starts, Objects.requireNonNull(length));
        }
        return rule == WindowRule.NEXT_EVENT ? new NextEvent(opens, closes) : new LastEvent(starts, closes);
    }

    private @Nullable ZoneId zone(String name) {
        if (name.isEmpty()) {
            return null;
        }
        try {
            return Zones.named(name);
        } catch (IllegalArgumentException e) {
            problems.add("timezone: " + e.getMessage());
            return null;
        }
    }

    private @Nullable WindowEdge edge(String option, String text, ZoneId zone) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return WindowEdge.parse(text, zone);
        } catch (IllegalArgumentException e) {
            problems.add(option + " \"" + text + "\": " + e.getMessage());
            return null;
        }
    }

    private void checkLength(String end, @Nullable Duration length) {
        if (length != null) {
            problems.check(
                    !length.isNegative() && !length.isZero(),
                    "the window must last more than 0, was " + length + "; give a time such as 8 h");
            problems.check(
                    length.compareTo(LONGEST) <= 0,
                    "the window must last at most 3650 days, was " + length + "; for a count that always holds, set the"
                            + " policy's minimum");
            problems.check(end.isEmpty(), "give an end or how long the window lasts, not both");
        }
    }

    private void checkRule(
            WindowRule rule, @Nullable Duration length, Set<LocalDate> excluded, @Nullable WindowEdge opens) {
        if (rule == WindowRule.LAST_EVENT) {
            return;
        }
        problems.check(
                length == null, "the rule nextEvent needs an end, not how long the window lasts; leave out the rule");
        problems.check(
                excluded.isEmpty(), "the rule nextEvent knows no excluded dates; leave out the rule, or the dates");
        problems.check(
                opens == null || !opens.isSingle(),
                "the rule nextEvent would keep a window open permanently after its only start; leave out the rule");
    }

    private void checkPair(WindowEdge opens, WindowEdge closes) {
        boolean alike = problems.check(
                opens.isSingle() == closes.isSingle(),
                "start and end must both be cron expressions or both be dates, were \"" + opens + "\" and \"" + closes
                        + "\"");
        if (alike
                && problems.check(
                        !opens.coincidesWith(closes),
                        "start and end are always at the same time (\"" + opens + "\" and \"" + closes
                                + "\"); give another end")
                && opens.moments() instanceof SingleMoment from
                && closes.moments() instanceof SingleMoment to) {
            problems.check(to.at().isAfter(from.at()), "end must be after start (" + from.at() + "), was " + to.at());
        }
    }
}
