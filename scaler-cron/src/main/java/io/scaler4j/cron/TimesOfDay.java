package io.scaler4j.cron;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** The times of a day, to the minute. */
record TimesOfDay(FieldSet hours, FieldSet minutes) {

    LocalTime first() {
        return LocalTime.of(hours.first(), minutes.first());
    }

    LocalTime last() {
        return LocalTime.of(hours.last(), minutes.last());
    }

    @Nullable
    LocalTime after(LocalTime time) {
        int minute = hours.contains(time.getHour()) ? minutes.atOrAfter(time.getMinute() + 1) : -1;
        if (minute >= 0) {
            return LocalTime.of(time.getHour(), minute);
        }
        int hour = hours.atOrAfter(time.getHour() + 1);
        return hour < 0 ? null : LocalTime.of(hour, minutes.first());
    }

    @Nullable
    LocalTime atOrBefore(LocalTime time) {
        int minute = hours.contains(time.getHour()) ? minutes.atOrBefore(time.getMinute()) : -1;
        if (minute >= 0) {
            return LocalTime.of(time.getHour(), minute);
        }
        int hour = hours.atOrBefore(time.getHour() - 1);
        return hour < 0 ? null : LocalTime.of(hour, minutes.last());
    }
}
