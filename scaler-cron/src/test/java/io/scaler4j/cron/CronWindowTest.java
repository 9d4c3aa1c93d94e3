package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What windows mean. KEDA's rule has its vectors in the conformance kit. */
class CronWindowTest {

    @Test
    void isOpenFromTheStartOnAndClosedFromTheEndOn() {
        CronWindow window = window("Etc/UTC", "0 8 * * *", "0 18 * * *").build();
        assertClosed(window, "2026-01-05T07:59:59.999Z");
        assertOpen(window, "2026-01-05T08:00:00Z", "2026-01-05T17:59:59.999Z");
        assertClosed(window, "2026-01-05T18:00:00Z");
    }

    @Test
    void mayCrossMidnight() {
        CronWindow night = window("Etc/UTC", "0 22 * * *", "0 6 * * *").build();
        assertOpen(night, "2026-01-05T23:00:00Z", "2026-01-06T05:59:00Z");
        assertClosed(night, "2026-01-06T06:00:00Z");
    }

    @Test
    void aStartOnWeekdaysWithADailyEndIsClosedAtTheWeekend() {
        CronWindow window =
                window("Europe/Prague", "30 6 * * 1-5", "10 22 * * *").build();
        assertOpen(window, "2023-06-09T22:09:00+02:00");
        assertClosed(window, "2023-06-09T22:10:00+02:00", "2023-06-10T12:00:00+02:00", "2023-06-11T23:00:00+02:00");
    }

    @Test
    void opensAtTheFirstOfSeveralStartsAndClosesAtTheFirstOfSeveralEnds() {
        CronWindow starts = window("Etc/UTC", "0 8,12 * * *", "0 18 * * *").build();
        assertOpen(starts, "2026-01-05T10:00:00Z", "2026-01-05T13:00:00Z");
        CronWindow ends = window("Etc/UTC", "0 8 * * *", "0 12,18 * * *").build();
        assertOpen(ends, "2026-01-05T11:59:00Z");
        assertClosed(ends, "2026-01-05T12:00:00Z");
    }

    @Test
    void anEventThatIsBothOpens() {
        CronWindow window = window("Etc/UTC", "0 8,12 * * *", "0 12,18 * * *").build();
        assertOpen(window, "2026-01-05T12:00:00Z");
        assertClosed(window, "2026-01-05T18:00:00Z");
    }

    @Test
    void aStartThatClocksSkipCountsOnceTheyHaveJumped() {
        CronWindow window =
                window("America/New_York", "30 2 * * *", "0 6 * * *").build();
        assertClosed(window, "2026-03-07T12:00:00-05:00", "2026-03-08T01:59:59-05:00");
        assertOpen(window, "2026-03-08T03:00:00-04:00", "2026-03-08T05:59:00-04:00");
        assertClosed(window, "2026-03-08T06:00:00-04:00");
    }

    @Test
    void anEndThatClocksSkipCountsOnceTheyHaveJumped() {
        CronWindow window =
                window("America/New_York", "0 22 * * *", "30 2 * * *").build();
        assertOpen(window, "2026-03-07T23:00:00-05:00", "2026-03-08T01:59:59-05:00");
        assertClosed(window, "2026-03-08T03:00:00-04:00", "2026-03-08T21:00:00-04:00");
    }

    @Test
    void aWindowThatClocksSkipAsAWholeDoesNotOpen() {
        CronWindow window =
                window("America/New_York", "15 2 * * *", "45 2 * * *").build();
        assertClosed(window, "2026-03-08T03:00:00-04:00", "2026-03-08T12:00:00-04:00");
        assertThat(texts(window, "2026-03-07T12:00:00-05:00", 2))
                .containsExactly(
                        "2026-03-09T02:15-04:00[America/New_York] opens",
                        "2026-03-09T02:45-04:00[America/New_York] closes");
    }

    @Test
    void timesThatClocksShowTwiceCountTheFirstTime() {
        CronWindow start = window("America/New_York", "30 1 * * *", "0 6 * * *").build();
        assertOpen(start, "2026-11-01T01:45:00-04:00", "2026-11-01T01:15:00-05:00", "2026-11-01T01:45:00-05:00");
        CronWindow end = window("America/New_York", "0 22 * * *", "30 1 * * *").build();
        assertOpen(end, "2026-11-01T01:29:00-04:00");
        assertClosed(end, "2026-11-01T01:30:00-04:00", "2026-11-01T01:15:00-05:00", "2026-11-01T01:45:00-05:00");
    }

    @Test
    void anExpressionMayHaveAZoneOfItsOwn() {
        CronWindow window = window("Etc/UTC", "TZ=Asia/Tokyo 0 8 * * *", "CRON_TZ=Europe/Berlin 0 18 * * *")
                .build();
        assertThat(texts(window, "2026-01-05T00:00:00Z", 2))
                .containsExactly("2026-01-05T17:00Z[Etc/UTC] closes", "2026-01-05T23:00Z[Etc/UTC] opens");
    }

    @Test
    void aLengthIsTimeThatPasses() {
        CronWindow window = CronWindow.builder()
                .timezone("America/New_York")
                .start("0 22 * * *")
                .lasting(Duration.ofHours(8))
                .build();
        assertThat(texts(window, "2026-03-07T12:00:00-05:00", 4))
                .containsExactly(
                        "2026-03-07T22:00-05:00[America/New_York] opens",
                        "2026-03-08T07:00-04:00[America/New_York] closes",
                        "2026-03-08T22:00-04:00[America/New_York] opens",
                        "2026-03-09T06:00-04:00[America/New_York] closes");
    }

    @Test
    void aStartWhileItIsOpenProlongsALength() {
        CronWindow window = CronWindow.builder()
                .timezone("Etc/UTC")
                .start("0 8,9,10 * * *")
                .lasting(Duration.ofMinutes(90))
                .build();
        assertThat(texts(window, "2026-01-05T00:00:00Z", 2))
                .containsExactly("2026-01-05T08:00Z[Etc/UTC] opens", "2026-01-05T11:30Z[Etc/UTC] closes");
    }

    @Test
    void leavesOutWindowsThatWouldOpenOnAnExcludedDate() {
        CronWindow nights = window("Europe/Berlin", "0 22 * * *", "0 6 * * *")
                .except(LocalDate.parse("2026-12-25"), LocalDate.parse("2026-12-26"))
                .build();
        assertOpen(nights, "2026-12-25T05:59:00+01:00");
        assertClosed(nights, "2026-12-25T23:00:00+01:00", "2026-12-26T01:00:00+01:00", "2026-12-27T05:00:00+01:00");
        assertThat(texts(nights, "2026-12-25T00:00:00+01:00", 2))
                .containsExactly(
                        "2026-12-25T06:00+01:00[Europe/Berlin] closes", "2026-12-27T22:00+01:00[Europe/Berlin] opens");
    }

    @Test
    void mayComeOnce() {
        CronWindow sale = window("Europe/Berlin", "2026-11-27T08:00", "2026-11-30T23:59:30")
                .build();
        assertClosed(sale, "2026-11-27T07:59:00+01:00");
        assertOpen(sale, "2026-11-27T08:00:00+01:00", "2026-11-30T23:59:29+01:00");
        assertClosed(sale, "2026-11-30T23:59:30+01:00", "2027-11-27T09:00:00+01:00");
        assertThat(sale.preview(at("2026-01-01T00:00:00Z"), 5)).hasSize(2);
        assertThat(sale.warnings()).isEmpty();
    }

    @Test
    void mayComeOnceForALength() {
        CronWindow launch = CronWindow.builder()
                .timezone("Etc/UTC")
                .start("2026-11-27T08:00")
                .lasting(Duration.ofHours(3))
                .build();
        assertThat(texts(launch, "2026-01-01T00:00:00Z", 5))
                .containsExactly("2026-11-27T08:00Z[Etc/UTC] opens", "2026-11-27T11:00Z[Etc/UTC] closes");
    }

    @Test
    void agreesWithKedasRuleWhereStartAndEndTakeTurns() {
        CronWindow ours = window("Europe/Berlin", "0 8 * * 1-5", "0 18 * * 1-5").build();
        CronWindow kedas = window("Europe/Berlin", "0 8 * * 1-5", "0 18 * * 1-5")
                .rule(WindowRule.NEXT_EVENT)
                .build();
        assertThat(ours.preview(at("2026-01-01T00:00:00Z"), 500))
                .hasSize(500)
                .isEqualTo(kedas.preview(at("2026-01-01T00:00:00Z"), 500));
    }

    @Test
    @DisplayName("keda#4677: a further start within an open window does not close it, as KEDA's rule does")
    void aFurtherStartDoesNotClose() {
        CronWindow ours = window("Etc/UTC", "0 8,12 * * *", "0 18 * * *").build();
        CronWindow kedas = window("Etc/UTC", "0 8,12 * * *", "0 18 * * *")
                .rule(WindowRule.NEXT_EVENT)
                .build();
        assertOpen(ours, "2026-01-05T10:00:00Z");
        assertClosed(kedas, "2026-01-05T10:00:00Z");
    }

    @Test
    void kedasRuleCallsALeapDayBeyondFiveYearsNever() {
        CronWindow window = window("Etc/UTC", "0 0 29 2 *", "0 0 1 3 *")
                .rule(WindowRule.NEXT_EVENT)
                .build();
        assertOpen(window, "2097-06-01T00:00:00Z");
        assertThat(window.nextTransition(at("2097-06-01T00:00:00Z"))).isEmpty();
        CronWindow ours = window("Etc/UTC", "0 0 29 2 *", "0 0 1 3 *").build();
        assertThat(texts(ours, "2097-06-01T00:00:00Z", 1)).containsExactly("2104-02-29T00:00Z[Etc/UTC] opens");
    }

    @Test
    void knowsTheZonesThatTheJdkLeavesOut() {
        for (String zone : List.of("EST", "MST", "HST", "UTC", "America/Indiana/Knox")) {
            assertThat(window(zone, "0 8 * * *", "0 18 * * *").build().zone()).isNotNull();
        }
        assertThat(problems(window("PST", "0 8 * * *", "0 18 * * *"))).hasSize(1);
    }

    @Test
    void previewsNothingWhereNothingChanges() {
        CronWindow window = window("Etc/UTC", "0 0 * * *", "0 0 * * 1").build();
        assertOpen(window, "2026-01-05T00:00:00Z");
        assertThat(window.preview(at("2026-01-01T00:00:00Z"), 3)).isEmpty();
        assertThat(window.warnings()).anyMatch(warning -> warning.startsWith("the window is always open"));
        CronWindow everyMinute = CronWindow.builder()
                .timezone("Etc/UTC")
                .start("* * * * *")
                .lasting(Duration.ofMinutes(2))
                .build();
        assertThat(everyMinute.preview(at("2026-01-01T00:00:00Z"), 3)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> window.preview(at("2026-01-01T00:00:00Z"), -1));
    }

    private static CronWindow.Builder window(String zone, String start, String end) {
        return CronWindow.builder().timezone(zone).start(start).end(end);
    }

    private static List<String> problems(CronWindow.Builder builder) {
        return catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                .problems();
    }

    private static List<String> texts(CronWindow window, String from, int count) {
        return window.preview(at(from), count).stream()
                .map(WindowTransition::toString)
                .toList();
    }

    private static void assertOpen(CronWindow window, String... times) {
        assertThat(times).allSatisfy(time -> assertThat(window.isOpen(at(time))).isTrue());
    }

    private static void assertClosed(CronWindow window, String... times) {
        assertThat(times).allSatisfy(time -> assertThat(window.isOpen(at(time))).isFalse());
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
