package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Trace;
import io.scaler4j.simulation.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Policy tests as JUnit runs them. */
class PolicyTestTest {

    @TempDir
    private Path folder;

    // ---- tests under test

    private static Run run(Load load) {
        return Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger("queue", averageValue(50), load)
                .lasting(ofMinutes(3));
    }

    static class Traced {

        @PolicyTest(traces = {"/io/scaler4j/testkit/steps.csv", "steps.csv", "flash-crowd"})
        void runs(Report report, TestInfo info, Trace trace) {
            assertThat(info.getDisplayName()).startsWith("[");
            report.of(run(trace));
        }
    }

    static class Failing {

        @PolicyTest
        void fails(Report report) {
            assertThat(report.of(run(Load.constant(500)))).neverScalesUp();
        }
    }

    static class Several {

        @PolicyTest
        void runsTwice(Report report) {
            Run one = run(Load.constant(500));
            assertThat(report.of(one)).isSameAs(one);
            report.of(run(Load.constant(1)));
        }

        @PolicyTest
        void overloaded(Report report) {
            report.of(run(Load.constant(1)));
        }

        @PolicyTest
        void overloaded(TestInfo info, Report report) {
            report.of(run(Load.constant(1)));
        }
    }

    static class WithoutTraces {

        @PolicyTest
        void takesATraceThatIsNotThere(Trace trace) {}

        @PolicyTest(traces = "office-day")
        void hasATraceThatItDoesNotTake() {}

        @PolicyTest(traces = {"no-such.csv", "office-day"})
        void hasATraceThatIsNowhere(Trace trace) {}
    }

    // ---- tests

    @Test
    void aTestRunsOnceForEachTraceAndLeavesAReportOfEach() throws IOException {
        assertThat(failures(Traced.class)).isEmpty();
        String test = "io.scaler4j.testkit.PolicyTestTest$Traced.runs";
        assertThat(pages())
                .containsExactly(test + "-1-steps.html", test + "-2-steps.html", test + "-3-flash-crowd.html");
        assertThat(Files.readString(folder.resolve(test + "-3-flash-crowd.html")))
                .contains("<title>Traced.runs · flash-crowd</title>");
    }

    @Test
    void aTestThatFailsLeavesAReportToo() throws IOException {
        assertThat(failures(Failing.class)).singleElement().asString().contains("expected a run that never scales up");
        assertThat(pages()).containsExactly("io.scaler4j.testkit.PolicyTestTest$Failing.fails.html");
    }

    @Test
    void noReportOverwritesAnother() throws IOException {
        assertThat(failures(Several.class)).isEmpty();
        assertThat(pages())
                .hasSize(4)
                .contains(
                        "io.scaler4j.testkit.PolicyTestTest$Several.runsTwice.html",
                        "io.scaler4j.testkit.PolicyTestTest$Several.runsTwice-run2.html");
    }

    @Test
    void mistakesAreTold() {
        assertThat(failures(WithoutTraces.class))
                .hasSize(3)
                .anySatisfy(failure -> assertThat(failure)
                        .contains("takes a trace but has none; name some with @PolicyTest(traces = ..)"))
                .anySatisfy(failure ->
                        assertThat(failure).contains("has traces but takes none; add a parameter of type Trace"))
                .anySatisfy(failure -> assertThat(failure).contains("there is no resource \"no-such.csv\""));
    }

    // ---- running

    private List<String> failures(Class<?> tests) {
        var summary = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter(PolicyTest.FOLDER, folder.toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .build();
        LauncherFactory.create().execute(request, summary);
        assertThat(summary.getSummary().getTestsFoundCount()).isPositive();
        return summary.getSummary().getFailures().stream()
                .map(TestExecutionSummary.Failure::getException)
                .map(Throwable::toString)
                .toList();
    }

    private List<String> pages() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }
}
