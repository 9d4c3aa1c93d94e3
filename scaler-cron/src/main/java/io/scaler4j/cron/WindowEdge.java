package io.scaler4j.cron;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The start or the end of a window: local times in a zone, as instants. There are two ways to count them when clocks
 * change:
 *
 * <ul>
 *   <li><i>each local time once</i>: in a gap it is the first instant after the gap, in an overlap the first of both;
 *   <li><i>each pass of the clock</i>, as KEDA does: none in a gap, both in an overlap.
 * </ul>
 */
record WindowEdge(String text, Moments moments, ZoneId zone) {

    private static final Pattern OWN_ZONE = Pattern.compile("(?:CRON_)?TZ=(\\S*)\\s+(.*)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

    /** How far KEDA's scheduler looks ahead before it says "never". */
    private static final int KEDA_YEARS_IN_SIGHT = 5;

    /**
     * Reads an expression, which may start with its own zone, or a single local date and time.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static WindowEdge parse(String text, ZoneId zone) {
        Matcher own = OWN_ZONE.matcher(text);
        if (own.matches()) {
            return new WindowEdge(text, CronExpression.parse(own.group(2)), Zones.named(own.group(1)));
        }
        Moments moments = DATE.matcher(text).matches() ? date(text) : CronExpression.parse(text);
        return new WindowEdge(text, moments, zone);
    }

    private static SingleMoment date(String text) {
        try {
            return new SingleMoment(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a date must be a local date and time, such as 2026-11-27T08:00");
        }
    }

    boolean isSingle() {
        return moments instanceof SingleMoment;
    }

    boolean isInZoneOf(WindowEdge other) {
        return rules().equals(other.rules());
    }

    /** {@return whether both always come at the same time} */
    boolean coincidesWith(WindowEdge other) {
        return isInZoneOf(other) && moments.coincidesWith(other.moments);
    }

    /** Returns the last local time up to an instant, counting each local time once. */
    @Nullable
    LocalDateTime last(Instant now) {
        return moments.atOrBefore(reached(now));
    }

    /** Returns the next local time after an instant, counting each local time once. */
    @Nullable
    LocalDateTime next(Instant now) {
        LocalDateTime reached = reached(now);
        return moments.after(reached, reached.getYear() + Moments.YEARS_IN_SIGHT);
    }

    /** Returns the instant at which a local time counts. */
    Instant instantOf(LocalDateTime time) {
        ZoneOffsetTransition change = rules().getTransition(time);
        return change == null
                ? time.toInstant(rules().getOffset(time))
                : change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
    }

    /** Returns the latest local time so far: what the clock shows, or more in the second pass of an overlap. */
    private LocalDateTime reached(Instant now) {
        LocalDateTime shown = LocalDateTime.ofInstant(now, rules().getOffset(now));
        ZoneOffsetTransition change = rules().getTransition(shown);
        return change == null || now.isBefore(change.getInstant())
                ? shown
                : change.getDateTimeBefore().minusNanos(1);
    }

    /** Returns the next pass after an instant, or null if it is further ahead than KEDA looks. */
    @Nullable
    Instant nextPass(Instant now) {
        ZoneOffset offset = rules().getOffset(now);
        LocalDateTime from = LocalDateTime.ofInstant(now, offset);
        int lastYear = from.getYear() + KEDA_YEARS_IN_SIGHT;
        Instant reached = now;
        while (true) {
            LocalDateTime next = moments.after(from, lastYear);
            ZoneOffsetTransition change = rules().nextTransition(reached);
            if (next == null) {
                return null;
            }
            Instant pass = next.toInstant(offset);
            if (change == null || pass.isBefore(change.getInstant())) {
                return pass;
            }
            reached = change.getInstant();
            offset = change.getOffsetAfter();
            from = change.getDateTimeAfter().minusNanos(1);
        }
    }

    /** Returns the last pass before an instant. */
    @Nullable
    Instant lastPassBefore(Instant now) {
        Instant reached = now;
        while (true) {
            ZoneOffset offset = rules().getOffset(reached.minusNanos(1));
            LocalDateTime last = moments.atOrBefore(LocalDateTime.ofInstant(reached.minusNanos(1), offset));
            ZoneOffsetTransition change = rules().previousTransition(reached);
            if (last == null) {
                return null;
            }
            Instant pass = last.toInstant(offset);
            if (change == null || !pass.isBefore(change.getInstant())) {
                return pass;
            }
            reached = change.getInstant();
        }
    }

    private ZoneRules rules() {
        return zone.getRules();
    }

    @Override
    public String toString() {
        return text;
    }
}
