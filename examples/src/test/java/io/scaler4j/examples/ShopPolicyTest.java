package io.scaler4j.examples;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Trace;
import io.scaler4j.simulation.report.Report;
import io.scaler4j.testkit.PolicyTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop's policy on recorded traffic. Each run leaves a report in target/scaler4j. */
class ShopPolicyTest {

    static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(2, 60)
            .scaleDown(ScalingRules.builder()
                    .stabilizationWindow(ofMinutes(10))
                    .percent(10, ofMinutes(1))
                    .build())
            .build();

    @PolicyTest(traces = {"office-day", "flash-crowd"})
    void keepsUpWithTheTraffic(Trace trace, Report report) {
        Run run = report.of(Simulation.of(POLICY)
                .startingAt(2)
                .trigger("requests per second", averageValue(20), trace)
                .readyAfter(ofSeconds(45))
                .lasting(trace.length()));
        assertThat(run).staysWithin(2, 50);
        assertThat(Scores.of(run).accuracyUnder()).isLessThan(0.02);
    }

    @Test
    void aReportOfAnyRun(@TempDir Path folder) {
        Run run = Simulation.of(POLICY)
                .trigger("queue", averageValue(50), Load.bursts(40, 400, ofMinutes(4), ofMinutes(2)))
                .lasting(ofHours(1));
        Path page = report(run, folder);
        assertThat(page).isRegularFile().hasFileName("bursts.html");
        assertThat(folder.resolve("bursts.csv"))
                .satisfies(csv -> assertThat(Files.readAllLines(csv)).hasSize(241));
    }

    private static Path report(Run run, Path folder) {
        return Report.write(run, folder, "bursts");
    }
}
