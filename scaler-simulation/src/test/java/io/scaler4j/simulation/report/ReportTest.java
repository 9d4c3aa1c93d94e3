package io.scaler4j.simulation.report;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where reports go, and how their texts and numbers are written. */
class ReportTest {

    @TempDir
    private Path folder;

    private static Run quiet() {
        return Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .startingAt(4)
                .trigger("lag", averageValue(10), Load.constant(40))
                .lasting(ofMinutes(5));
    }

    // ---- files

    @Test
    void eachRunThatIsHandedOverHasFilesOfItsOwnAndIsGivenBack() throws IOException {
        List<Path> written = new ArrayList<>();
        var report = new Report(folder.resolve("new/reports"), "grows", "It grows", written::add);
        assertThat(folder.resolve("new")).as("nothing is made before").doesNotExist();
        Run run = quiet();
        assertThat(report.of(run)).isSameAs(run);
        report.of(Runs.closedLoop());

        Path reports = folder.resolve("new/reports");
        assertThat(written).containsExactly(reports.resolve("grows.html"), reports.resolve("grows-run2.html"));
        try (var files = Files.list(reports)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "grows.html",
                            "grows.csv",
                            "grows.json",
                            "grows-run2.html",
                            "grows-run2.csv",
                            "grows-run2.json");
        }
        assertThat(reports.resolve("grows.html")).content().contains("<title>It grows</title>");
        assertThat(reports.resolve("grows-run2.html")).content().contains("<title>It grows, run 2</title>");
    }

    @Test
    void aLaterReportOfTheSameNameReplacesTheEarlier() throws IOException {
        Path page = Report.write(Runs.closedLoop(), folder, "run");
        String before = Files.readString(page);
        assertThat(Report.write(quiet(), folder, "run")).isEqualTo(page);
        assertThat(page).content().isNotEqualTo(before);
        assertThat(Report.write(Runs.closedLoop(), folder, "run")).content().isEqualTo(before);
    }

    @Test
    void aNameThatNoFileMayHaveStaysTheTitle() {
        Path page = Report.write(quiet(), folder, "up / down <1>");
        assertThat(page.getParent()).isEqualTo(folder);
        assertThat(page.getFileName().toString()).matches("up_down_1_-[0-9a-f]{8}\\.html");
        assertThat(page).content().contains("<title>up / down &lt;1&gt;</title>");
    }

    // ---- sentences

    @Test
    void aRunWithoutAChangeSaysSo() {
        var turns = Turns.of(quiet());
        assertThat(Summary.outcome(turns))
                .isEqualTo("It began with 4 replicas, had 4, and ended with 4. The count never changed.");
        assertThat(Summary.conditions(turns))
                .isEqualTo("0:05:00 from Mon 2026-01-05 00:00:00 UTC · 20 turns · lag at 10 per replica");
    }

    @Test
    void everyThingThatHappenedIsCounted() {
        Run run = Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(
                        "lag",
                        averageValue(10),
                        Load.constant(30)
                                .then(ofMinutes(5), 10)
                                .failing(ofMinutes(1), ofMinutes(1).plusSeconds(15)))
                .failingWrites(Duration.ZERO, Duration.ofSeconds(15))
                .gap(ofMinutes(2), ofMinutes(4))
                .lasting(ofMinutes(15));
        assertThat(Summary.outcome(Turns.of(run)))
                .isEqualTo(
                        "It began with 1 replica, had 1 to 3, and ended with 1. The count changed 2 times, 1 up and 1"
                                + " down. A stabilization window held it for 0:04:45. 1 turn had a reading that failed. 1 write"
                                + " failed. 1 gap without turns.");
    }

    // ---- numbers

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0:00:00",
        "PT1H2M15S, 1:02:15",
        "PT47H59M59.5S, 47:59:59.500",
        "PT48H, 2 d 0:00:00",
        "PT75H1M, 3 d 3:01:00"
    })
    void aTimeHasDaysFromTwoOn(Duration time, String text) {
        assertThat(Numbers.elapsed(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT15S, 15", "PT0.5S, 0.5", "PT1M0.000000001S, 60.000000001", "PT0.120S, 0.12"})
    void secondsAreExactAndWithoutNeedlessZeros(Duration time, String text) {
        assertThat(Numbers.seconds(time)).isEqualTo(text);
    }

    @Test
    void numbersHaveCommasAndPlurals() {
        assertThat(Numbers.whole(1_234_567)).isEqualTo("1,234,567");
        assertThat(Numbers.fixed(1_234.567, 1)).isEqualTo("1,234.6");
        assertThat(Numbers.of(0, "turn")).isEqualTo("0 turns");
        assertThat(Numbers.of(1, "turn")).isEqualTo("1 turn");
        assertThat(Numbers.of(2_000, "turn")).isEqualTo("2,000 turns");
    }

    // ---- HTML

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyTextIsXmlAndReadsAsItWasExceptForWhatXmlDoesNotAllow(long seed) {
        var random = new SplittableRandom(seed);
        var text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> "&<>\"'".charAt(random.nextInt(5));
                        case 2 -> random.nextInt(0x110000);
                        default -> random.nextInt(0x20, 0x7f);
                    });
        }
        String expected = text.codePoints()
                .map(c -> isXml(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String html = Html.text(text.toString());
        assertThat(html).as("seed %s", seed).doesNotContain("<", ">", "\"");
        assertThat(html.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&"))
                .as("seed %s", seed)
                .isEqualTo(expected);
    }

    /** By the letter of XML 1.0. */
    private static boolean isXml(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    @Test
    void elementsHaveTheirTypeAndTheirTextEscaped() {
        assertThat(Html.element("p", "a < b")).isEqualTo("<p>a &lt; b</p>");
        assertThat(Html.element("p", "note", "a & b")).isEqualTo("<p class=\"note\">a &amp; b</p>");
    }

    @Test
    void aRunOfALongTimeIsStillWrittenWhole() throws IOException {
        Run run = Runs.noisy(ofDays(2).plus(ofHours(2)));
        Report.write(run, folder, "long");
        try (var lines = Files.lines(folder.resolve("long.csv"))) {
            assertThat(lines).hasSize(run.turns().size() + 1);
        }
        assertThat(Summary.conditions(Turns.of(run))).startsWith("2 d 2:00:00 from ");
    }
}
