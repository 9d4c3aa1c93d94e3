package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.simulation.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain} and {@code diff}, on recordings of real autoscalers in virtual time. */
class ExplainCommandTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final String EAGER = TestFiles.ORDERS.replace("  triggers:\n", """
              advanced:
                horizontalPodAutoscalerConfig:
                  behavior:
                    scaleDown:
                      stabilizationWindowSeconds: 0
              triggers:
            """);

    @TempDir
    Path folder;

    String orders;
    String eager;
    String recordings;

    @BeforeEach
    void record() throws IOException {
        orders = Files.writeString(folder.resolve("orders.yaml"), TestFiles.ORDERS)
                .toString();
        eager = Files.writeString(folder.resolve("eager.yaml"), EAGER).toString();
        Path into = Files.createDirectory(folder.resolve("recordings"));
        recordings = into.toString();
        record(into, "orders", Load.constant(400).then(Duration.ofMinutes(2), 100));
    }

    /** Ten minutes. */
    private void record(Path into, String name, Load load) {
        TestRecordings.record(into, name, TestFiles.ORDERS, START, Duration.ofMinutes(10), load);
    }

    @Test
    void oneDecisionIsExplainedStepByStepWithTheConstraintThatDecided() {
        Ran ran = Ran.of("explain", orders, "--reading", "rate=740", "--replicas", "4");
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .startsWith("2026-01-05T12:00:00Z  4 -> 8\n  trigger rate")
                .containsPattern("RECOMMEND +4 -> 15 +rate 740 of 50 per replica")
                .endsWith("; without it 15\n");
    }

    @ParameterizedTest(name = "a reading of {0} leads from 4 replicas to {1}")
    @CsvSource({"200, 4", "100, 4", "failed, 4", "210, 4", "300, 6"})
    void readingsAreNumbersOrFailures(String reading, int replicas) {
        Ran ran = Ran.of("explain", orders, "--reading", "rate=" + reading, "--replicas", "4", "--format", "json");
        assertThat(ran.out()).startsWith("{\"at\":\"2026-01-05T12:00:00Z\",\"from\":4,\"to\":" + replicas + ",");
    }

    @Test
    void aUtilizationIsAShareOfWhatReplicasRequest() throws IOException {
        String web = TestFiles.ORDERS.substring(0, TestFiles.ORDERS.indexOf("    - type")) + """
                - type: cpu
                  metricType: Utilization
                  metadata:
                    value: "50"
            """.indent(0);
        String file = Files.writeString(folder.resolve("web.yaml"), web).toString();
        Ran ran = Ran.of("explain", file, "--reading", "cpu=100%", "--replicas", "4");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("2026-01-05T12:00:00Z  4 -> 8\n");
    }

    @Test
    void aRecordingIsExplainedChangeByChange() {
        Ran ran = Ran.of("explain", recordings);
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .startsWith("2026-01-05T08:00:00Z  2 -> 4\n  RECOMMEND 2 -> 8 rate 400 of 50 per replica\n")
                .contains("\n2026-01-05T08:00:15Z  4 -> 8\n");
        assertThat(Ran.of("explain", recordings, "--all").out().lines().filter(line -> line.startsWith("2026-")))
                .hasSizeBetween(40, 41);
        assertThat(Ran.of("explain", recordings + "/orders.jsonl")).isEqualTo(ran);
    }

    @Test
    void oneTurnOfARecordingIsAskedForByItsTime() {
        Ran ran = Ran.of("explain", recordings, "--at", "2026-01-05T08:03:07Z");
        assertThat(ran.out())
                .startsWith("2026-01-05T08:03:00Z  8 -> 8 (no change)\n")
                .contains("highest of the last 300 s");
        assertThat(Ran.of("explain", recordings, "--at", "2026-01-01T00:00:00Z").status())
                .isEqualTo(3);
    }

    @Test
    void thePolicyThatWasRecordedDecidesTheSameAgain() {
        Ran ran = Ran.of("explain", recordings, "--policy", orders);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("  decided by ");
    }

    @Test
    void anotherPolicyIsSaidToDecideOtherwise() {
        Ran ran = Ran.of("explain", recordings, "--policy", eager);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("scaler4j: this policy decides otherwise than was recorded: ")
                .hasLineCount(1);
    }

    @Test
    void ofSeveralRecordingsOneIsNamed() throws IOException {
        record(Path.of(recordings), "others", Load.constant(200));
        Ran ran = Ran.of("explain", recordings);
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("there are orders, others");
        assertThat(Ran.of("explain", recordings, "--autoscaler", "others").out())
                .startsWith("2026-01-05T08:00:00Z  2 -> 4\n");
    }

    @Test
    void twoPoliciesThatPartShowWhereAndWhy() {
        Ran ran = Ran.of("diff", orders, eager, "--recording", recordings);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out())
                .containsPattern("(?m)^eager\\.yaml +[\\d.]+")
                .contains("they part at\n\n" + orders + ":\n2026-01-05T08:00:00Z  2 -> 4\n")
                .contains(eager + ":\n2026-01-05T08:00:00Z  2 -> 6\n");
    }

    @Test
    void equalPoliciesPartNowhere() {
        Ran ran = Ran.of("diff", orders, orders, "--recording", recordings);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).endsWith("\nboth lead to the same counts" + System.lineSeparator());
    }
}
