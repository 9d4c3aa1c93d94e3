package io.scaler4j.cron;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The days that an expression means. If day of month or weekday is a plain star, the other one decides. If both are
 * restricted, a day needs to match only one of them.
 */
record DayRule(FieldSet daysOfMonth, FieldSet months, FieldSet weekdays) {

    /** Long enough to see every date on every weekday. */
    private static final LocalDate CYCLE_START = LocalDate.of(2000, 1, 1);

    private static final LocalDate CYCLE_END = CYCLE_START.plusYears(28);

    boolean matches(LocalDate date) {
        return months.contains(date.getMonthValue()) && matches(date.getDayOfMonth(), weekdayOf(date));
    }

    private boolean matches(int day, int weekday) {
        boolean dayOfMonth = daysOfMonth.contains(day);
        boolean dayOfWeek = weekdays.contains(weekday);
        return (daysOfMonth.star() || weekdays.star()) ? dayOfMonth && dayOfWeek : dayOfMonth || dayOfWeek;
    }

    /** Sunday is 0. */
    private static int weekdayOf(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7;
    }

    /** Returns the first day from this day on, or null if there is no such day up to the end of a year. */
    @Nullable
    LocalDate atOrAfter(LocalDate from, int lastYear) {
        LocalDate date = months.contains(from.getMonthValue()) ? from : firstOfNextMonth(from);
        while (date.getYear() <= lastYear) {
            int weekday = weekdayOf(date);
            for (int day = date.getDayOfMonth(); day <= date.lengthOfMonth(); day++) {
                if (matches(day, weekday)) {
                    return date.withDayOfMonth(day);
                }
                weekday = weekday == 6 ? 0 : weekday + 1;
            }
            date = firstOfNextMonth(date);
        }
        return null;
    }

    /** Returns the last day up to this day, or null if there is no such day since the beginning of a year. */
    @Nullable
    LocalDate atOrBefore(LocalDate from, int firstYear) {
        LocalDate date = months.contains(from.getMonthValue()) ? from : lastOfPreviousMonth(from);
        while (date.getYear() >= firstYear) {
            int weekday = weekdayOf(date);
            for (int day = date.getDayOfMonth(); day >= 1; day--) {
                if (matches(day, weekday)) {
                    return date.withDayOfMonth(day);
                }
                weekday = weekday == 0 ? 6 : weekday - 1;
            }
            date = lastOfPreviousMonth(date);
        }
        return null;
    }

    private LocalDate firstOfNextMonth(LocalDate date) {
        int month = months.atOrAfter(date.getMonthValue() + 1);
        return month < 0 ? LocalDate.of(date.getYear() + 1, months.first(), 1) : LocalDate.of(date.getYear(), month, 1);
    }

    private LocalDate lastOfPreviousMonth(LocalDate date) {
        int month = months.atOrBefore(date.getMonthValue() - 1);
        return month < 0
                ? YearMonth.of(date.getYear() - 1, months.last()).atEndOfMonth()
                : YearMonth.of(date.getYear(), month).atEndOfMonth();
    }

    /** {@return whether there is such a day; false for 30 February} */
    boolean isPossible() {
        return atOrAfter(CYCLE_START, CYCLE_END.getYear()) != null;
    }

    /** {@return whether both mean the same days, however they are written} */
    boolean meansTheDaysOf(DayRule other) {
        return CYCLE_START.datesUntil(CYCLE_END).allMatch(date -> matches(date) == other.matches(date));
    }

    /** {@return whether 29 February is the only day} */
    boolean isLeapDayOnly() {
        return months.size() == 1 && months.contains(2) && weekdays.star() && daysOfMonth.atOrBefore(28) < 0;
    }
}
