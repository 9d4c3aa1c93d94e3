package io.scaler4j.cli;

import io.scaler4j.cli.lint.LintFormat;
import io.scaler4j.cli.lint.LintResult;
import io.scaler4j.cli.lint.Severity;
import io.scaler4j.cli.text.Reasons;
import io.scaler4j.scaledobject.check.Lint;
import io.scaler4j.scaledobject.check.LintRule;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code lint}: what is wrong or misleading in manifests. */
@Command(
        name = "lint",
        description = "Says what is wrong or misleading in manifests: what the API server, KEDA or a source refuses"
                + " (error), what is legal and seldom meant (warning), and what cannot run on this machine (info).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j lint deploy/",
            "  helm template . | scaler4j lint -",
            "  scaler4j lint --format github --output sarif=lint.sarif --fail-on error deploy/"
        })
final class LintCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ManifestInput input = new ManifestInput();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILES",
            description = "Files, folders with .yaml, .yml and .json, or - for standard input. All together are one set"
                    + " of objects.")
    private List<String> files = List.of();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What standard output gets: text, json, junit, sarif or github. Default: text.")
    private String format = "text";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT=FILE",
            description = "Also writes a file in a format; may be given several times.")
    private Map<String, Path> outputs = new LinkedHashMap<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "warning",
            description = "Ends with status 1 for findings at or above: error, warning, info; or never. Default:"
                    + " warning.")
    private String failOn = "warning";

    @Option(
            names = "--ignore",
            paramLabel = "RULE",
            split = ",",
            description = "Leaves out findings of a rule of lint; may be given several times.")
    private Set<String> ignored = new LinkedHashSet<>();

    @Override
    public Integer call() {
        LintFormat shown = format(format);
        outputs.keySet().forEach(this::format);
        Severity limit = limit();
        checkIgnored();
        var result = LintResult.of(input.read(cli.terminal(), files), ignored);
        outputs.forEach((name, file) -> write(file, text(format(name), result)));
        cli.terminal().out().print(text(shown, result));
        return result.hasAtLeast(limit) ? ExitStatus.FOUND : ExitStatus.FINE;
    }

    private LintFormat format(String name) {
        return LintFormat.named(
                        name, cli.terminal().colours().enabled(), cli.terminal().columns())
                .orElseThrow(() -> misuse("--format and --output must name one of "
                        + String.join(", ", LintFormat.NAMES) + ", was '" + name + "'"));
    }

    private Severity limit() {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.text().equals(failOn))
                .findFirst()
                .orElseThrow(() -> misuse("--fail-on must be one of "
                        + Arrays.stream(Severity.values()).map(Severity::text).collect(Collectors.joining(", "))
                        + ", was '" + failOn + "'"));
    }

    /** What is invalid cannot be ignored: a cluster refuses it all the same. */
    private void checkIgnored() {
        Set<String> known = Lint.rules().stream().map(LintRule::id).collect(Collectors.toSet());
        ignored.stream().filter(rule -> !known.contains(rule)).findFirst().ifPresent(rule -> {
            throw misuse("--ignore must name a rule of lint, was '" + rule
                    + "'; docs/lint.md has them all, and what is invalid cannot be ignored");
        });
    }

    private ParameterException misuse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private static String text(LintFormat format, LintResult result) {
        var text = new StringWriter();
        try {
            format.write(result, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory does not fail
        }
        return text.toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new NotRunException("--output cannot write " + file + ": " + Reasons.of(e), e);
        }
    }
}
