package io.scaler4j.scaledobject.check;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The minutes at which a cron expression fires, in a leap year that begins on a Saturday. Time zones do not matter to
 * that, since only expressions of one zone are compared.
 */
final class LintCronDays {

    static final int MINUTES_A_DAY = 24 * 60;
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static final int DAYS_A_YEAR = 366;
    static final int MINUTES = DAYS_A_YEAR * MINUTES_A_DAY;
    private static final int FIRST_WEEKDAY = 6;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final List<String> MONTHS =
            List.of("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private LintCronDays() {}

    /** Whether an expression of five fields fires alike in all weeks. */
    static boolean isWeekly(String expression) {
        String[] fields = fields(expression);
        return fields.length == 5 && isAny(fields[2]) && isAny(fields[3]);
    }

    private static boolean isAny(String field) {
        return field.equals("*") || field.equals("?");
    }

    private static String[] fields(String expression) {
        return SPACES.split(expression.strip(), -1);
    }

    /** In the whole year. */
    static Optional<BitSet> minutes(String expression) {
        return minutes(expression, DAYS_A_YEAR);
    }

    /** In the first days of the year. Empty for an expression that is not five fields, or that cron refuses. */
    static Optional<BitSet> minutes(String expression, int most) {
        String[] fields = fields(expression);
        if (fields.length != 5) {
            return Optional.empty();
        }
        BitSet minutes = field(fields[0], 0, 59, List.of());
        BitSet hours = field(fields[1], 0, 23, List.of());
        BitSet days = field(fields[2], 1, 31, List.of());
        BitSet months = field(fields[3], 1, 12, MONTHS);
        BitSet weekdays = field(fields[4], 0, 6, WEEKDAYS);
        if (List.of(minutes, hours, days, months, weekdays).stream().anyMatch(BitSet::isEmpty)) {
            return Optional.empty();
        }
        boolean both = isStar(fields[2]) || isStar(fields[4]);
        var all = new BitSet(most * MINUTES_A_DAY);
        int date = 0;
        for (int month = 0; month < DAYS.length; month++) {
            for (int day = 1; day <= DAYS[month] && date < most; day++, date++) {
                boolean onDay = days.get(day);
                boolean onWeekday = weekdays.get((FIRST_WEEKDAY + date) % 7);
                if (months.get(month + 1) && (both ? onDay && onWeekday : onDay || onWeekday)) {
                    addDay(all, date * MINUTES_A_DAY, hours, minutes);
                }
            }
        }
        return Optional.of(all);
    }

    private static void addDay(BitSet all, int start, BitSet hours, BitSet minutes) {
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                all.set(start + hour * 60 + minute);
            }
        }
    }

    /** A star without a step, or with a step of 1: the other of the two day fields decides. */
    private static boolean isStar(String field) {
        return List.of(field.split(",", -1)).stream()
                .anyMatch(item -> item.equals("*") || item.equals("?") || item.equals("*/1") || item.equals("?/1"));
    }

    /** Empty for a field that cron refuses. */
    private static BitSet field(String text, int least, int most, List<String> names) {
        var set = new BitSet();
        for (String item : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (!item.isEmpty() && !add(set, item, least, most, names)) {
                return new BitSet();
            }
        }
        return set;
    }

    private static boolean add(BitSet set, String item, int least, int most, List<String> names) {
        int slash = item.indexOf('/');
        String range = slash < 0 ? item : item.substring(0, slash);
        int step = slash < 0 ? 1 : number(item.substring(slash + 1), List.of());
        int dash = range.indexOf('-');
        boolean star = range.equals("*") || range.equals("?");
        int from = star ? least : number(dash < 0 ? range : range.substring(0, dash), names);
        int to = star || (dash < 0 && slash >= 0) ? most : dash < 0 ? from : number(range.substring(dash + 1), names);
        if (step < 1 || from < least || to > most || from > to) {
            return false;
        }
        for (int value = from; value <= to; value += step) {
            set.set(value);
        }
        return true;
    }

    /** Below 0 for a text that is neither a short number nor a name. */
    private static int number(String text, List<String> names) {
        if (names.contains(text)) {
            return names.indexOf(text);
        }
        boolean digits = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }
}
