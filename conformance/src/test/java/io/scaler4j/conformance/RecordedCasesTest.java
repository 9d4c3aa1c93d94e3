package io.scaler4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real HPA controller decided, decided again; and that the comparison notices whatever differs. */
class RecordedCasesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Cases of docs/semantics.md, "Where it differs", and the last count that they lead to here. */
    private static final Map<String, Integer> DIFFERS = Map.of("min-gap", 10);

    /** The same with activation, where the policy leaves a zero alone that someone else wrote. */
    private static final Map<String, Integer> DIFFERS_WITH_ACTIVATION = Map.of(
            "min-first-awake", 10,
            "min-first-awake-up", 4,
            "min-stale-flag", 0,
            "min-gap", 10);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyRecordedFileIsDecidedAsTheControllerDid() {
        return RecordedFile.builtIn().stream()
                .map(file -> DynamicTest.dynamicTest(file.name(), () -> {
                    Report.Section section = file.section();
                    assertThat(section.failures()).isEmpty();
                    assertThat(section.onPurpose().keySet()).isSubsetOf(Set.of(RecordedRun.REPORTED_COUNT));
                    assertThat(section.passed()).as(section.text()).isGreaterThanOrEqualTo(60);
                    assertThat(section.skipped()).as(section.text()).isZero();
                    assertThat(section.passedInPart()).as(section.text()).isZero();
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c-tolerance-ulp", "c-state-under-another-policy", "minimal"})
    void casesFromTheFieldAreDecidedAsTheControllerDid(String name) throws IOException {
        assertDecided(name, ScalingPolicy::likeHpa, DIFFERS);
        assertDecided(name, () -> ScalingPolicy.builder().respectManualZero(), DIFFERS_WITH_ACTIVATION);
    }

    private static void assertDecided(
            String name, Supplier<ScalingPolicy.Builder> start, Map<String, Integer> differing) throws IOException {
        List<JsonNode> lines = lines(name);
        assertThat(lines).hasSizeGreaterThan(10);
        for (JsonNode line : lines) {
            String id = line.path("case").path("id").asText();
            JsonNode recorded = line.path("hpaTurns");
            RecordedRun.Outcome outcome = RecordedRun.of(start, line.path("case"), recorded);
            if (differing.containsKey(id)) {
                assertThat(outcome.difference()).as(id).isPresent();
                outcome = RecordedRun.of(start, line.path("case"), endingWith(recorded, differing.get(id)));
            }
            assertThat(outcome.difference()).as(id).isEmpty();
        }
    }

    @Test
    void withinTheToleranceTheDesiredCountHoldsWhateverIsReported() throws IOException {
        JsonNode surge = JSON.readTree(resource("policy-surge.json"));
        MetricTarget target = MetricTarget.averageValue(
                surge.path("target").path("averageValue").asDouble());
        for (JsonNode one : surge.path("cases")) {
            var replicas = new Replicas(
                    one.path("desired").asInt(),
                    one.path("current").asInt(),
                    one.path("ready").asInt());
            int proposed = ScalingPolicy.desiredReplicas(one.path("value").asDouble(), target, replicas, 1, 1000);
            assertThat(one.path("right").asText().split("\\D+"))
                    .as(one.toString())
                    .contains("" + proposed);
        }
        assertThat(surge.path("cases")).hasSize(3);
    }

    static Stream<String> everyRecordedCase() throws IOException {
        return lines("minimal").stream()
                .filter(line ->
                        !DIFFERS.containsKey(line.path("case").path("id").asText()))
                .map(JsonNode::toString)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("everyRecordedCase")
    void anyOtherAnswerIsADifference(String line) throws IOException {
        JsonNode one = JSON.readTree(line);
        JsonNode recorded = one.path("hpaTurns");
        int last = recorded.path(recorded.size() - 1).path(1).asInt();
        assertThat(RecordedRun.of(one.path("case"), endingWith(recorded, last + 1))
                        .difference())
                .isPresent();
        ArrayNode proposals = recorded.deepCopy();
        ((ArrayNode) proposals.path(proposals.size() - 1).path(2)).set(0, new IntNode(37));
        assertThat(RecordedRun.of(one.path("case"), proposals).difference()).isPresent();
    }

    @Test
    void aFolderOfRecordedCasesIsReadAndOneDifferenceFailsIt() throws IOException {
        JsonNode one = lines("minimal").get(0);
        write("good.jsonl.gz", line(one, one.path("hpaTurns")));
        write("bad.jsonl.gz", line(one, endingWith(one.path("hpaTurns"), 3)) + "{\"case\": {\"id\": \"x\"}}\n");
        Report report = Report.of(List.of(), Kinds.all(), RecordedFile.in(folder), List.of());
        assertThat(report.isGood()).isFalse();
        assertThat(report.text())
                .contains("FAILED min-tolerance-0.7 turn 0: expected 10 -> 3, actual", "FAILED x ")
                .endsWith("\n1 passed, 2 failed, 0 skipped\n");
    }

    private void write(String name, String lines) throws IOException {
        try (var file = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))), StandardCharsets.UTF_8)) {
            file.write(lines);
        }
    }

    private static String line(JsonNode one, JsonNode recorded) {
        ObjectNode line = JSON.createObjectNode();
        line.set("case", one.path("case"));
        line.set("hpa", recorded);
        return line + "\n";
    }

    private static JsonNode endingWith(JsonNode recorded, int count) {
        ArrayNode other = recorded.deepCopy();
        ((ArrayNode) other.path(other.size() - 1)).set(1, new IntNode(count));
        return other;
    }

    private static List<JsonNode> lines(String name) throws IOException {
        try (var lines = new BufferedReader(new StringReader(resource("hpa/" + name + ".jsonl")))) {
            return lines.lines().map(RecordedCasesTest::parsed).toList();
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (var stream = Objects.requireNonNull(RecordedCasesTest.class.getResourceAsStream("cases/" + name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
