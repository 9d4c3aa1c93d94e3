package io.scaler4j.simulation.report;

import static io.scaler4j.simulation.report.Runs.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.Turn;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.simulation.QueueResult;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CSV and the JSON file of a report, read by parsers that do not know their writers. */
class ReportFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theCsvHasEveryTurn(long seed) throws IOException {
        Run run = Runs.eventful(seed);
        List<List<String>> csv = csv(run);
        assertThat(csv)
                .hasSize(run.turns().size() + 1)
                .allSatisfy(line -> assertThat(line).hasSameSizeAs(csv.get(0)));
        assertThat(csv.get(0)).contains("value of " + Runs.NASTY, "value of latency");
        assertThat(cells(csv, "elapsed_seconds"))
                .isEqualTo(each(run, turn -> "" + run.elapsed(turn).toSeconds()));
        assertThat(cells(csv, "time"))
                .isEqualTo(each(run, turn -> "" + turn.decision().orElseThrow().at()));
        assertThat(cells(csv, "replicas_before"))
                .isEqualTo(each(run, turn -> "" + turn.decision().orElseThrow().from()));
        assertThat(cells(csv, "replicas"))
                .isEqualTo(each(run, turn -> "" + turn.replicas().orElseThrow()));
        assertThat(cells(csv, "written"))
                .isEqualTo(each(run, turn -> "" + !(turn.outcome() instanceof Turn.NotWritten)));
        assertThat(cells(csv, "stage"))
                .isEqualTo(each(
                        run,
                        turn -> ""
                                + turn.decision()
                                        .orElseThrow()
                                        .explanation()
                                        .binding()
                                        .stage()));
        assertThat(cells(csv, "value of latency")).isEqualTo(each(run, turn -> latency(turn)));
        assertThat(cells(csv, "failed")).contains("true", "false");
        assertThat(cells(csv, "failure of " + Runs.NASTY))
                .anySatisfy(cell -> assertThat(cell).contains(Runs.NASTY + " failed"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theJsonHasEveryDecision(long seed) throws IOException {
        Run run = Runs.eventful(seed);
        Map<String, Object> json = json(run);
        assertThat(json)
                .containsEntry("format", "scaler4j-run")
                .containsEntry("version", 1.0)
                .containsEntry("title", "run")
                .containsEntry("lengthSeconds", 7200.0)
                .containsEntry("turnsOfRun", (double) run.turns().size());
        List<Map<String, Object>> turns = Parsed.list(json.get("turns"));
        assertThat(turns).hasSameSizeAs(run.turns());
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = run.turns().get(i);
            assertThat(turns.get(i))
                    .containsEntry("replicas", (double) turn.replicas().orElseThrow())
                    .containsEntry("written", !(turn.outcome() instanceof Turn.NotWritten))
                    .containsEntry(
                            "decision", inDoubles(turn.decision().orElseThrow().toMap()));
        }
    }

    @Test
    void theJsonHasScoresAndDelays() throws IOException {
        Run run = Runs.closedLoop();
        QueueResult queue = run.queue().orElseThrow();
        Map<String, Object> json = json(run);
        assertThat(Parsed.map(Parsed.map(json.get("scores")).get("this run")))
                .containsEntry("accuracyOver", Scores.of(run).accuracyOver())
                .containsEntry("actions", (double) Scores.of(run).actions());
        assertThat(Parsed.map(json.get("queue"))).containsEntry("arrived", (double) queue.arrived());
        assertThat(Parsed.map(Parsed.map(json.get("queue")).get("delaySeconds")))
                .containsEntry("max", queue.delay(1).toNanos() / 1e9);
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    void theSameRunGivesTheSameBytesInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ROOT);
            Report.write(Runs.eventful(4), folder.resolve("one"), "run");
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(String.format("%d", 1))
                    .as("a locale with digits of its own")
                    .isNotEqualTo("1");
            Report.write(Runs.eventful(4), folder.resolve("other"), "run");
        } finally {
            Locale.setDefault(before);
        }
        for (String file : List.of("run.html", "run.csv", "run.json")) {
            assertThat(folder.resolve("other").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Report.write(Runs.closedLoop(), file, "run"))
                .withMessageStartingWith("the report \"run\" cannot be written to the folder " + file);
    }

    // ---- reading

    private List<List<String>> csv(Run run) throws IOException {
        Report.write(run, folder, "run");
        return Parsed.csv(Files.readString(folder.resolve("run.csv")));
    }

    private Map<String, Object> json(Run run) throws IOException {
        Report.write(run, folder, "run");
        return Parsed.map(Parsed.json(Files.readString(folder.resolve("run.json"))));
    }

    private static List<String> cells(List<List<String>> csv, String column) {
        int index = csv.get(0).indexOf(column);
        return csv.stream().skip(1).map(line -> line.get(index)).toList();
    }

    private static String latency(Turn turn) {
        Reading reading = turn.observation().orElseThrow().measurements().get(1).reading();
        return reading instanceof Reading.Value value ? MilliUnits.toText(value.milli()) : "";
    }

    private static Object inDoubles(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> doubles = new LinkedHashMap<>();
            map.forEach((key, each) -> doubles.put(key.toString(), inDoubles(each)));
            return doubles;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ReportFilesTest::inDoubles).toList();
        }
        return value instanceof Number number ? (Object) number.doubleValue() : value;
    }
}
