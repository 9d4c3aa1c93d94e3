package io.scaler4j.simulation.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Numbers and times as text, the same in every locale. */
final class Numbers {

    private Numbers() {}

    /** As in {@code 1:02:15}, from two days on {@code 3 d 1:02:15}, with milliseconds where there are some. */
    static String elapsed(Duration time) {
        long days = time.toDays() < 2 ? 0 : time.toDays();
        String millis = time.toMillisPart() == 0 ? "" : String.format(Locale.ROOT, ".%03d", time.toMillisPart());
        return (days == 0 ? "" : days + " d ")
                + String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d%s",
                        time.toHours() - 24 * days,
                        time.toMinutesPart(),
                        time.toSecondsPart(),
                        millis);
    }

    /** Exactly, without needless zeros. */
    static String seconds(Duration time) {
        return time.getNano() == 0
                ? Long.toString(time.toSeconds())
                : BigDecimal.valueOf(time.getSeconds())
                        .add(BigDecimal.valueOf(time.getNano(), 9))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** With a comma before every three digits. */
    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String fixed(double number, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    /** As in {@code 1 turn} and {@code 2 turns}. */
    static String of(long number, String one) {
        return whole(number) + " " + one + (number == 1 ? "" : "s");
    }
}
