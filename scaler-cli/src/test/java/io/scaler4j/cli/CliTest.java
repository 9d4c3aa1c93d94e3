package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The program without a verb, and what all verbs have in common. */
class CliTest {

    static List<String> verbs() {
        return List.copyOf(
                Cli.commandLine(Terminal.ofProcess()).getSubcommands().keySet());
    }

    @Test
    void theVersionIsPrintedOnStandardOutput() {
        Ran ran = Ran.of("--version");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("scaler4j ").contains("Java " + Runtime.version());
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void theHelpNamesEveryVerbAndEveryStatus() {
        Ran ran = Ran.of("--help");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains(verbs()).contains("Exit status:").contains("  2   wrong use");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void aVerbsHelpHasExamplesThatCallIt(String verb) {
        Ran ran = Ran.of(verb, "--help");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("Examples:").containsPattern("\\n  .*scaler4j " + verb + "\\b");
        assertThat(ran.err()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void everyOptionAndParameterOfAVerbIsDescribed(String verb) {
        CommandLine command =
                Cli.commandLine(Terminal.ofProcess()).getSubcommands().get(verb);
        assertThat(command.getCommandSpec().args())
                .isNotEmpty()
                .allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
    }

    @ParameterizedTest(name = "{0} columns")
    @ValueSource(ints = {80, 120})
    void theHelpIsNoWiderThanTheScreen(int columns) {
        for (String verb : verbs()) {
            Ran ran = Ran.onScreen(columns, Map.of("NO_COLOR", "1"), verb, "--help");
            assertThat(ran.out().lines().filter(line -> !line.contains("scaler4j " + verb)))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
        }
    }

    @Test
    void coloursNeedATerminalAndNobodyWhoRefusesThem() {
        assertThat(Ran.onScreen(80, Map.of(), "--help").out()).contains("\u001b[");
        assertThat(Ran.onScreen(80, Map.of("NO_COLOR", "1"), "--help").out()).doesNotContain("\u001b");
        assertThat(Ran.onScreen(80, Map.of("TERM", "dumb"), "--help").out()).doesNotContain("\u001b");
        assertThat(Ran.of("--help").out()).doesNotContain("\u001b");
    }

    @Test
    void debugShowsWhereAProblemCameFrom() {
        assertThat(Ran.of("lint", "no-such-file.yaml").err().lines()).hasSize(1);
        assertThat(Ran.of("lint", "--debug", "no-such-file.yaml").err())
                .contains("\tat io.scaler4j.")
                .contains("\nscaler4j: no-such-file.yaml does not exist");
    }
}
