package io.scaler4j.micrometer;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of meters in docs/metrics.md is what is registered, and what Prometheus is told. */
class MicrometerPageTest extends MicrometerFixture {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    @Test
    void theTableNamesEveryMeterWithItsNameInPrometheus() throws Exception {
        MeterRegistry simple = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        metrics.bindTo(simple);
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build()) {
            autoscaler.evaluate();
            Set<String> inPrometheus = samples().keySet().stream()
                    .map(series -> series.split("\\{", 2)[0])
                    .collect(toSet());
            assertThat(rows().stream().map(cells -> cells.get(2)))
                    .as("%s, in Prometheus", autoscaler)
                    .containsExactlyInAnyOrderElementsOf(inPrometheus);
            assertThat(rows().stream().map(cells -> cells.get(0) + " " + cells.get(1)))
                    .as("name and type")
                    .containsExactlyInAnyOrderElementsOf(simple.getMeters().stream()
                            .map(MicrometerPageTest::nameAndType)
                            .collect(toSet()));
        }
    }

    @Test
    void aRowPairsTheNamesOfOneMeter() throws IOException {
        assertThat(rows()).hasSameSizeAs(Metric.values()).allSatisfy(cells -> {
            String name = cells.get(2).replaceAll("_(seconds|total)$", "").replace('_', '.');
            assertThat(cells.get(0)).isEqualTo(name);
        });
    }

    @Test
    void theMeaningsAreThoseOfThePage() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Metric.values()).allSatisfy(metric -> assertThat(page).contains("| " + metric.meaning() + " |"));
    }

    private static String nameAndType(Meter meter) {
        String unit = meter.getId().getBaseUnit();
        String type = meter.getId().getType().name().toLowerCase(Locale.ROOT);
        return meter.getId().getName() + " " + type + (unit == null ? "" : ", time");
    }

    private static List<List<String>> rows() throws IOException {
        return section()
                .lines()
                .filter(line -> line.startsWith("| `scaler4j."))
                .map(MicrometerPageTest::cells)
                .toList();
    }

    private static String section() throws IOException {
        return Files.readString(PAGE).split("\n## With Micrometer\n", 2)[1].split("\n## ", 2)[0];
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|"))
                .skip(1)
                .map(cell -> Arrays.stream(cell.strip().split("`")).collect(joining()))
                .toList();
    }
}
