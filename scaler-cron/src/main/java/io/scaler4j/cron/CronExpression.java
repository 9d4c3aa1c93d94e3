package io.scaler4j.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** A cron expression of five fields, as KEDA's scheduler reads it. */
record CronExpression(TimesOfDay times, DayRule days) implements Moments {

    /**
     * Reads five fields with blanks in between.
     *
     * @throws IllegalArgumentException with the field and what is wrong with it
     */
    static CronExpression parse(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("it must have the five fields minute, hour, day of month, month and"
                    + " weekday, such as 0 8 * * 1-5");
        }
        var times = new TimesOfDay(CronField.HOUR.parse(fields[1]), CronField.MINUTE.parse(fields[0]));
        var days = new DayRule(
                CronField.DAY_OF_MONTH.parse(fields[2]),
                CronField.MONTH.parse(fields[3]),
                CronField.WEEKDAY.parse(fields[4]));
        if (!days.isPossible()) {
            throw new IllegalArgumentException("such a day never comes");
        }
        return new CronExpression(times, days);
    }

    @Override
    public @Nullable LocalDateTime after(LocalDateTime time, int lastYear) {
        LocalDate day = days.atOrAfter(time.toLocalDate(), lastYear);
        if (day != null && day.equals(time.toLocalDate())) {
            LocalTime later = times.after(time.toLocalTime());
            if (later != null) {
                return day.atTime(later);
            }
            day = days.atOrAfter(day.plusDays(1), lastYear);
        }
        return day == null ? null : day.atTime(times.first());
    }

    @Override
    public @Nullable LocalDateTime atOrBefore(LocalDateTime time) {
        int firstYear = time.getYear() - YEARS_IN_SIGHT;
        LocalDate day = days.atOrBefore(time.toLocalDate(), firstYear);
        if (day != null && day.equals(time.toLocalDate())) {
            LocalTime earlier = times.atOrBefore(time.toLocalTime());
            if (earlier != null) {
                return day.atTime(earlier);
            }
            day = days.atOrBefore(day.minusDays(1), firstYear);
        }
        return day == null ? null : day.atTime(times.last());
    }

    @Override
    public boolean coincidesWith(Moments other) {
        return other instanceof CronExpression that
                && times.hours().bits() == that.times.hours().bits()
                && times.minutes().bits() == that.times.minutes().bits()
                && days.meansTheDaysOf(that.days);
    }
}
