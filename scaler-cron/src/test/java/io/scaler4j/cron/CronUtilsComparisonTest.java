package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The next instants of 300 expressions against those of cron-utils, another library with the five fields of Unix. Its
 * dialect differs in what it refuses and in the rules of days, so it cannot confirm everything.
 */
class CronUtilsComparisonTest {

    private static final long SEED = 20_260_107;
    private static final int EXPRESSIONS = 300;
    private static final int TIMES = 20;
    private static final ZoneId UTC = ZoneId.of("Etc/UTC");

    private final CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private final Random random = new Random(SEED);

    @Test
    void agreesWithCronUtilsOnFourOfFiveExpressionsAndExplainsTheOthers() {
        int confirmed = 0;
        int refused = 0;
        int otherDialect = 0;
        var unexplained = new ArrayList<String>();
        for (String expression : RandomExpressions.of(SEED, EXPRESSIONS)) {
            Optional<ExecutionTime> other = theirs(expression);
            if (other.isEmpty()) {
                refused++;
                continue;
            }
            Optional<String> difference = difference(expression, other.get());
            if (difference.isEmpty()) {
                confirmed++;
            } else if (isOfAnotherDialect(expression)) {
                otherDialect++;
            } else {
                unexplained.add(difference.get());
            }
        }
        System.out.printf(
                "cron-utils: %d of %d expressions confirmed (%.1f %%), %d refused by it, %d with days in another dialect,"
                        + " %d unexplained (seed %d)%n",
                confirmed,
                EXPRESSIONS,
                100.0 * confirmed / EXPRESSIONS,
                refused,
                otherDialect,
                unexplained.size(),
                SEED);
        assertThat(unexplained).isEmpty();
        assertThat(confirmed).isGreaterThanOrEqualTo(EXPRESSIONS * 80 / 100);
    }

    private Optional<ExecutionTime> theirs(String expression) {
        try {
            return Optional.of(ExecutionTime.forCron(parser.parse(expression)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> difference(String expression, ExecutionTime other) {
        WindowEdge ours = WindowEdge.parse(expression, UTC);
        for (int i = 0; i < TIMES; i++) {
            Instant from = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(200_000_000));
            @Nullable Instant next = ours.nextPass(from);
            Instant theirs = other.nextExecution(ZonedDateTime.ofInstant(from, UTC))
                    .map(ZonedDateTime::toInstant)
                    .orElse(null);
            if (next == null || !next.equals(theirs)) {
                return Optional.of("%s after %s: %s here, %s there".formatted(expression, from, next, theirs));
            }
        }
        return Optional.empty();
    }

    /**
     * Where the dialects part: if both day fields say something other than a plain star, and if steps of weekdays run
     * to the end, which is 7 there, for Sunday.
     */
    private static boolean isOfAnotherDialect(String expression) {
        String[] fields = expression.split(" ", -1);
        boolean bothDays = !isStar(fields[2]) && !isStar(fields[4]);
        boolean stepsToSunday = fields[4].matches("(.*,)?\\w+/.*");
        return bothDays || stepsToSunday;
    }

    private static boolean isStar(String field) {
        return field.equals("*") || field.equals("?");
    }
}
