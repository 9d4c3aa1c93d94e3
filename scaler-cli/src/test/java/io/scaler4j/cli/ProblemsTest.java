package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.registry.StateStoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.TypeConversionException;

/** What a problem becomes: a sentence and a status. */
class ProblemsTest {

    /** A problem, the status it ends with, and its sentence. */
    record Row(Exception problem, int status, String sentence) {}

    static Stream<Row> rows() {
        return Stream.of(
                new Row(new MisuseException("--x must be y"), 2, "--x must be y"),
                new Row(new TypeConversionException("'5' is no duration"), 2, "'5' is no duration"),
                new Row(new NotRunException("it is away", null), 3, "it is away"),
                new Row(new NotRunException("it is\naway", null), 3, "it is\naway"),
                new Row(
                        new IllegalArgumentException("no trace:\n  line 1 is odd\n  line 2"),
                        3,
                        "no trace: line 1 is odd"),
                new Row(new InvalidConfigurationException("a.yaml", List.of("x is wrong")), 3, "a.yaml: x is wrong"),
                new Row(
                        new InvalidConfigurationException("a.yaml", List.of("x is wrong", "y", "z")),
                        3,
                        "a.yaml: x is wrong (and 2 more; scaler4j lint shows those of a file)"),
                new Row(
                        new UncheckedIOException("reading failed", new NoSuchFileException("a.yaml")),
                        3,
                        "a.yaml does not exist; give a file, a folder, or - for standard input"),
                new Row(
                        new UncheckedIOException("reading failed", new AccessDeniedException("a.yaml")),
                        3,
                        "a.yaml must not be read or written by this user; change its permissions"),
                new Row(new UncheckedIOException("the disk is full", new IOException("x")), 3, "the disk is full"),
                new Row(
                        new StateStoreException("the state is of another version"),
                        3,
                        "the state is of another version"),
                new Row(
                        new IllegalStateException("odd"),
                        3,
                        "an unexpected problem, which is a bug of scaler4j: java.lang.IllegalStateException: odd;"
                                + " --debug shows where"));
    }

    private final StringWriter err = new StringWriter();
    private final Problems problems = new Problems(new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            Map.of(),
            false,
            false,
            Terminal.UNLIMITED));

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aProblemIsASentenceAndAStatus(Row row) {
        assertThat(problems.failed(row.problem(), false)).isEqualTo(row.status());
        assertThat(err.toString()).isEqualTo("scaler4j: " + row.sentence() + System.lineSeparator());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void withDebugItsOriginStandsBeforeIt(Row row) {
        problems.failed(row.problem(), true);
        assertThat(err.toString())
                .startsWith(row.problem().getClass().getName())
                .contains("\tat io.scaler4j.cli.ProblemsTest")
                .endsWith("scaler4j: " + row.sentence() + System.lineSeparator());
    }
}
