package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Trace;
import io.scaler4j.simulation.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code simulate} prints, read back, is the run that the library makes of the same. */
class SimulateFormatsTest {

    @TempDir
    Path folder;

    private String orders;
    private AutoscalerSpec spec;

    @BeforeEach
    void writeFile() throws IOException {
        orders = Files.writeString(folder.resolve("orders.yaml"), TestFiles.ORDERS)
                .toString();
        spec = ScaledObjects.parse(TestFiles.ORDERS).single();
    }

    /**
     * The words of an argument, and the same in Java.
     *
     * @param traffic as the option has it
     * @param load the same
     */
    record Shape(String traffic, Load load) {

        @Override
        public String toString() {
            return traffic;
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape("constant:312.5", Load.constant(312.5)),
                new Shape("ramp:0,900,40m", Load.ramp(0, 900, Duration.ofMinutes(40))),
                new Shape("ramp:900,0,40m", Load.ramp(900, 0, Duration.ofMinutes(40))),
                new Shape("sine:300,250,20m", Load.sine(300, 250, Duration.ofMinutes(20))),
                new Shape("diurnal:20,400", Load.diurnal(20, 400, 1)),
                new Shape("diurnal:20,400,0.25", Load.diurnal(20, 400, 0.25)),
                new Shape("bursts:40,800,9m,2m", Load.bursts(40, 800, Duration.ofMinutes(9), Duration.ofMinutes(2))),
                new Shape(
                        "flash-crowd:30,900,2m,5m",
                        Load.flashCrowd(30, 900, Duration.ofMinutes(2), Duration.ofMinutes(5))),
                new Shape("example:office-day", Trace.example("office-day")),
                new Shape("example:partial-outage", Trace.example("partial-outage")),
                new Shape("example:nightly-batch", Trace.example("nightly-batch")),
                new Shape("example:flash-crowd", Trace.example("flash-crowd")));
    }

    private Run library(Load load, Duration length) {
        return Simulation.of(spec, Map.of("rate", load)).startingAt(2).lasting(length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theCsvIsTheRunOfTheLibrary(Shape shape) {
        Run run = library(shape.load(), Duration.ofHours(1));
        Ran ran = Ran.of("simulate", orders, "-t", shape.traffic(), "--length", "1h", "-f", "csv");
        assertThat(ran.status()).isZero();
        assertThat(ran.err()).isEmpty();
        List<Map<String, String>> rows = Parsed.csv(ran.out());
        assertThat(rows).hasSameSizeAs(run.turns());
        for (int i = 0; i < rows.size(); i++) {
            Turn turn = run.turns().get(i);
            assertThat(rows.get(i))
                    .containsEntry("time", turn.at().toString())
                    .containsEntry(
                            "elapsed_seconds", Long.toString(run.elapsed(turn).toSeconds()))
                    .containsEntry("replicas", Integer.toString(turn.replicas().orElseThrow()))
                    .containsEntry(
                            "replicas_before",
                            Integer.toString(turn.decision().orElseThrow().from()))
                    .containsEntry("failed", Boolean.toString(isFailed(turn)));
        }
    }

    private static boolean isFailed(Turn turn) {
        return turn.observation().orElseThrow().measurements().get(0).reading() instanceof Reading.Failure;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theJsonIsTheRunOfTheLibrary(Shape shape) {
        Run run = library(shape.load(), Duration.ofHours(1));
        Ran ran = Ran.of("simulate", orders, "-t", shape.traffic(), "--length", "1h", "-f", "json");
        Object json = Parsed.json(ran.out());
        assertThat(Parsed.find(json, "title")).isEqualTo("orders");
        assertThat(Parsed.find(json, "lengthSeconds")).isEqualTo(3600.0);
        assertThat(Parsed.find(json, "replicasAtStart")).isEqualTo(2.0);
        assertThat(Parsed.find(json, "turnsOfRun"))
                .isEqualTo((double) run.turns().size());
        assertThat(Parsed.list(Parsed.find(json, "turns")).stream()
                        .map(turn -> ((Double) Parsed.find(turn, "replicas")).intValue()))
                .isEqualTo(run.turns().stream()
                        .map(turn -> turn.replicas().orElseThrow())
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void theTableHasTheScoresOfTheLibrary(Shape shape) {
        Run run = library(shape.load(), Duration.ofHours(1));
        Ran ran = Ran.of("simulate", orders, "-t", shape.traffic(), "--length", "1h", "--changes", "0");
        String[] cells = ran.out()
                .lines()
                .filter(line -> line.startsWith("this policy "))
                .findFirst()
                .orElseThrow()
                .substring("this policy".length())
                .strip()
                .split("\\s+");
        Scores scores = Scores.of(run);
        assertThat(Double.parseDouble(cells[0])).isCloseTo(100 * scores.accuracyUnder(), within(0.051));
        assertThat(Double.parseDouble(cells[1])).isCloseTo(100 * scores.accuracyOver(), within(0.051));
        assertThat(Double.parseDouble(cells[2])).isCloseTo(100 * scores.timeshareUnder(), within(0.051));
        assertThat(Double.parseDouble(cells[3])).isCloseTo(100 * scores.timeshareOver(), within(0.051));
        assertThat(Double.parseDouble(cells[4])).isCloseTo(scores.jitterPerHour(), within(0.0051));
        assertThat(Double.parseDouble(cells[5])).isCloseTo(scores.replicaHours(), within(0.051));
        assertThat(Integer.parseInt(cells[6])).isEqualTo(scores.actions());
    }

    /** The three formats tell of the same run. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void allFormatsAgreeOnAClosedLoop(long seed) {
        var random = new SplittableRandom(seed);
        String traffic = "diurnal:" + random.nextInt(1, 10) + "," + random.nextInt(20, 90);
        String[] arguments = {
            "simulate",
            orders,
            "-t",
            traffic,
            "--service-time",
            random.nextInt(50, 200) + "ms",
            "--poisson-arrivals",
            "--seed",
            Long.toString(seed),
            "--ready-after",
            random.nextInt(60) + "s",
            "--length",
            "8h",
            "--format",
            "csv"
        };
        List<Map<String, String>> rows = Parsed.csv(Ran.of(arguments).out());
        arguments[arguments.length - 1] = "json";
        Object json = Parsed.json(Ran.of(arguments).out());
        arguments[arguments.length - 1] = "table";
        String table = Ran.of(arguments).out();
        assertThat(Parsed.list(Parsed.find(json, "turns")).stream()
                        .map(turn -> ((Double) Parsed.find(turn, "replicas")).intValue())
                        .map(String::valueOf)
                        .toList())
                .isEqualTo(rows.stream().map(row -> row.get("replicas")).toList());
        long changes = rows.stream()
                .filter(row -> !String.valueOf(row.get("replicas")).equals(row.get("replicas_before")))
                .count();
        assertThat(table).startsWith("orders: 8:00:00, " + rows.size() + " turns, " + changes + " changes, ");
        assertThat(table)
                .contains("messages: " + ((Double) Parsed.find(json, "queue", "arrived")).longValue() + " arrived");
    }

    @Test
    void aClosedLoopIsTheWorkloadOfTheLibrary() {
        Workload workload = Workload.queue(Load.constant(40), Duration.ofMillis(120))
                .withPoissonArrivals(5)
                .withExponentialService(6)
                .partitions(9)
                .warmUp(Duration.ofSeconds(30), 2.5);
        Run run = Simulation.of(spec, Map.of("rate", workload))
                .startingAt(4)
                .readyAfter(Duration.ofSeconds(20))
                .lasting(Duration.ofHours(2));
        Ran ran = Ran.of(
                "simulate",
                orders,
                "-t",
                "constant:40",
                "--service-time",
                "120ms",
                "--poisson-arrivals",
                "--exponential-service",
                "--seed",
                "5",
                "--partitions",
                "9",
                "--warm-up",
                "30s,2.5",
                "--start",
                "4",
                "--ready-after",
                "20s",
                "--length",
                "2h",
                "-f",
                "json");
        Object json = Parsed.json(ran.out());
        assertThat(Parsed.find(json, "queue", "arrived"))
                .isEqualTo((double) run.queue().orElseThrow().arrived());
        assertThat(Parsed.find(json, "queue", "done"))
                .isEqualTo((double) run.queue().orElseThrow().done());
        assertThat(Parsed.list(Parsed.find(json, "turns")).stream()
                        .map(turn -> ((Double) Parsed.find(turn, "replicas")).intValue()))
                .isEqualTo(run.turns().stream()
                        .map(turn -> turn.replicas().orElseThrow())
                        .toList());
    }

    @ParameterizedTest(name = "--start {0}")
    @ValueSource(ints = {0, 1, 2, 7, 20, 50})
    void aRunBeginsWithTheCountThatIsAskedFor(int start) {
        Ran ran = Ran.of(
                "simulate",
                orders,
                "-t",
                "constant:100",
                "--length",
                "1m",
                "--start",
                Integer.toString(start),
                "-f",
                "csv");
        assertThat(Parsed.csv(ran.out()).get(0)).containsEntry("replicas_before", Integer.toString(start));
    }

    @Test
    void theBeginningIsTheMondayOfTheHelpOrTheOneThatIsSaid() {
        assertThat(Parsed.csv(Ran.of("simulate", orders, "-t", "constant:1", "--length", "1m", "-f", "csv")
                                .out())
                        .get(0))
                .containsEntry("time", "2026-01-05T00:00:00Z");
        assertThat(Parsed.csv(Ran.of(
                                        "simulate",
                                        orders,
                                        "-t",
                                        "constant:1",
                                        "--length",
                                        "1m",
                                        "--beginning",
                                        "2025-07-01T10:30:00Z",
                                        "-f",
                                        "csv")
                                .out())
                        .get(0))
                .containsEntry("time", "2025-07-01T10:30:00Z");
    }

    @Test
    void aFileIsAsLongAsItsTrafficAndAShapeAsADay() throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "0,1\n600,2\n");
        assertThat(Ran.of("simulate", orders, "-t", csv.toString()).out()).startsWith("orders: 0:20:00, 80 turns");
        assertThat(Ran.of("simulate", orders, "-t", "constant:1").out()).startsWith("orders: 24:00:00, 5760 turns");
    }

    @Test
    void anAnswerOfAPrometheusIsTraffic() throws IOException {
        Path json = Files.writeString(
                folder.resolve("t.json"),
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":"
                        + "[[1767571200,\"100\"],[1767571215,\"400\"],[1767571230,\"400\"],[1767571245,\"400\"]]}]}}");
        assertThat(Ran.of("simulate", orders, "-t", json.toString()).out()).contains("2 to 8 replicas");
    }

    @Test
    void standardInputIsTraffic() {
        Ran ran = Ran.withInput("time,value\n0,100\n60,400\n120,400\n", "simulate", orders, "-t", "-");
        assertThat(ran.out()).startsWith("orders: 0:03:00, 12 turns, ").contains("2 to 8 replicas");
    }

    @Test
    void aReportHasTheSameRunAsStandardOutput() throws IOException {
        Path report = folder.resolve("report");
        Ran csv = Ran.of("simulate", orders, "-t", "example:flash-crowd", "-f", "csv", "--report", report.toString());
        Ran json = Ran.of("simulate", orders, "-t", "example:flash-crowd", "-f", "json");
        assertThat(report.resolve("orders.csv")).content().isEqualTo(csv.out());
        assertThat(report.resolve("orders.json")).content().isEqualTo(json.out());
    }

    @Test
    void noChangesAreShownWhereNoneAreWanted() {
        Ran ran = Ran.of("simulate", orders, "-t", "example:flash-crowd", "--changes", "0");
        assertThat(ran.out()).doesNotContain("RECOMMEND").contains("more changes; --changes shows more");
        Ran all = Ran.of("simulate", orders, "-t", "example:flash-crowd", "--changes", "1000");
        assertThat(all.out()).contains("RECOMMEND").doesNotContain("more changes; --changes shows more");
    }
}
