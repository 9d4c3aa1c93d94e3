package io.scaler4j.simulation.report;

import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Writes what came of a run: a page with a plot to look at, a CSV and a JSON file to calculate with. A PolicyTest gets
 * one as a parameter, which knows where to write; anything else calls {@link #write}.
 *
 * <pre>{@code
 * Run run = report.of(simulation.lasting(ofHours(24)));
 * assertThat(run).hasNoFlapping();
 * }</pre>
 *
 * <p>The report is written when the run is handed over, so a test that fails afterwards has one, too. The same run
 * gives the same bytes, in every locale and at any time. Thread-safe.
 */
public final class Report {

    private final Path folder;
    private final String name;
    private final String title;
    private final Consumer<Path> written;
    private final AtomicInteger runs = new AtomicInteger();

    /**
     * Prepares a report for runs that are {@linkplain #of handed over} later.
     *
     * @param folder where the files go; made if it does not exist
     * @param name of the files, any text; characters that file systems refuse are replaced. Further runs get a number
     * @param title of the page
     * @param written called with the path of each page that was written
     */
    public Report(Path folder, String name, String title, Consumer<Path> written) {
        this.folder = folder;
        this.name = FileNames.of(name);
        this.title = title;
        this.written = written;
    }

    /**
     * Writes the report of a run of this test. A second run of the same test gets its own files, with a number.
     *
     * @param run what happened
     * @return the same run, to go on with
     * @throws UncheckedIOException if the files cannot be written
     */
    public Run of(Run run) {
        int number = runs.incrementAndGet();
        String suffix = number == 1 ? "" : "-run" + number;
        written.accept(write(Turns.of(run), folder, name + suffix, number == 1 ? title : title + ", run " + number));
        return run;
    }

    /**
     * Writes {@code name.html}, {@code name.csv} and {@code name.json}, which replace those of an earlier run.
     *
     * @param run what happened
     * @param folder is made if it is not there
     * @param name also the title of the page; whatever a file system may not take is replaced in the names of the files
     * @return the page
     * @throws UncheckedIOException if the files cannot be written
     */
    public static Path write(Run run, Path folder, String name) {
        return write(Turns.of(run), folder, FileNames.of(name), name);
    }

    /**
     * Writes the same files, with the replicas that there were in the plot of the page: what the policy would have done
     * beside what was done.
     *
     * @param run what happened
     * @param folder is made if it is not there
     * @param name also the title of the page
     * @param recorded replicas by the time since the beginning of the run; a failure where they are not known
     * @return the page
     * @throws UncheckedIOException if the files cannot be written
     */
    public static Path write(Run run, Path folder, String name, Load recorded) {
        return write(Turns.of(run, recorded), folder, FileNames.of(name), name);
    }

    /**
     * Writes the CSV alone.
     *
     * @param run what happened
     * @param out gets a head and a line for each turn; stays open
     * @throws UncheckedIOException if it cannot be written
     */
    public static void writeCsv(Run run, Appendable out) {
        try {
            CsvFile.write(Turns.of(run), out);
        } catch (IOException e) {
            throw new UncheckedIOException("the CSV of a run cannot be written: " + e, e);
        }
    }

    /**
     * Writes the JSON alone.
     *
     * @param run what happened
     * @param title of the document
     * @param out gets one object and a line feed; stays open
     * @throws UncheckedIOException if it cannot be written
     */
    public static void writeJson(Run run, String title, Writer out) {
        var turns = Turns.of(run);
        try {
            JsonFile.write(title, turns, Sample.of(turns), Ratings.of(run), out);
        } catch (IOException e) {
            throw new UncheckedIOException("the JSON of a run cannot be written: " + e, e);
        }
    }

    private static Path write(Turns turns, Path folder, String name, String title) {
        List<ReportedTurn> sample = Sample.of(turns);
        Map<String, Scores> scores = Ratings.of(turns.run());
        Path page = folder.resolve(name + ".html");
        try {
            Files.createDirectories(folder);
            write(folder.resolve(name + ".csv"), out -> CsvFile.write(turns, out));
            write(folder.resolve(name + ".json"), out -> JsonFile.write(title, turns, sample, scores, out));
            write(page, out -> out.write(HtmlPage.of(title, name, turns, sample, scores)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the report \"" + name + "\" cannot be written to the folder " + folder + ": " + e, e);
        }
        return page;
    }

    private interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** Unlike the writers of {@link Files}, this one puts up with half a character in a name. */
    private static void write(Path file, Content content) throws IOException {
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
            content.writeTo(out);
        }
    }
}
