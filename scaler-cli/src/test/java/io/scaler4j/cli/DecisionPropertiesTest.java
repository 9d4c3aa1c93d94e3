package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code explain} and {@code diff} say what the library decides. */
class DecisionPropertiesTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    private static final Load BURSTS = Load.bursts(80, 900, Duration.ofMinutes(17), Duration.ofMinutes(4));

    @TempDir
    Path folder;

    private String orders;
    private AutoscalerSpec spec;

    @BeforeEach
    void writeFile() throws IOException {
        orders = write("orders.yaml", TestFiles.ORDERS);
        spec = ScaledObjects.parse(TestFiles.ORDERS).single();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    record Asked(double reading, int replicas) {}

    static Stream<Asked> grid() {
        return DoubleGrid.READINGS.stream()
                .flatMap(reading -> IntStream.of(0, 1, 2, 3, 7, 20, 31).mapToObj(count -> new Asked(reading, count)));
    }

    /** Apart, so that it is there before the stream. */
    private static final class DoubleGrid {

        static final List<Double> READINGS = List.of(0.0, 1.0, 99.5, 100.0, 111.0, 740.25, 1e6, 1e12);
    }

    private Decision decided(Asked asked) {
        return decided(ScalingState.initial(), NOON, asked);
    }

    private Decision decided(ScalingState state, Instant at, Asked asked) {
        Measurement measured = Measurement.of(spec.triggers().get(0).metric(), Reading.of(asked.reading()));
        return spec.policy()
                .decide(
                        state,
                        Observation.of(at, Replicas.of(asked.replicas()), List.of(measured))
                                .every(spec.interval()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grid")
    void aDecisionIsThatOfTheLibrary(Asked asked) {
        Ran ran = Ran.of(
                "explain",
                orders,
                "--reading",
                "rate=" + asked.reading(),
                "--replicas",
                Integer.toString(asked.replicas()),
                "--format",
                "json");
        assertThat(ran.err()).isEmpty();
        Object json = Parsed.json(ran.out());
        Decision decision = decided(asked);
        assertThat(Parsed.find(json, "from")).isEqualTo((double) decision.from());
        assertThat(Parsed.find(json, "to")).isEqualTo((double) decision.to());
        assertThat(Parsed.find(json, "at")).isEqualTo(NOON.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grid")
    void theTextEndsWithTheConstraintThatDecided(Asked asked) {
        Ran ran = Ran.of(
                "explain",
                orders,
                "--reading",
                "rate=" + asked.reading(),
                "--replicas",
                Integer.toString(asked.replicas()));
        Decision decision = decided(asked);
        assertThat(ran.out())
                .startsWith(NOON + "  " + decision.from() + " -> " + decision.to())
                .endsWith("decided by " + decision.explanation().binding().stage() + " ("
                        + decision.explanation().binding().reason() + "); without it "
                        + decision.explanation().binding().without() + "\n");
    }

    /** The state of one call is the beginning of the next, so calls can be chained as turns are. */
    @ParameterizedTest(name = "{0} s later")
    @ValueSource(ints = {15, 60, 299, 301, 3600})
    void aStateThatWasSavedIsTakenUp(int seconds) {
        ScalingState state = decided(new Asked(740, 8)).next(true);
        Instant later = NOON.plusSeconds(seconds);
        Ran ran = Ran.of(
                "explain",
                orders,
                "--reading",
                "rate=100",
                "--replicas",
                "15",
                "--state",
                state.toText(),
                "--at",
                later.toString(),
                "--format",
                "json");
        assertThat(ran.err()).isEmpty();
        Decision expected = decided(state, later, new Asked(100, 15));
        assertThat(Parsed.find(Parsed.json(ran.out()), "to")).isEqualTo((double) expected.to());
        assertThat(Parsed.find(Parsed.json(ran.out()), "stage"))
                .isEqualTo(expected.explanation().binding().stage().name());
    }

    // ---- recordings

    private static String random(long seed) {
        var random = new SplittableRandom(seed);
        return TestFiles.ORDERS
                .replace("\"50\"", "\"" + random.nextInt(20, 90) + "\"")
                .replace("minReplicaCount: 2", "minReplicaCount: " + random.nextInt(1, 5))
                .replace("maxReplicaCount: 20", "maxReplicaCount: " + random.nextInt(6, 40))
                .replace(
                        "  triggers:\n",
                        "  advanced:\n    horizontalPodAutoscalerConfig:\n      behavior:\n        scaleDown:\n"
                                + "          stabilizationWindowSeconds: " + random.nextInt(500)
                                + "\n  triggers:\n");
    }

    /** Two hours of a policy under bursts. */
    private String recorded(String yaml) throws IOException {
        Path into = Files.createDirectory(folder.resolve("recordings"));
        TestRecordings.record(into, "orders", yaml, MONDAY, Duration.ofHours(2), BURSTS);
        return into.toString();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aPolicyDiffersNowhereFromItself(long seed) throws IOException {
        String yaml = random(seed);
        String file = write("policy.yaml", yaml);
        Ran ran = Ran.of("diff", file, file, "--recording", recorded(yaml));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("both lead to the same counts").doesNotContain("they part");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void twoPoliciesPartAtTheSameTimeInEitherOrder(long seed) throws IOException {
        String one = write("one.yaml", random(seed));
        String other = write("other.yaml", random(seed + 100));
        String recording = recorded(random(seed));
        Ran ran = Ran.of("diff", one, other, "--recording", recording);
        Ran swapped = Ran.of("diff", other, one, "--recording", recording);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(swapped.status()).isEqualTo(1);
        assertThat(times(swapped.out())).hasSize(2).isEqualTo(times(ran.out()));
        assertThat(times(ran.out()).get(0)).isEqualTo(times(ran.out()).get(1));
    }

    private static List<String> times(String out) {
        return out.lines()
                .filter(line -> line.startsWith("2026-"))
                .map(line -> line.substring(0, 20))
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aRecordingDecidedAgainByItsOwnPolicyIsTheSame(long seed) throws IOException {
        String yaml = random(seed);
        Ran ran = Ran.of("explain", recorded(yaml), "--policy", write("policy.yaml", yaml), "--format", "json");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines()).isNotEmpty().allSatisfy(line -> {
            Object json = Parsed.json(line);
            assertThat(Parsed.find(json, "to")).isNotEqualTo(Parsed.find(json, "from"));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theTurnsOfARecordingAreThoseOfASimulation(long seed) throws IOException {
        String yaml = random(seed);
        List<String> counts = Simulation.of(ScaledObjects.parse(yaml).single(), Map.of("rate", BURSTS))
                .beginning(MONDAY)
                .startingAt(2)
                .lasting(Duration.ofHours(2))
                .turns()
                .stream()
                .map(turn -> turn.at() + " " + turn.replicas().orElseThrow())
                .toList();
        Ran ran = Ran.of("explain", recorded(yaml), "--all", "--format", "json");
        assertThat(ran.out()
                        .lines()
                        .map(Parsed::json)
                        .map(json -> Parsed.find(json, "at") + " " + ((Double) Parsed.find(json, "to")).intValue())
                        .limit(counts.size())
                        .toList())
                .isEqualTo(counts);
    }

    @Test
    void oneOfTwoPoliciesMayComeFromStandardInput() throws IOException {
        String recording = recorded(TestFiles.ORDERS);
        Ran ran = Ran.withInput(TestFiles.ORDERS, "diff", "-", orders, "--recording", recording);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("both lead to the same counts");
    }

    @Test
    void aRecordingThatIsCutOffIsReadAsFarAsItGoes() throws IOException {
        Path into = Path.of(recorded(TestFiles.ORDERS));
        Path file = into.resolve("orders.jsonl");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 40));
        Ran cut = Ran.of("explain", into.toString(), "--all", "--format", "json");
        assertThat(cut.status()).isZero();
        assertThat(cut.err()).startsWith("scaler4j: ").hasLineCount(1);
        assertThat(cut.out().lines()).hasSizeBetween(479, 480);
    }
}
