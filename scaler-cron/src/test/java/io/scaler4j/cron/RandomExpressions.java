package io.scaler4j.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/** Expressions as people write them, and some that nobody would, from a seed. */
final class RandomExpressions {

    private static final List<String> MONTHS = List.of("jan", "Feb", "MAR", "oct", "Nov");
    private static final List<String> WEEKDAYS = List.of("sun", "Mon", "TUE", "fri", "Sat");

    private final Random random;

    private RandomExpressions(long seed) {
        random = new Random(seed);
    }

    /** Different ones, each of which comes at some time. */
    static List<String> of(long seed, int count) {
        var expressions = new RandomExpressions(seed);
        var all = new ArrayList<String>();
        while (all.size() < count) {
            String one = expressions.next();
            if (!all.contains(one) && isPossible(one)) {
                all.add(one);
            }
        }
        return all;
    }

    private static boolean isPossible(String expression) {
        try {
            CronExpression.parse(expression);
            return true;
        } catch (IllegalArgumentException e) {
            if (e.getMessage().equals("such a day never comes")) {
                return false;
            }
            throw new IllegalStateException("a generated expression is refused: " + expression, e);
        }
    }

    private String next() {
        boolean everyDay = chance(60);
        boolean everyWeekday = everyDay ? chance(60) : chance(75);
        return String.join(
                " ",
                chance(70) ? Integer.toString(random.nextInt(60)) : field(0, 59),
                chance(20) ? "*" : chance(50) ? Integer.toString(random.nextInt(6)) : field(0, 23),
                everyDay ? star() : field(1, 31),
                chance(85) ? "*" : chance(50) ? MONTHS.get(random.nextInt(5)) : field(1, 12),
                everyWeekday ? star() : chance(30) ? WEEKDAYS.get(random.nextInt(5)) : field(0, 6));
    }

    private String star() {
        return chance(90) ? "*" : chance(50) ? "?" : "*/1";
    }

    private String field(int least, int most) {
        var items = new StringJoiner(",");
        int count = chance(65) ? 1 : 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            items.add(item(least, most));
        }
        return items.toString();
    }

    private String item(int least, int most) {
        int one = least + random.nextInt(most - least + 1);
        int other = least + random.nextInt(most - least + 1);
        String range = Math.min(one, other) + "-" + Math.max(one, other);
        int step = 1 + random.nextInt(Math.max(2, (most - least) / 3));
        return switch (random.nextInt(6)) {
            case 0 -> range;
            case 1 -> range + "/" + step;
            case 2 -> "*/" + step;
            case 3 -> one + "/" + step;
            case 4 -> String.format(Locale.ROOT, "%02d", one);
            default -> Integer.toString(one);
        };
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
