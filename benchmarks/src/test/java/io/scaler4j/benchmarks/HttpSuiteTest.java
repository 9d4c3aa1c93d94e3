package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaler4j.testservers.GoProgram;
import io.scaler4j.testservers.ServerUnavailableException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark measures what it says. How long it takes is not a matter of tests. */
class HttpSuiteTest {

    private static final List<String> OF_TRIALS = List.of(
            "wake-p50 unit=ms",
            "wake-p99 unit=ms",
            "bare-wake-p50 unit=ms",
            "bare-wake-p99 unit=ms",
            "wake-p50-ratio unit=1",
            "cold-start-added-p50 unit=ms",
            "cold-start-added-p95 unit=ms");

    @TempDir
    Path empty;

    @Test
    void withoutGoItMeasuresOurSideAlone() {
        assertThat(namesOf(new HttpSuite(empty.toString()).measure(true))).isEqualTo(OF_TRIALS);
    }

    @Test
    void withGoItComparesBothSidesUnderTheSameLoads() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        assumeTrue(hasGo(path), "there is no go on the PATH");
        List<Metric> metrics = new HttpSuite(path).measure(true);
        var names = new ArrayList<>(OF_TRIALS);
        for (String load : List.of(
                "h1-cpu us",
                "h1-rps req/s",
                "h1-p50 ms",
                "h1-fixed-p50 ms",
                "h1-fixed-p99 ms",
                "h2c-cpu us",
                "h2c-rps req/s",
                "big-cpu us",
                "upload-cpu us")) {
            String name = load.substring(0, load.indexOf(' '));
            String unit = load.substring(load.indexOf(' ') + 1);
            names.addAll(List.of(name + "-ratio unit=1", name + " unit=" + unit, "go-" + name + " unit=" + unit));
        }
        names.addAll(List.of("held-bytes unit=B", "held-cpu unit=%", "go-held-bytes unit=B", "go-held-cpu unit=%"));
        assertThat(namesOf(metrics)).isEqualTo(names);
        assertThat(metrics).filteredOn(metric -> metric.name().endsWith("rps")).allMatch(metric -> metric.value() > 0);
    }

    @Test
    void saysThatThereIsNoGo() {
        assertThatThrownBy(() -> GoProgram.build(empty.toString(), HttpSuite.class, HttpSuite.SOURCES))
                .isInstanceOf(ServerUnavailableException.class)
                .hasMessage("There is no go on the PATH; install Go 1.25 or newer.");
    }

    private static List<String> namesOf(List<Metric> metrics) {
        return metrics.stream()
                .map(Metric::toString)
                .map(line -> line.replaceAll("benchmark=http metric=(\\S+) value=\\d+(\\.\\d{1,3})? ", "$1 "))
                .toList();
    }

    private static boolean hasGo(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
    }
}
