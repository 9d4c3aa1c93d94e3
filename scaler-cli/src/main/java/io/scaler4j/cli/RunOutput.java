package io.scaler4j.cli;

import io.scaler4j.cli.text.RunText;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import io.scaler4j.simulation.Trace;
import io.scaler4j.simulation.report.Report;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of a run: text for people, a machine format, and a report. */
final class RunOutput {

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "What standard output gets: table, csv (a line for each turn) or json. Default: table.")
    private String format = "table";

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many changes the table shows. Default: 10.")
    private int changes = 10;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Also writes a page with a plot, a CSV and a JSON file, named as the object.")
    private @Nullable Path report;

    /** Before anything is run. */
    void check() {
        Choice.check("--format", format, "table", "csv", "json");
        if (changes < 0) {
            throw new MisuseException("--changes must be at least 0, was " + changes);
        }
    }

    /** Only a table needs scores and what comes after them. */
    void print(Terminal terminal, String name, Run run, Supplier<Map<String, Scores>> scores, Runnable below) {
        switch (format) {
            case "csv" -> Report.writeCsv(run, terminal.out());
            case "json" -> Report.writeJson(run, name, terminal.out());
            default -> {
                new RunText(terminal.columns(), terminal.out()).print(name, run, changes, scores.get());
                below.run();
            }
        }
    }

    void writeReport(Terminal terminal, String name, Run run) {
        if (report != null) {
            terminal.err().println("wrote " + Report.write(run, report, name));
        }
    }

    /** With the replicas that there were, in the plot and as a CSV. */
    void writeReport(Terminal terminal, String name, Run run, Trace recorded) {
        if (report != null) {
            terminal.err().println("wrote " + Report.write(run, report, name, recorded));
            recorded.writeCsv(report.resolve(name + "-recorded.csv"));
        }
    }
}
