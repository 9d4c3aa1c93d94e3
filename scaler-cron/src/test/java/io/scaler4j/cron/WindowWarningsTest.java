package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes that surprise users of KEDA, each with a warning under either rule. */
class WindowWarningsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Europe/Prague    | 30 6 * * 1-5        | 10 22 * * * | end comes several times in a row, as on Fri 5 Jan 22:10 and Sat 6 Jan 22:10",
                "Etc/UTC          | 0 8,12 * * *        | 0 18 * * *  | start comes several times before end does, as on Mon 1 Jan 08:00 and Mon 1 Jan 12:00",
                "Etc/UTC          | 0 8 * * *           | 0 12,18 * * * | end comes several times in a row, as on Mon 1 Jan 12:00 and Mon 1 Jan 18:00",
                "Europe/Riga      | * * * * 1-5         | * * * * 6   | start comes every minute (\"* * * * 1-5\")",
                "Europe/Riga      | * * * * 1-5         | * * * * 6   | end comes every minute (\"* * * * 6\")",
                "America/New_York | 30 2 * * *          | 0 6 * * *   | clocks skip the start on 2024-03-10T02:30 in America/New_York",
                "America/New_York | 0 22 * * *          | 30 2 * * *  | clocks skip the end on 2024-03-10T02:30 in America/New_York",
                "America/New_York | 0 22 * * *          | 30 1 * * *  | clocks show the end twice on 2024-11-03T01:30 in America/New_York",
                "America/New_York | 30 1 * * *          | 0 6 * * *   | clocks show the start twice on 2024-11-03T01:30 in America/New_York",
                "Etc/UTC          | 0 0 29 2 *          | 0 0 1 3 *   | start comes on 29 February only",
                "Etc/UTC          | 0 0 29 2 *          | 0 0 1 3 *   | end comes several times in a row",
                "Etc/UTC          | 0 0 28,29,30,31 * * | 0 0 1 * *   | start comes several times before end does"
            })
    void warnsUnderEitherRule(String zone, String start, String end, String warning) {
        for (WindowRule rule : WindowRule.values()) {
            CronWindow window = CronWindow.builder()
                    .timezone(zone)
                    .start(start)
                    .end(end)
                    .rule(rule)
                    .build();
            assertThat(window.warnings()).as("%s", rule).anyMatch(sentence -> sentence.startsWith(warning));
        }
    }

    @Test
    void saysWhatHappensAndWhatKedaWouldDo() {
        assertThat(warnings(WindowRule.LAST_EVENT))
                .containsExactly(
                        "end comes several times in a row, as on Fri 5 Jan 22:10 and Sat 6 Jan 22:10: the window"
                                + " closes at the first; KEDA keeps it open until the last of them");
        assertThat(warnings(WindowRule.NEXT_EVENT))
                .containsExactly(
                        "end comes several times in a row, as on Fri 5 Jan 22:10 and Sat 6 Jan 22:10: KEDA keeps"
                                + " it open until the last of them; the rule lastEvent does not");
    }

    @Test
    void hasNothingToSayAboutAPlainWindow() {
        CronWindow window = CronWindow.builder()
                .timezone("Europe/Berlin")
                .start("0 8 * * 1-5")
                .end("0 18 * * 1-5")
                .build();
        assertThat(window.warnings()).isEmpty();
    }

    private static List<String> warnings(WindowRule rule) {
        return CronWindow.builder()
                .timezone("Europe/Prague")
                .start("30 6 * * 1-5")
                .end("10 22 * * *")
                .rule(rule)
                .build()
                .warnings();
    }
}
