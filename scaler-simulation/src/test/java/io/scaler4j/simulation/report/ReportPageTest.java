package io.scaler4j.simulation.report;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.simulation.report.Runs.each;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.Step;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The page of a report, read by parsers that do not know its writer. */
class ReportPageTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theDataOfThePageIsTheRun(long seed) throws Exception {
        Run run = Runs.eventful(seed);
        Map<String, Object> data = data(page(run));

        assertThat(column(data, "elapsed"))
                .isEqualTo(each(run, turn -> (double) run.elapsed(turn).toSeconds()));
        assertThat(column(data, "replicas"))
                .isEqualTo(each(run, turn -> (double) turn.replicas().orElseThrow()));
        assertThat(column(data, "minimum")).isEqualTo(each(run, turn ->
                (double) turn.decision().orElseThrow().bounds().min()));
        assertThat(column(data, "unwritten"))
                .isEqualTo(indices(run, turn -> turn.outcome() instanceof Turn.NotWritten));
        assertThat(walks(data))
                .isEqualTo(each(
                        run,
                        turn -> texts(
                                turn.decision().orElseThrow().explanation().steps())));
        List<Map<String, Object>> triggers = Parsed.list(data.get("triggers"));
        assertThat(triggers).extracting(trigger -> trigger.get("name")).containsExactly(Runs.NASTY, "latency");
        for (int i = 0; i < triggers.size(); i++) {
            int trigger = i;
            assertThat(column(triggers.get(i), "value")).isEqualTo(each(run, turn -> value(turn, trigger)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatCouldNotBeReadSaysWhy(long seed) throws Exception {
        Run run = Runs.eventful(seed);
        List<Map<String, Object>> triggers = Parsed.list(data(page(run)).get("triggers"));
        Map<String, Object> said = Parsed.map(triggers.get(0).get("said"));
        List<List<Object>> texts = Parsed.list(triggers.get(0).get("texts"));

        assertThat(said).isNotEmpty();
        for (int i = 0; i < run.turns().size(); i++) {
            Recommendation recommendation = run.turns()
                    .get(i)
                    .decision()
                    .orElseThrow()
                    .explanation()
                    .recommendations()
                    .get(0);
            Object number = said.get(Integer.toString(i));
            Object text = number == null
                    ? null
                    : texts.get(((Double) number).intValue()).get(0);
            assertThat(text).isEqualTo(recommendation.isFailed() ? recommendation.toString() : null);
        }
    }

    @Test
    void noTextOfAUserBreaksOutOfThePage() throws Exception {
        Path file = Report.write(Runs.eventful(1), folder, "<b>" + Runs.NASTY + "\u0000");
        Document page = Parsed.page(Files.readString(file));
        assertThat(Parsed.elements(page, "script")).hasSize(2);
        assertThat(Parsed.elements(page, "b")).as("those of the template").hasSize(1);
        assertThat(Parsed.elements(page, "h1").get(0).getTextContent()).isEqualTo("<b>" + Runs.NASTY + "\uFFFD");
        assertThat(Parsed.elements(page, "script").get(0).getTextContent()).doesNotContain("<", ">", "&");
    }

    @Test
    void thePageAsksForNothingFromElsewhere() throws Exception {
        String html = html(Runs.closedLoop());
        assertThat(html.replace("http://www.w3.org/1999/xhtml", "").replace("http://www.w3.org/2000/svg", ""))
                .doesNotContainIgnoringCase("http:", "https:", "url(//", "@import", "fetch(", "import(");

        Document page = Parsed.page(html);
        List<Element> elements = Parsed.elements(page, "*");
        assertThat(elements)
                .allSatisfy(element -> assertThat(element.hasAttribute("src")).isFalse());
        assertThat(elements.stream()
                        .filter(element -> element.hasAttribute("href"))
                        .map(element -> element.getAttribute("href")))
                .containsExactly("data:,", "run.csv", "run.json");
        assertThat(Parsed.elements(page, "meta"))
                .anySatisfy(meta -> assertThat(meta.getAttribute("content")).startsWith("default-src 'none';"));
    }

    @Test
    void thePageTellsInTextWhatThePlotShows() throws Exception {
        Run run = Runs.closedLoop();
        Document page = page(run);
        assertThat(page.getDocumentElement().getTextContent())
                .contains("0:20:00 from Mon 2026-01-05 00:00:00 UTC · 80 turns · lag at 20 per replica")
                .contains("It began with 0 replicas, had 0 to 20, and ended with 10.")
                .contains("The count changed " + run.changes().size() + " times");

        List<Element> tables = Parsed.elements(page, "tbody");
        Element changes = tables.get(tables.size() - 1);
        assertThat(changes.getElementsByTagName("tr").getLength())
                .isEqualTo(run.changes().size());
        assertThat(changes.getTextContent())
                .contains(run.changes().get(0).decision().orElseThrow().toString());
    }

    @Test
    void thePlotCanBeReachedByKeyboardAndHasAName() throws Exception {
        assertThat(Parsed.elements(page(Runs.closedLoop()), "div"))
                .filteredOn(element -> element.getAttribute("id").equals("plot"))
                .singleElement()
                .satisfies(plot -> {
                    assertThat(plot.getAttribute("role")).isEqualTo("slider");
                    assertThat(plot.getAttribute("tabindex")).isEqualTo("0");
                    assertThat(plot.getAttribute("aria-label")).isNotBlank();
                });
    }

    @Test
    void theLegendHasWhatIsThereToBeSeen() throws Exception {
        assertThat(html(Runs.closedLoop()))
                .contains("held by a stabilization window")
                .doesNotContain("</i>reading failed", "</i>write failed", "</i>no turns");
        assertThat(html(Runs.closedLoop())).contains("</i>ready replicas");
        assertThat(html(Runs.noisy(ofHours(1)))).doesNotContain("</i>ready replicas");
        assertThat(html(Runs.eventful(1))).contains("</i>reading failed", "</i>write failed", "</i>no turns");
    }

    @Test
    void aNoisyDayIsThereAsAWholeAndStaysSmall() throws Exception {
        String html = html(Runs.noisy(ofHours(24)));
        assertThat(column(data(Parsed.page(html)), "elapsed")).hasSize(5_760);
        assertThat(html.length()).isLessThan(1_000_000);
        assertThat(html).doesNotContain("The CSV file has all of them");
    }

    @Test
    void aRunWithoutTurnsHasAPageToo() throws Exception {
        Run run = Simulation.of(ScalingPolicy.builder().replicas(1, 5).build())
                .trigger("queue", averageValue(5), Load.constant(1))
                .gap(Duration.ZERO, ofHours(1))
                .lasting(ofMinutes(5));
        Document page = page(run);
        assertThat(page.getDocumentElement().getTextContent()).contains("There was no turn.");
        assertThat(column(data(page), "elapsed")).isEmpty();
    }

    // ---- reading

    private String html(Run run) throws IOException {
        return Files.readString(Report.write(run, folder, "run"));
    }

    @Test
    void theReplicasThatThereWereStandBesideThoseOfTheRun() throws Exception {
        Run run = Runs.noisy(ofHours(1));
        Load recorded = Load.constant(6.6).failing(ofMinutes(10), ofMinutes(20));
        Document page = Parsed.page(Files.readString(Report.write(run, folder, "beside", recorded)));
        assertThat(column(data(page), "recorded")).isEqualTo(each(run, turn -> {
            long minutes = run.elapsed(turn).toMinutes();
            return minutes >= 10 && minutes < 20 ? null : 7.0;
        }));
        assertThat(page.getDocumentElement().getTextContent()).contains("replicas that were recorded");
        Document alone = page(run);
        assertThat(data(alone)).doesNotContainKey("recorded");
        assertThat(alone.getDocumentElement().getTextContent()).doesNotContain("replicas that were recorded");
    }

    @Test
    void aPeakOfTheRecordedReplicasIsKeptInALongRun() throws Exception {
        Run run = Runs.noisy(ofHours(24 * 20));
        Duration peak = ofHours(100).plusSeconds(45);
        Load recorded = elapsed -> Reading.of(elapsed.equals(peak) ? 99 : 3);
        Document page = Parsed.page(Files.readString(Report.write(run, folder, "long", recorded)));
        assertThat(column(data(page), "recorded"))
                .contains(99.0, 3.0)
                .hasSizeLessThan(run.turns().size() / 2);
    }

    private Document page(Run run) throws Exception {
        return Parsed.page(html(run));
    }

    private static Map<String, Object> data(Document page) throws IOException {
        return Parsed.map(Parsed.json(Parsed.elements(page, "script").get(0).getTextContent()));
    }

    private static List<Object> column(Map<String, Object> data, String name) {
        return Parsed.list(data.get(name));
    }

    private static List<Double> indices(Run run, Predicate<Turn> which) {
        List<Double> indices = new ArrayList<>();
        for (int i = 0; i < run.turns().size(); i++) {
            if (which.test(run.turns().get(i))) {
                indices.add((double) i);
            }
        }
        return indices;
    }

    private static Double value(Turn turn, int trigger) {
        Reading reading =
                turn.observation().orElseThrow().measurements().get(trigger).reading();
        return reading instanceof Reading.Value value ? MilliUnits.toDouble(value.milli()) : null;
    }

    private static List<String> texts(List<Step> steps) {
        return steps.stream().map(Step::toString).toList();
    }

    private static List<List<String>> walks(Map<String, Object> data) {
        List<List<Object>> steps = Parsed.list(data.get("steps"));
        List<List<Double>> walks = Parsed.list(data.get("walks"));
        List<List<String>> texts = new ArrayList<>();
        for (Object walk : column(data, "walk")) {
            texts.add(walks.get(((Double) walk).intValue()).stream()
                    .map(step -> text(steps.get(step.intValue())))
                    .toList());
        }
        return texts;
    }

    private static String text(List<Object> step) {
        return step.get(0) + " " + ((Double) step.get(1)).intValue() + " -> " + ((Double) step.get(2)).intValue() + " "
                + step.get(3);
    }
}
