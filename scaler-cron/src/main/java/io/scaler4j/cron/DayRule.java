package io.scaler4j.cron;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which days an expression means. If day of month or weekday holds a plain star, the other one decides; if both are
 * restricted, a day needs to match only one of them.
 */
record DayRule(FieldSet daysOfMonth, FieldSet months, FieldSet weekdays) {

    /** Long enough to see every date on every weekday. */
    private static final LocalDate CYCLE_START = LocalDate.of(2000, 1, 1);

    private static final LocalDate CYCLE_END = CYCLE_START.plusYears(28);

    boolean matches(LocalDate date) {
        return months.contains(date.getMonthValue()) && matchesDay(date);
    }

    private boolean matchesDay(LocalDate date) {
        boolean dayOfMonth = daysOfMonth.contains(date.getDayOfMonth());
        boolean weekday = weekdays.contains(date.getDayOfWeek().getValue() % 7);
        return (daysOfMonth.star() || weekdays.star()) ? dayOfMonth && weekday : dayOfMonth || weekday;
    }

    /** The first day from here on, or null if there is none up to the end of a year. */
    @Nullable
    LocalDate atOrAfter(LocalDate from, int lastYear) {
        LocalDate date = from;
        while (date.getYear() <= lastYear) {
            if (!months.contains(date.getMonthValue())) {
                date = date.withDayOfMonth(1).plusMonths(1);
            } else if (matchesDay(date)) {
                return date;
            } else {
                date = date.plusDays(1);
            }
        }
        return null;
    }

    /** The last day up to here, or null if there is none since the beginning of a year. */
    @Nullable
    LocalDate atOrBefore(LocalDate from, int firstYear) {
        LocalDate date = from;
        while (date.getYear() >= firstYear) {
            if (!months.contains(date.getMonthValue())) {
                date = date.withDayOfMonth(1).minusDays(1);
            } else if (matchesDay(date)) {
                return date;
            } else {
                date = date.minusDays(1);
            }
        }
        return null;
    }

    /** Whether there is such a day: not for 30 February. */
    boolean isPossible() {
        return atOrAfter(CYCLE_START, CYCLE_END.getYear()) != null;
    }

    /** Whether both mean the same days, however they say it. */
    boolean meansTheDaysOf(DayRule other) {
        return CYCLE_START.datesUntil(CYCLE_END).allMatch(date -> matches(date) == other.matches(date));
    }

    /** Whether 29 February is the only day. */
    boolean isLeapDayOnly() {
        return months.size() == 1 && months.contains(2) && weekdays.star() && daysOfMonth.atOrBefore(28) < 0;
    }
}
