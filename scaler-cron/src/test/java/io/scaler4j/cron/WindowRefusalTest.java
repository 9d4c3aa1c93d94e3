package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which windows are refused, with every problem at once. */
class WindowRefusalTest {

    @Test
    void refusesEveryProblemAtOnce() {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> window("Mars/Olympus", "0 8 * * 7", "0 18 30 2 *").build());
        assertThat(refused.problems())
                .containsExactly(
                        "timezone: there is no zone \"Mars/Olympus\"; give an IANA name, such as Europe/Berlin or Etc/UTC",
                        "start \"0 8 * * 7\": the weekday \"7\" is wrong: it must be 0 to 6 or sun to sat",
                        "end \"0 18 30 2 *\": such a day never comes");
        assertThat(problems(CronWindow.builder())).hasSize(3).allMatch(problem -> problem.contains("is missing"));
    }

    @Test
    void refusesWhatMakesNoWindow() {
        assertThat(problems(window("Etc/UTC", "0 8 * * *", "0 08 1-31 * *")))
                .containsExactly("start and end are always at the same time (\"0 8 * * *\" and \"0 08 1-31 * *\");"
                        + " give another end");
        assertThat(problems(window("Etc/UTC", "2026-01-02T00:00", "2026-01-01T00:00")))
                .containsExactly("end must be after start (2026-01-02T00:00), was 2026-01-01T00:00");
        assertThat(problems(window("Etc/UTC", "2026-01-02T00:00", "0 8 * * *")))
                .singleElement()
                .asString()
                .contains("both");
        assertThat(problems(window("Etc/UTC", "2026-13-02T00:00", "0 8 * * *")))
                .singleElement()
                .asString()
                .contains("local date and time");
        assertThat(problems(window("Etc/UTC", "0 8 * * *", "0 18 * * *").lasting(Duration.ofHours(1))))
                .containsExactly("give an end or how long the window lasts, not both");
        assertThat(problems(window("Etc/UTC", "0 8 * * *", "").lasting(Duration.ZERO)))
                .containsExactly("the window must last more than 0, was PT0S; give a time such as 8 h");
        assertThat(problems(window("UTC+3", "0 8 * * *", "0 18 * * *"))).hasSize(1);
        assertThat(problems(window("Etc/UTC", "TZ=Mars/Olympus 0 8 * * *", "0 18 * * *")))
                .hasSize(1);
    }

    @Test
    void refusesWhatKedasRuleCannotDo() {
        assertThat(problems(window("Etc/UTC", "0 8 * * *", "")
                        .lasting(Duration.ofHours(1))
                        .except(LocalDate.parse("2026-12-25"))
                        .rule(WindowRule.NEXT_EVENT)))
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("the rule nextEvent "));
        assertThat(problems(window("Etc/UTC", "2026-01-02T00:00", "2026-01-03T00:00")
                        .rule(WindowRule.NEXT_EVENT)))
                .hasSize(1);
    }

    /** From the field: IANA added it in 2025, and the data of a JVM may be older. */
    @Test
    void aZoneThatIsNewerThanTheDataOfTheJvmSaysSo() {
        String version = ZoneRulesProvider.getVersions("Etc/UTC").lastKey();
        for (String zone : List.of("America/Coyhaique", "America/Scaler_City", "Europe/Berlln")) {
            if (!ZoneId.getAvailableZoneIds().contains(zone)) {
                assertThat(problems(window(zone, "0 8 * * *", "0 18 * * *")))
                        .containsExactly("timezone: the time-zone data of this JVM (version " + version
                                + ") does not know the zone \"" + zone + "\"; check the spelling, and if IANA added it"
                                + " later, use a newer JDK or update the data with its vendor's TZUpdater");
                assertThat(problems(window("Etc/UTC", "TZ=" + zone + " 0 8 * * *", "0 18 * * *")))
                        .singleElement()
                        .asString()
                        .startsWith("start ")
                        .contains("does not know the zone");
            }
        }
        assertThat(version).matches("20\\d\\d[a-z]");
    }

    @Test
    void theZoneOfTheMachineIsRefused() {
        assertThat(problems(window("Local", "0 8 * * *", "0 18 * * *")))
                .singleElement()
                .asString()
                .startsWith("timezone: the zone \"Local\" is that of the machine");
    }

    private static CronWindow.Builder window(String zone, String start, String end) {
        return CronWindow.builder().timezone(zone).start(start).end(end);
    }

    private static List<String> problems(CronWindow.Builder builder) {
        return catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                .problems();
    }
}
