package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says, with the flags that users are told of. */
class ProcessMemorySuiteTest {

    @Test
    void printsWhatBothProcessesTookAndThatTheyWorked() {
        var metrics = new ProcessMemorySuite().measure(true);

        assertThat(metrics)
                .extracting(metric -> metric.name() + " " + metric.unit())
                .containsExactly(
                        "process-memory MiB",
                        "process-threads threads",
                        "process-turns turns",
                        "default-process-memory MiB",
                        "default-process-threads threads",
                        "default-process-turns turns");
        assertThat(metrics.get(0).value())
                .as("a process with a heap of 12 MiB, in MiB")
                .isBetween(10.0, 100.0);
        assertThat(metrics.get(2).value()).as("turns of 20 autoscalers").isGreaterThanOrEqualTo(20);
    }

    @Test
    void thePageHasTheSameFlags() throws IOException {
        String page = Files.readString(Path.of("../docs/performance.md"));

        assertThat(page).contains("java " + String.join(" ", ProcessMemorySuite.SMALL));
    }
}
