package io.scaler4j.exporter;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The page docs/metrics.md. */
record MetricsPage(String text) {

    static MetricsPage read() throws IOException {
        return new MetricsPage(Files.readString(Path.of("..", "docs", "metrics.md")));
    }

    /** The table of metrics: {@code name | type | labels | meaning}. */
    List<String> metrics() {
        return rows("The metrics")
                .filter(row -> row.get(0).startsWith("scaler4j_"))
                .map(row -> row.stream().limit(4).collect(joining(" | ")))
                .toList();
    }

    /** The expressions that tell when something is amiss. */
    List<String> signs() {
        return rows("Alerts")
                .map(row -> row.get(1))
                .filter(cell -> cell.contains("scaler4j_"))
                .toList();
    }

    private Stream<List<String>> rows(String heading) {
        String section = text.split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
        return section.lines().filter(line -> line.startsWith("| ")).map(MetricsPage::cells);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|"))
                .skip(1)
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
    }
}
