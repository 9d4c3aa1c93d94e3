package io.scaler4j.cron;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The slow and plain way: does this one minute match this text? No searching, no bits. */
final class NaiveCron {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private final boolean[][] allowed = new boolean[5][60];
    private final boolean[] star = new boolean[5];

    NaiveCron(String expression) {
        String[] fields = expression.split(" +", -1);
        expand(0, fields[0], 0, 59, Map.of());
        expand(1, fields[1], 0, 23, Map.of());
        expand(2, fields[2], 1, 31, Map.of());
        expand(3, fields[3], 1, 12, names(MONTHS, 1));
        expand(4, fields[4], 0, 6, names(WEEKDAYS, 0));
    }

    boolean matches(LocalDateTime minute) {
        if (!allowed[0][minute.getMinute()] || !allowed[1][minute.getHour()] || !allowed[3][minute.getMonthValue()]) {
            return false;
        }
        boolean day = allowed[2][minute.getDayOfMonth()];
        boolean weekday = allowed[4][minute.getDayOfWeek().getValue() % 7];
        return star[2] || star[4] ? day && weekday : day || weekday;
    }

    private void expand(int field, String text, int least, int most, Map<String, Integer> names) {
        var numbers = new TreeSet<Integer>();
        for (String item : text.split(",", -1)) {
            numbers.addAll(numbers(item, least, most, names));
            star[field] |= item.equals("*") || item.equals("?") || item.equals("*/1");
        }
        numbers.forEach(number -> allowed[field][number] = true);
    }

    private static List<Integer> numbers(String item, int least, int most, Map<String, Integer> names) {
        String[] halves = item.split("/", -1);
        String range = halves[0];
        int step = halves.length == 2 ? Integer.parseInt(halves[1]) : 1;
        int from;
        int to;
        if (range.equals("*") || range.equals("?")) {
            from = least;
            to = most;
        } else if (range.contains("-")) {
            from = number(range.split("-", -1)[0], names);
            to = number(range.split("-", -1)[1], names);
        } else {
            from = number(range, names);
            to = halves.length == 2 ? most : from;
        }
        var numbers = new ArrayList<Integer>();
        for (int number = from; number <= to; number++) {
            if ((number - from) % step == 0) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static int number(String text, Map<String, Integer> names) {
        Integer named = names.get(text.toLowerCase(Locale.ROOT));
        return named == null ? Integer.parseInt(text) : named;
    }

    private static Map<String, Integer> names(List<String> words, int first) {
        var names = new HashMap<String, Integer>();
        words.forEach(word -> names.put(word, first + words.indexOf(word)));
        return names;
    }
}
