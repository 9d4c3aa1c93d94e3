package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {

    private static final String HPA = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: web
            spec:
              scaleTargetRef:
                apiVersion: apps/v1
                kind: Deployment
                name: web
              minReplicas: 1
              maxReplicas: 20
              metrics:
                - type: Resource
                  resource:
                    name: cpu
                    target:
                      type: Utilization
                      averageUtilization: 60
            """;

    @TempDir
    Path folder;

    String orders;

    @BeforeEach
    void writeFile() throws IOException {
        orders = Files.writeString(folder.resolve("orders.yaml"), TestFiles.ORDERS)
                .toString();
    }

    @Test
    void aTraceIsWhatTheTriggerReads() throws IOException {
        Path trace = Files.writeString(folder.resolve("t.csv"), "time,value\n0,100\n60,500\n120,500\n180,100\n");
        Ran ran = Ran.of("simulate", orders, "--traffic", trace.toString(), "--format", "csv");
        assertThat(ran.status()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines().map(line -> line.split(",")[3])) // replicas after a turn
                .containsExactly(
                        "replicas",
                        "2",
                        "2",
                        "2",
                        "2",
                        "4",
                        "8",
                        "10",
                        "10",
                        "10",
                        "10",
                        "10",
                        "10",
                        "10",
                        "10",
                        "10",
                        "10");
    }

    @Test
    void theTableHasTheRunItsChangesWithReasonsAndTheScores() {
        Ran ran = Ran.of("simulate", orders, "-t", "example:flash-crowd", "--changes", "2");
        assertThat(ran.out())
                .startsWith("orders: 1:00:00, 240 turns, ")
                .contains("   0:10:15    2 -> 3\n            RECOMMEND 2 -> 3 rate 124 of 50")
                .contains("more changes; --changes shows more")
                .containsPattern("(?m)^this policy +[\\d.]+")
                .containsPattern("(?m)^HPA defaults +[\\d.]+")
                .containsPattern("(?m)^oracle +0.0 +0.0 +0.0 +0.0");
    }

    @Test
    void theSameArgumentsGiveTheSameBytes() {
        String[] arguments = {
            "simulate",
            orders,
            "-t",
            "rate=diurnal:1,30,0.5",
            "--service-time",
            "200ms",
            "--poisson-arrivals",
            "--exponential-service",
            "--seed",
            "7",
            "--length",
            "6h",
            "--format",
            "json"
        };
        Ran ran = Ran.of(arguments);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("{\"format\":\"scaler4j-run\"").contains("\"queue\":{\"arrived\":");
        assertThat(Ran.of(arguments)).isEqualTo(ran);
        arguments[9] = "8";
        assertThat(Ran.of(arguments).out()).isNotEqualTo(ran.out());
    }

    @Test
    void aClosedLoopTellsHowLongMessagesWaitAndWhetherThatIsGoodEnough() {
        String[] arguments = {
            "simulate",
            orders,
            "-t",
            "constant:40",
            "--service-time",
            "100ms",
            "--length",
            "30m",
            "--objective",
            "wait p99 <= 1s"
        };
        Ran missed = Ran.of(arguments); // 2 replicas do 20 a second
        assertThat(missed.status()).isEqualTo(1);
        assertThat(missed.out()).contains("messages: 71999 arrived, ");
        assertThat(missed.err()).startsWith("objective 'wait p99 <= 1s' is missed: ");
        arguments[3] = "constant:10";
        Ran met = Ran.of(arguments);
        assertThat(met.status()).isZero();
        assertThat(met.err()).isEqualTo("objective 'wait p99 <= 1s' is met: 0 s" + System.lineSeparator());
    }

    @Test
    void aColdStartCostsWaitingTime() {
        String[] warm = {
            "simulate",
            orders,
            "-t",
            "bursts:5,80,10m,3m",
            "--service-time",
            "100ms",
            "--length",
            "1h",
            "--ready-after",
            "0s",
            "--warm-up",
            "0s",
            "--format",
            "json"
        };
        String[] cold = warm.clone();
        cold[9] = "60s";
        cold[11] = "60s,4";
        assertThat(p99(Ran.of(cold))).isGreaterThan(p99(Ran.of(warm)) + 10);
    }

    private static double p99(Ran ran) {
        return Double.parseDouble(ran.out().replaceAll("(?s).*\"p99\":([\\d.]+).*", "$1"));
    }

    @Test
    void aUtilizationIsThatOfTheWorkThatReplicasShare() throws IOException {
        String web = Files.writeString(folder.resolve("web.yaml"), HPA).toString();
        Ran ran = Ran.of("simulate", web, "-t", "constant:3", "--cpu-request", "500", "--length", "1h");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("web: 1:00:00, 240 turns, ").contains(" to 10 replicas"); // 3 / (0.5 * 60 %)
    }

    @Test
    void readsThatFailAreCountedAndNeverZero() {
        Ran ran = Ran.of("simulate", orders, "-t", "example:partial-outage");
        assertThat(ran.out()).containsPattern("a read failed in \\d+ turns");
    }

    @Test
    void aReportIsAPageWithItsFiles() {
        Path report = folder.resolve("report");
        Ran ran = Ran.of("simulate", orders, "-t", "example:office-day", "--report", report.toString());
        assertThat(ran.err()).isEqualTo("wrote " + report.resolve("orders.html") + System.lineSeparator());
        assertThat(report.resolve("orders.html")).content().contains("<title>orders</title>", "id=\"plot\"");
        assertThat(report.resolve("orders.csv")).isNotEmptyFile();
        assertThat(report.resolve("orders.json")).isNotEmptyFile();
    }

    @ParameterizedTest(name = "{0} columns")
    @ValueSource(ints = {80, 200})
    void aScreenIsNotExceeded(int columns) {
        Ran ran = Ran.onScreen(columns, Map.of("NO_COLOR", "1"), "simulate", orders, "-t", "example:office-day");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
    }

    @Test
    void thePolicyMayComeFromStandardInput() {
        Ran ran = Ran.withInput(TestFiles.ORDERS, "simulate", "-", "-t", "constant:100", "--length", "1m");
        assertThat(ran.out()).startsWith("orders: 0:01:00, 4 turns, 0 changes, 2 to 2 replicas");
    }

    @Test
    void oneOfSeveralObjectsIsNamed() throws IOException {
        Files.writeString(folder.resolve("other.yaml"), TestFiles.ORDERS.replace("orders", "other"));
        assertThat(Ran.of("simulate", folder.toString(), "-t", "constant:1", "--length", "1m")
                        .err())
                .contains("there must be one ScaledObject or HorizontalPodAutoscaler, there are 2");
        assertThat(Ran.of("simulate", folder.toString(), "--name", "shop/other", "-t", "constant:1", "--length", "1m")
                        .out())
                .startsWith("other: ");
    }
}
