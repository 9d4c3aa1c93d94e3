package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.simulation.Load;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a screen is told, and what a pipe is not. */
class TerminalTest {

    private final StringWriter err = new StringWriter();

    private Terminal terminal(boolean out, boolean errors, int columns, Map<String, String> environment) {
        return new Terminal(
                new ByteArrayInputStream("ü\n".getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                environment,
                out,
                errors,
                columns);
    }

    @ParameterizedTest(name = "terminal {0}, NO_COLOR={1}, TERM={2}: {3}")
    @CsvSource({
        "true, '', xterm, true",
        "true, 1, xterm, false",
        "true, 0, xterm, false",
        "true, '', dumb, false",
        "false, '', xterm, false",
        "false, 1, dumb, false"
    })
    void coloursNeedATerminalAndNoOneWhoRefusesThem(boolean out, String noColor, String term, boolean coloured) {
        Terminal terminal = terminal(out, false, 80, Map.of("NO_COLOR", noColor, "TERM", term));
        assertThat(terminal.colours().enabled()).isEqualTo(coloured);
    }

    @ParameterizedTest(name = "{0} columns: help of {1}")
    @CsvSource({"80, 80", "100, 100", "120, 120", "200, 120", "60, 60", "2147483647, 80"})
    void helpIsAsWideAsTheScreenUpToAWidthThatCanBeRead(int columns, int help) {
        assertThat(terminal(true, true, columns, Map.of()).helpColumns()).isEqualTo(help);
    }

    @Test
    void standardInputIsUtf8() {
        assertThat(terminal(false, false, 80, Map.of()).readInput()).isEqualTo("ü\n");
    }

    @Test
    void progressIsForAScreenAloneAndGoneAtTheEnd() {
        Terminal screen = terminal(true, true, 80, Map.of());
        try (var progress = new Progress(screen, Duration.ofDays(1))) {
            Load watched = progress.watching(Load.constant(5));
            assertThat(watched.at(Duration.ofHours(1)))
                    .isEqualTo(Load.constant(5).at(Duration.ofHours(1)));
        }
        assertThat(err.toString()).as("of a run that ends at once").isEmpty();
        Terminal pipe = terminal(true, false, 80, Map.of());
        try (var progress = new Progress(pipe, Duration.ofDays(1))) {
            Load load = Load.constant(5);
            assertThat(progress.watching(load)).isSameAs(load);
            progress.show(0.5);
        }
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0} columns")
    @CsvSource({"60", "80", "132", "200"})
    void noVerbsHelpIsWiderThanTheScreenButForExamples(int columns) {
        for (String verb : CliTest.verbs()) {
            Ran ran = Ran.onScreen(columns, Map.of("NO_COLOR", "1"), verb, "--help");
            assertThat(ran.out().lines().takeWhile(line -> !line.equals("Examples:")))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Math.max(columns, 60)));
        }
    }
}
