package io.scaler4j.cron;

import java.util.List;
import java.util.Locale;

/** The five fields of an expression: their ranges, their names for numbers, and how their text is read. */
enum CronField {
    MINUTE("minute", 0, 59),
    HOUR("hour", 0, 23),
    DAY_OF_MONTH("day of month", 1, 31),
    MONTH("month", 1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    WEEKDAY("weekday", 0, 6, "sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private final String title;
    private final int least;
    private final int most;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
    private final List<String> names;

    CronField(String title, int least, int most, String... names) {
        this.title = title;
        this.least = least;
        this.most = most;
        this.names = List.of(names);
    }

    /** Reads items with commas in between; empty items are skipped. */
    FieldSet parse(String text) {
        FieldSet all = FieldSet.EMPTY;
        for (String item : text.split(",", -1)) {
            if (!item.isEmpty()) {
                all = all.or(parseItem(item));
            }
        }
        if (all.isEmpty()) {
            throw refused(text, "it has no item; write * for every " + title);
        }
        return all;
    }

    private FieldSet parseItem(String item) {
        String[] parts = item.split("/", -1);
        if (parts.length > 2) {
            throw refused(item, "an item has one step at most");
        }
        int step = parts.length == 1 ? 1 : step(parts[1], item);
        String[] ends = parts[0].split("-", -1);
        if (isStar(ends[0])) {
            return FieldSet.of(least, most, step, step == 1);
        }
        if (ends.length > 2) {
            throw refused(item, "a range has two ends");
        }
        int from = number(ends[0], item);
        if (ends.length == 2) {
            int to = number(ends[1], item);
            if (to < from) {
                throw refused(item, "a range must not wrap; write two, such as 22-23,0-6");
            }
            return FieldSet.of(from, to, step, false);
        }
        return FieldSet.of(from, parts.length == 1 ? from : most, step, false);
    }

    private static boolean isStar(String text) {
        return text.equals("*") || text.equals("?");
    }

    private int step(String text, String item) {
        int step = digits(text);
        if (step < 1) {
            throw refused(item, "a step must be a whole number of at least 1");
        }
        return step;
    }

    private int number(String text, String item) {
        int name = names.indexOf(text.toLowerCase(Locale.ROOT));
        int number = name >= 0 ? least + name : digits(text);
        if (number < least || number > most) {
            throw refused(item, "it must be " + allowed());
        }
        return number;
    }

    private String allowed() {
        String range = least + " to " + most;
        return names.isEmpty() ? range : range + " or " + names.get(0) + " to " + names.get(names.size() - 1);
    }

    /** Returns the number; -1 for a text that is no number, or that has more than nine digits and is too large. */
    private static int digits(String text) {
        return text.matches("0*[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    private IllegalArgumentException refused(String item, String reason) {
        return new IllegalArgumentException("the " + title + " \"" + item + "\" is wrong: " + reason);
    }
}
