package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The page of the command line, held against the program. */
class DocumentedCommandsTest {

    private static final Path PAGE = Path.of("../docs/command-line.md");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    /** Of other programs that examples call. */
    private static final Set<String> FOREIGN = Set.of("--scale");

    @TempDir
    Path folder;

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toSet());
    }

    private static CommandLine program() {
        return Cli.commandLine(Terminal.ofProcess());
    }

    static Stream<String> verbs() {
        return CliTest.verbs().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void everyVerbIsInTheTable(String verb) throws IOException {
        assertThat(page()).containsPattern("(?m)^\\| (\\[`" + verb + "`]\\(#[a-z-]+\\)|`" + verb + "`) \\| \\w+");
    }

    @Test
    void everyOptionOfThePageIsOneOfTheProgram() throws IOException {
        Set<String> known = new TreeSet<>(options(program()));
        program().getSubcommands().values().forEach(verb -> known.addAll(options(verb)));
        Matcher option = OPTION.matcher(page());
        List<String> unknown = new ArrayList<>();
        while (option.find()) {
            if (!known.contains(option.group()) && !FOREIGN.contains(option.group())) {
                unknown.add(option.group());
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** Lines that begin with a dollar or follow one that ends with a backslash. */
    private static List<String> examples(String page) {
        List<String> examples = new ArrayList<>();
        String begun = "";
        for (String line : page.lines().toList()) {
            boolean starts = line.startsWith("    $ scaler4j ");
            if (starts || !begun.isEmpty()) {
                String text = begun + line.strip().replaceFirst("^\\$ ", "");
                begun = text.endsWith("\\") ? text.substring(0, text.length() - 1) : "";
                if (begun.isEmpty()) {
                    examples.add(text.replaceAll("\\s+", " "));
                }
            }
        }
        return examples;
    }

    @Test
    void everyExampleOfThePageHasOptionsOfItsVerb() throws IOException {
        List<String> examples = examples(page());
        assertThat(examples).hasSizeGreaterThanOrEqualTo(7);
        for (String example : examples) {
            CommandLine verb = program().getSubcommands().get(example.split(" ", 3)[1]);
            assertThat(verb).as(example).isNotNull();
            Matcher option = OPTION.matcher(example.replaceAll("'[^']*'", "''"));
            while (option.find()) {
                if (!FOREIGN.contains(option.group())) {
                    assertThat(options(verb)).as(example).contains(option.group());
                }
            }
        }
    }

    /** Those of the help are called like those of the page. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("verbs")
    void everyExampleOfTheHelpHasOptionsOfItsVerb(String verb) {
        CommandLine command = program().getSubcommands().get(verb);
        for (String example : command.getCommandSpec().usageMessage().footer()) {
            Matcher option = OPTION.matcher(example.replaceAll("'[^']*'", "''"));
            while (option.find()) {
                assertThat(options(command)).as(example).contains(option.group());
            }
        }
    }

    private static List<String> blocks(String page) {
        List<String> blocks = new ArrayList<>();
        Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page);
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    private Ran check(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/token"), "t");
        Path file = Files.writeString(folder.resolve("triggers.yaml"), yaml);
        return Ran.of("serve", file.toString(), "--check");
    }

    @Test
    void theFileOfServeIsOneThatServeTakesButForItsCertificates() throws IOException {
        String served = blocks(page()).stream()
                .filter(block -> block.contains("authentications:"))
                .findFirst()
                .orElseThrow();
        assertThat(check(served.replaceAll("(?s)\ntls:.*?\nmetricsPort", "\nmetricsPort")))
                .isEqualTo(new Ran(0, "", ""));
        assertThat(check(served).err()).contains("tls.crt cannot be read");
    }

    @Test
    void theFileOfThePageOfExternalScalersIsOne() throws IOException {
        String served = blocks(Files.readString(Path.of("../docs/external.md"))).stream()
                .filter(block -> block.contains("authentications:"))
                .findFirst()
                .orElseThrow();
        assertThat(check(served).err().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("/etc/").contains("cannot be read"));
        assertThat(check(served.replaceAll("(?s)\nauthentications:.*", "\n"))).isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void theExampleOfTheReadmeIsLintedAndSimulated() {
        assertThat(Ran.of("lint", "examples/orders.yaml").status()).isZero();
        assertThat(Ran.of("simulate", "examples/orders.yaml", "--traffic", "example:flash-crowd")
                        .out())
                .startsWith("orders: 1:00:00, ");
    }
}
