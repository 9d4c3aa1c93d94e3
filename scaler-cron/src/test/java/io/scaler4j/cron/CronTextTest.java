package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of expressions, dates, zones and lengths: what each character means, and what every refusal says. */
class CronTextTest {

    private static final long SEED = 20_261_130;

    /** Whatever is typed is a window or a sentence; nothing else is thrown, and nothing hangs. */
    @Test
    void everyTextIsAnExpressionOrASentence() {
        var random = new Random(SEED);
        int understood = 0;
        for (int i = 0; i < 60_000; i++) {
            String text = text(random, "0123456789*/-,?  janMON.#LW@", 14) + " * * * *";
            try {
                CronExpression.parse(text);
                understood++;
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as(text).matches("(it|the|such) [^\\n]*");
            }
        }
        assertThat(understood).as("of 60000, seed %d", SEED).isGreaterThan(500);
    }

    @Test
    void everyFieldOfItsTextIsThatOfTheNaiveReading() {
        var random = new Random(SEED);
        for (int i = 0; i < 3_000; i++) {
            int most = 59;
            var items = new TreeSet<String>();
            var expected = new TreeSet<Integer>();
            for (int j = 1 + random.nextInt(3); j > 0; j--) {
                int from = random.nextInt(most + 1);
                int to = from + random.nextInt(most + 1 - from);
                int step = 1 + random.nextInt(20);
                switch (random.nextInt(4)) {
                    case 0 -> items.add(addAll(expected, from, from, 1, "" + from));
                    case 1 -> items.add(addAll(expected, from, to, 1, from + "-" + to));
                    case 2 -> items.add(addAll(expected, from, to, step, from + "-" + to + "/" + step));
                    default -> items.add(addAll(expected, from, most, step, from + "/" + step));
                }
            }
            FieldSet read = CronField.MINUTE.parse(String.join(",", items));
            for (int number = 0; number <= most; number++) {
                assertThat(read.contains(number)).as("%d in %s", number, items).isEqualTo(expected.contains(number));
            }
            assertThat(read.size()).isEqualTo(expected.size());
            assertThat(read.first()).isEqualTo(expected.first());
            assertThat(read.last()).isEqualTo(expected.last());
            int asked = random.nextInt(most + 1);
            assertThat(read.atOrAfter(asked)).isEqualTo(orNone(expected.ceiling(asked)));
            assertThat(read.atOrBefore(asked)).isEqualTo(orNone(expected.floor(asked)));
        }
    }

    private static String addAll(TreeSet<Integer> numbers, int from, int to, int step, String text) {
        for (int number = from; number <= to; number += step) {
            numbers.add(number);
        }
        return text;
    }

    private static int orNone(Integer number) {
        return number == null ? -1 : number;
    }

    @ParameterizedTest
    @EnumSource(CronField.class)
    void aStarIsEveryNumberAndAloneAPlainStar(CronField field) {
        FieldSet all = field.parse("*");
        assertThat(all.star()).isTrue();
        assertThat(field.parse("?")).isEqualTo(all);
        assertThat(field.parse("*/1")).isEqualTo(all);
        assertThat(field.parse("*/2").star()).as("a step restricts").isFalse();
        assertThat(field.parse(all.first() + "-" + all.last())).isEqualTo(new FieldSet(all.bits(), false));
        assertThat(field.parse(all.first() + ",*").star())
                .as("one item is enough")
                .isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MINUTE | 60 | the minute \"60\" is wrong: it must be 0 to 59",
                "MINUTE | x | the minute \"x\" is wrong: it must be 0 to 59",
                "MINUTE | 1.5 | the minute \"1.5\" is wrong: it must be 0 to 59",
                "MINUTE | ,,, | the minute \",,,\" is wrong: it has no item; write * for every minute",
                "MINUTE | 1/2/3 | the minute \"1/2/3\" is wrong: an item has one step at most",
                "MINUTE | 1/x | the minute \"1/x\" is wrong: a step must be a whole number of at least 1",
                "MINUTE | 5/0 | the minute \"5/0\" is wrong: a step must be a whole number of at least 1",
                "MINUTE | 1-2-3 | the minute \"1-2-3\" is wrong: a range has two ends",
                "HOUR | 24 | the hour \"24\" is wrong: it must be 0 to 23",
                "HOUR | 23-1 | the hour \"23-1\" is wrong: a range must not wrap; write two, such as 22-23,0-6",
                "HOUR | 1,25 | the hour \"25\" is wrong: it must be 0 to 23",
                "DAY_OF_MONTH | 0 | the day of month \"0\" is wrong: it must be 1 to 31",
                "MONTH | 13 | the month \"13\" is wrong: it must be 1 to 12 or jan to dec",
                "MONTH | mai | the month \"mai\" is wrong: it must be 1 to 12 or jan to dec",
                "WEEKDAY | 7 | the weekday \"7\" is wrong: it must be 0 to 6 or sun to sat",
                "WEEKDAY | Mo | the weekday \"Mo\" is wrong: it must be 0 to 6 or sun to sat",
            })
    void aWrongItemIsNamedWithWhatWouldBeRight(CronField field, String text, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(() -> field.parse(text)).withMessage(sentence);
    }

    /** In a Turkish locale an upper-case I has no plain lower case; names are still names. */
    @ParameterizedTest
    @ValueSource(strings = {"FRI", "Fri", "fri", "fRI", "5", "05", "0000000000000005"})
    void namesAndNumbersAreReadInEveryWriting(String friday) {
        assertThat(CronField.WEEKDAY.parse(friday)).isEqualTo(FieldSet.of(5, 5, 1, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-02-30T08:00", "2026-11-27", "2026-11-27 08:00", "2026-11-27T24:01", "2026-11-27T08:00Z"})
    void aDateThatIsNoneIsNotTakenForAnExpression(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowEdge.parse(text, ZoneId.of("Etc/UTC")))
                .withMessage("a date must be a local date and time, such as 2026-11-27T08:00");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "TZ=Asia/Kolkata 0 8 * * *, Asia/Kolkata",
        "CRON_TZ=Asia/Kolkata 0 8 * * *, Asia/Kolkata",
        "CRON_TZ=Asia/Kolkata    0 8 * * *, Asia/Kolkata",
        "0 8 * * *, Etc/UTC",
    })
    void anExpressionMayNameItsZone(String text, String zone) {
        WindowEdge edge = WindowEdge.parse(text, ZoneId.of("Etc/UTC"));
        assertThat(edge.zone()).isEqualTo(ZoneId.of(zone));
        assertThat(edge.moments()).isEqualTo(CronExpression.parse("0 8 * * *"));
        assertThat(edge).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TZ= 0 8 * * *", "TZ=UTC+3 0 8 * * *", "CRON_TZ=Mars/Base 0 8 * * *", "TZ=Local 0 8 * * *"})
    void aZoneThatIsNoneIsNamed(String text) {
        String zone = text.substring(text.indexOf('=') + 1, text.indexOf(' '));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowEdge.parse(text, ZoneId.of("Etc/UTC")))
                .withMessageContaining("\"" + zone + "\"")
                .withMessageContaining("Europe/Berlin");
    }

    /** A read never fails, so a length that no time can be added to must be refused before. */
    @Test
    void aLengthBeyondAllWindowsIsRefused() {
        for (Duration length :
                List.of(ChronoUnit.FOREVER.getDuration(), Duration.ofDays(3651), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThat(catchThrowableOfType(
                                    InvalidConfigurationException.class,
                                    () -> builder().lasting(length).build())
                            .problems())
                    .singleElement()
                    .asString()
                    .startsWith("the window must last at most 3650 days, was PT");
        }
        CronWindow longest = builder().lasting(Duration.ofDays(3650)).build();
        assertThat(longest.isOpen(Instant.parse("2026-01-05T08:00:00Z"))).isTrue();
        assertThat(longest.isOpen(Instant.parse("9999-12-31T23:59:59Z"))).isTrue();
    }

    @Test
    void nothingNegativeIsALength() {
        for (Duration length : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThat(catchThrowableOfType(
                                    InvalidConfigurationException.class,
                                    () -> builder().lasting(length).build())
                            .problems())
                    .singleElement()
                    .asString()
                    .startsWith("the window must last more than 0");
        }
    }

    /** Both fields restricted: one is enough. One a star: the other decides. */
    @Test
    void theDaysOfARuleAreThoseOfTheCalendar() {
        var random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            String days = random.nextBoolean() ? "*" : 1 + random.nextInt(31) + "," + (1 + random.nextInt(31));
            String weekdays = random.nextBoolean() ? "*" : random.nextInt(7) + "," + random.nextInt(7);
            String months = random.nextInt(3) > 0 ? "*" : 1 + random.nextInt(12) + "";
            var naive = new NaiveCron("0 0 " + days + " " + months + " " + weekdays);
            var rule = new DayRule(
                    CronField.DAY_OF_MONTH.parse(days),
                    CronField.MONTH.parse(months),
                    CronField.WEEKDAY.parse(weekdays));
            List<LocalDate> year = LocalDate.of(2024, 1, 1)
                    .datesUntil(LocalDate.of(2025, 1, 1))
                    .filter(date -> naive.matches(date.atStartOfDay()))
                    .collect(Collectors.toList());
            LocalDate date = rule.atOrAfter(LocalDate.of(2024, 1, 1), 2024);
            for (LocalDate expected : year) {
                assertThat(date).as("%s %s %s", days, months, weekdays).isEqualTo(expected);
                assertThat(rule.matches(expected)).isTrue();
                assertThat(rule.atOrBefore(expected, 2024)).isEqualTo(expected);
                date = rule.atOrAfter(expected.plusDays(1), 2024);
            }
            assertThat(date).isNull();
        }
    }

    @Test
    void aMomentThatComesOnceIsBeforeAtOrAfterATime() {
        var moment = new SingleMoment(LocalDateTime.parse("2026-11-27T08:00"));
        assertThat(moment.after(LocalDateTime.parse("2026-11-27T07:59:59"), 2026))
                .isEqualTo("2026-11-27T08:00");
        assertThat(moment.after(LocalDateTime.parse("2026-11-27T08:00"), 2030)).isNull();
        assertThat(moment.atOrBefore(LocalDateTime.parse("2026-11-27T08:00"))).isEqualTo("2026-11-27T08:00");
        assertThat(moment.atOrBefore(LocalDateTime.parse("2026-11-27T07:59:59")))
                .isNull();
    }

    private static CronWindow.Builder builder() {
        return CronWindow.builder().timezone("Europe/Berlin").start("0 8 * * 1-5");
    }

    private static String text(Random random, String letters, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
