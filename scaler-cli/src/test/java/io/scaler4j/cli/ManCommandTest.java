package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManCommandTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        assertThat(Ran.of("man", folder.resolve("man1").toString()).status()).isZero();
    }

    static Stream<String> verbs() {
        return CliTest.verbs().stream();
    }

    private String page(String name) throws IOException {
        return Files.readString(folder.resolve("man1").resolve(name + ".1"));
    }

    private static String escaped(String text) {
        return text.replace("-", "\\-");
    }

    private static CommandLine command(String verb) {
        return Cli.commandLine(Terminal.ofProcess()).getSubcommands().get(verb);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void aVerbHasAPageWithItsOptionsItsExamplesAndTheWayBack(String verb) throws IOException {
        String page = page("scaler4j-" + verb);
        assertThat(page)
                .startsWith(".TH SCALER4J-" + verb.toUpperCase(Locale.ROOT) + " 1 ")
                .contains(".SH NAME\nscaler4j\\-" + escaped(verb) + " \\- ")
                .contains(".SH SYNOPSIS\n.B scaler4j " + escaped(verb) + " ")
                .contains(".SH EXAMPLES\n.PP\n.nf\n")
                .endsWith(".SH \"SEE ALSO\"\n\\fBscaler4j\\fR(1)\n");
        for (OptionSpec option : command(verb).getCommandSpec().options()) {
            for (String name : option.names()) {
                assertThat(page).contains("\\fB" + escaped(name) + "\\fR");
            }
        }
        command(verb)
                .getCommandSpec()
                .positionalParameters()
                .forEach(argument -> assertThat(page).contains("\\fI" + argument.paramLabel() + "\\fR\n"));
    }

    @Test
    void theProgramHasAPageWithEveryVerbAndStatus() throws IOException {
        String page = page("scaler4j");
        assertThat(page).contains(".SH VERBS\n", ".SH \"EXIT STATUS\"\n");
        assertThat(verbs())
                .allSatisfy(verb -> assertThat(page)
                        .contains("\n\\fB" + escaped(verb) + "\\fR\n")
                        .contains("\\fBscaler4j\\-" + escaped(verb) + "\\fR(1)"));
        try (Stream<Path> files = Files.list(folder.resolve("man1"))) {
            assertThat(files).hasSize((int) verbs().count() + 1);
        }
    }

    /** Every line that begins like a request is one, so no text was lost as one. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void noTextIsTakenForARequest(String verb) throws IOException {
        assertThat(page("scaler4j-" + verb).lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allSatisfy(line -> assertThat(line).matches("\\.(TH|SH|TP|PP|B|nf|fi)\\b.*"));
        assertThat(page("scaler4j-" + verb)).doesNotContain("%%", "%n", "@|");
    }

    /** The formatter of the system, where there is one, has nothing to warn of. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void theFormatterHasNothingToWarnOf(String verb) throws Exception {
        assumeThat(Path.of("/usr/bin/groff")).exists();
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process groff = new ProcessBuilder(
                        List.of("groff", "-man", "-Tascii", "-wall", folder + "/man1/scaler4j-" + verb + ".1"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(groff.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(groff.exitValue()).isZero();
        assertThat(err).isEmptyFile();
        assertThat(Files.readString(out)).contains("scaler4j " + verb);
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Ran ran = Ran.of("man", file.resolve("man1").toString());
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err())
                .startsWith("scaler4j: the manual cannot be written to " + file)
                .hasLineCount(1);
    }
}
