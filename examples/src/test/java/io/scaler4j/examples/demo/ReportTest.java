package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {

    private static final DemoOptions OPTIONS = new DemoOptions(6, false);
    private static final ScalingPolicy POLICY = ScaledRun.policy(OPTIONS);

    /** A failure's sentence comes from a server, and so may hold anything. */
    private static final Reading HOSTILE = Reading.failure(
            Reading.Failure.Kind.UNAVAILABLE, "said \"<script>alert('1')</script>\", {{data}} & nothing else");

    private static final List<Turn> TURNS = Turns.of(POLICY, Reading.of(0), Reading.of(30), HOSTILE);

    @Test
    void aTextFromOutsideStaysText() {
        String html = html(TURNS);
        assertThat(html)
                .doesNotContain("<script>alert")
                .contains(
                        "said &quot;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;, {{data}} &amp; nothing else");
    }

    @Test
    void needsNothingButItself() {
        assertThat(html(TURNS)).doesNotContain("http:", "https:", "src=", "@import");
    }

    @Test
    void everyPlaceOfTheTemplateIsFilled() {
        assertThat(html(Turns.upAndDown(POLICY))).doesNotContain("{{");
    }

    @Test
    void anEmptyRunIsStillAPage(@TempDir Path folder) throws Exception {
        Report.of(Story.begin(OPTIONS)).write(folder.resolve("new"));
        assertThat(folder.resolve("new").resolve("report.html")).content().endsWith("</html>\n");
        assertThat(folder.resolve("new").resolve("decisions.csv")).hasContent(DecisionsCsv.HEADER);
    }

    @Test
    void theDecisionsAreALineEach(@TempDir Path folder) throws Exception {
        Report.of(Story.begin(OPTIONS).withScaled(RunResult.NONE, TURNS)).write(folder);
        assertThat(Files.readString(folder.resolve("decisions.csv")).split("\r\n"))
                .containsExactly(
                        "seconds,lag_messages,replicas_desired,replicas_running,replicas_ready,decided_replicas,"
                                + "applied,stage,reason,explanation",
                        "0.000,0,0,0,0,0,false,ACTIVATE,INACTIVE,ACTIVATE 0 -> 0 no trigger is active",
                        "1.000,30,0,0,0,5,true,RATE_LIMIT,RATE,"
                                + DecisionsCsv.field(
                                        TURNS.get(1).decision().explanation().toLine()),
                        "2.000,,5,5,5,5,false,RECOMMEND,FAILED_READING,"
                                + DecisionsCsv.field(
                                        TURNS.get(2).decision().explanation().toLine()));
    }

    @Test
    void whatArrivedIsALineForEachSampleButTheLast(@TempDir Path folder) throws Exception {
        var timeline = new Timeline(List.of(
                new Timeline.Sample(0.004, 0, 0, 0, 0),
                new Timeline.Sample(0.254, 2, 3, 0, 0),
                new Timeline.Sample(0.754, 1, 3, 1, 0),
                new Timeline.Sample(1.254, 1, 5, 1, 1)));
        Report.of(Story.begin(OPTIONS).withScaled(new RunResult(timeline, 5, 4, 0), TURNS))
                .write(folder);
        assertThat(folder.resolve("arrivals.csv"))
                .hasContent("time,value\n0.000,0.000\n0.004,12.000\n0.254,0.000\n0.754,4.000\n");
        assertThat(Trace.fromCsv(folder.resolve("arrivals.csv")).length()).isEqualTo(Duration.ofMillis(1_004));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"plain, plain", "`a,b`, `\"a,b\"`", "say \"no\", `\"say \"\"no\"\"\"`"})
    void fieldsAreQuotedWhereTheyMustBe(String text, String field) {
        assertThat(DecisionsCsv.field(text)).isEqualTo(field);
    }

    @ParameterizedTest(name = "up to {0} in at most {1} steps of {2}")
    @CsvSource({"0, 4, 1", "4, 4, 1", "10, 4, 5", "58, 4, 20", "337, 4, 100", "34, 7, 5"})
    void axesHaveRoundNumbers(double maximum, int steps, double step) {
        assertThat(Chart.niceStep(maximum, steps)).isEqualTo(step);
    }

    private static String html(List<Turn> turns) {
        return Report.of(Story.begin(OPTIONS).withScaled(RunResult.NONE, turns)).html();
    }
}
