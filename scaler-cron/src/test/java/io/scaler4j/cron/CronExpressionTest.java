package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar, and the rule of days. */
class CronExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * *     | 0,15,30,45 * * * *",
                "5/15 * * * *     | 5,20,35,50 * * * *",
                "0-30/10 * * * *  | 0,10,20,30 * * * *",
                "? ? ? ? ?        | * * * * *",
                "*-5 * * * *      | * * * * *",
                "*-5/20 * * * *   | 0,20,40 * * * *",
                "*/100 * * * *    | 0 * * * *",
                "0,,30, * * * *   | 0,30 * * * *",
                "0 08 * * *       | 0 8 * * *",
                "0 8 * jan-MAR *  | 0 8 * 1-3 *",
                "0 8 * * Mon/2    | 0 8 * * 1,3,5",
                "0 8 */1 * 1      | 0 8 * * 1",
                "0   8 *  * *     | 0 8 * * *"
            })
    void meansTheSame(String text, String other) {
        assertThat(CronExpression.parse(text).coincidesWith(CronExpression.parse(other)))
                .isTrue();
        assertThat(CronExpression.parse(text).coincidesWith(CronExpression.parse("1 8 * * *")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "0 * * * * *",
                "60 * * * *",
                "-1 * * * *",
                "+1 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 0 *",
                "* * * 13 *",
                "* * * january *",
                "* * * * 7",
                "* * * * monday",
                "* * * mon *",
                "0 22-6 * * *",
                "0 8 * * fri-mon",
                "1-2-3 * * * *",
                "1/2/3 * * * *",
                "*/0 * * * *",
                "*/ * * * *",
                "*/-1 * * * *",
                "1- * * * *",
                ", * * * *",
                "+5 * * * *",
                "0 8 L * *",
                "0 8 15W * *",
                "0 8 * * 1#2",
                "@daily",
                "0 8 30 2 *",
                "0 8 31 4,6,9,11 *",
                "99999999999 * * * *"
            })
    void refuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CronExpression.parse(text));
    }

    @Test
    void saysWhichFieldIsWrongAndWhatWouldBeRight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CronExpression.parse("0 8 * * 7"))
                .withMessage("the weekday \"7\" is wrong: it must be 0 to 6 or sun to sat");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CronExpression.parse("0 22-6 * * *"))
                .withMessage("the hour \"22-6\" is wrong: a range must not wrap; write two, such as 22-23,0-6");
    }

    @Test
    void eitherDayIsEnoughIfBothAreRestricted() {
        CronExpression firstOrMonday = CronExpression.parse("0 8 1 * 1");
        assertThat(after(firstOrMonday, "2026-01-01T07:59")).isEqualTo("2026-01-01T08:00");
        assertThat(after(firstOrMonday, "2026-01-01T08:00")).isEqualTo("2026-01-05T08:00");
    }

    @Test
    void aStarWithAStepRestricts() {
        CronExpression oddOrMonday = CronExpression.parse("0 8 */2 * 1");
        assertThat(after(oddOrMonday, "2026-01-11T08:00")).isEqualTo("2026-01-12T08:00");
        assertThat(after(oddOrMonday, "2026-01-12T08:00")).isEqualTo("2026-01-13T08:00");
    }

    @Test
    void aDayOf31InAMonthOf30IsPassedOver() {
        CronExpression last = CronExpression.parse("0 0 31 * *");
        assertThat(after(last, "2026-03-31T00:00")).isEqualTo("2026-05-31T00:00");
    }

    @Test
    void aLeapDayIsFoundOverACenturyWithoutOne() {
        CronExpression leapDay = CronExpression.parse("0 0 29 2 *");
        assertThat(after(leapDay, "2096-02-29T00:00")).isEqualTo("2104-02-29T00:00");
        assertThat(leapDay.atOrBefore(LocalDateTime.parse("2104-02-28T23:59")))
                .isEqualTo(LocalDateTime.parse("2096-02-29T00:00"));
    }

    @Test
    void theLastOneMayBeNow() {
        CronExpression daily = CronExpression.parse("30 8,20 * * *");
        assertThat(daily.atOrBefore(LocalDateTime.parse("2026-01-01T20:30"))).isEqualTo("2026-01-01T20:30");
        assertThat(daily.atOrBefore(LocalDateTime.parse("2026-01-01T20:29:59.999")))
                .isEqualTo("2026-01-01T08:30");
        assertThat(daily.atOrBefore(LocalDateTime.parse("2026-01-01T08:29"))).isEqualTo("2025-12-31T20:30");
    }

    private static String after(CronExpression expression, String time) {
        LocalDateTime from = LocalDateTime.parse(time);
        return String.valueOf(expression.after(from, from.getYear() + 8));
    }
}
