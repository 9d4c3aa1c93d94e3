package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonReportTest {

    private static final DemoOptions OPTIONS = new DemoOptions(6, false);
    private static final ScalingPolicy POLICY = ScaledRun.policy(OPTIONS);

    /** A failure's sentence comes from a server, and so may hold anything. */
    private static final Reading HOSTILE = Reading.failure(
            Reading.Failure.Kind.UNAVAILABLE, "said \"<script>alert('1')</script>\", {{data}} & nothing else");

    @TempDir
    Path folder;

    @Test
    void aTextFromOutsideStaysText() {
        List<Turn> turns = Turns.startingAt(3, POLICY, HOSTILE);
        ScalingPolicy other = ScalingPolicy.builder().replicas(0, 2).build();
        Story story = Story.begin(OPTIONS).withScaled(RunResult.NONE, turns, Turns.replay(turns, other, folder));
        assertThat(ComparisonReport.of(story).html())
                .doesNotContain("<script>alert")
                .contains("said \"&lt;script&gt;alert('1')&lt;/script&gt;\", {{data}} &amp; nothing else");
    }

    @Test
    void needsNothingButItselfAndFillsEveryPlace() {
        assertThat(ComparisonReport.of(upAndDown()).html())
                .doesNotContain("http:", "https:", "src=", "@import", "{{")
                .contains("<a href=\"orders.html\">All 39 decisions</a>");
    }

    @Test
    void everyDecisionIsInTheReportOfTheScaledRun() throws Exception {
        ComparisonReport.of(upAndDown()).write(folder);
        assertThat(folder.resolve("orders.html")).isRegularFile();
        assertThat(folder.resolve("orders.json")).isRegularFile();
        assertThat(folder.resolve("orders.csv")).content().hasLineCount(1 + 39);
    }

    @Test
    void anEmptyRunIsStillAPageAndLeavesNothingOfAnEarlierOne() throws Exception {
        ComparisonReport.of(upAndDown()).write(folder);
        ComparisonReport.of(Story.begin(OPTIONS)).write(folder);
        assertThat(folder.resolve("report.html"))
                .content()
                .endsWith("</html>\n")
                .doesNotContain("{{", "href=\"orders");
        assertThat(folder.resolve("orders.html")).doesNotExist();
        assertThat(folder.resolve("orders.csv")).doesNotExist();
    }

    @Test
    void whatArrivedIsALineForEachSampleButTheLast() throws Exception {
        var timeline = new Timeline(List.of(
                new Timeline.Sample(0.004, 0, 0, 0, 0),
                new Timeline.Sample(0.254, 2, 3, 0, 0),
                new Timeline.Sample(0.754, 1, 3, 1, 0),
                new Timeline.Sample(1.254, 1, 5, 1, 1)));
        var result = new RunResult(Instant.parse("2026-01-05T08:00:00.250Z"), timeline, 5, 4, 0);
        Story story =
                Story.begin(OPTIONS).withScaled(result, List.of(), upAndDown().replay());
        ComparisonReport.of(story).write(folder.resolve("new"));
        Path arrivals = folder.resolve("new").resolve("arrivals.csv");
        assertThat(arrivals).hasContent("""
                        time,value
                        2026-01-05T08:00:00.250Z,0.000
                        2026-01-05T08:00:00.254Z,12.000
                        2026-01-05T08:00:00.504Z,0.000
                        2026-01-05T08:00:01.004Z,4.000
                        """);
        assertThat(Trace.fromCsv(arrivals).length()).isEqualTo(Duration.ofMillis(1_004));
    }

    @ParameterizedTest(name = "up to {0} in at most {1} steps of {2}")
    @CsvSource({"0, 4, 1", "4, 4, 1", "10, 4, 5", "58, 4, 20", "337, 4, 100", "34, 7, 5"})
    void axesHaveRoundNumbers(double maximum, int steps, double step) {
        assertThat(Chart.niceStep(maximum, steps)).isEqualTo(step);
    }

    private Story upAndDown() {
        List<Turn> turns = Turns.upAndDown(POLICY);
        return Story.begin(OPTIONS).withScaled(RunResult.NONE, turns, Turns.replay(turns, POLICY, folder));
    }
}
