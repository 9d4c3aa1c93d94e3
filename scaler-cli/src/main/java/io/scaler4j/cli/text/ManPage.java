package io.scaler4j.cli.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of a command as a page of the manual, in the macros of man(7). */
public final class ManPage {

    private final CommandLine command;
    private final CommandSpec spec;
    private final StringBuilder text = new StringBuilder();

    private ManPage(CommandLine command) {
        this.command = command;
        this.spec = command.getCommandSpec();
    }

    /**
     * Names the page of a command.
     *
     * @param command with or without a verb
     * @return as in {@code scaler4j-lint}
     */
    public static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-");
    }

    /**
     * Writes a page.
     *
     * @param command whose help it is
     * @return the source of section 1
     */
    public static String of(CommandLine command) {
        return new ManPage(command).write();
    }

    private String write() {
        String name = name(command);
        UsageMessageSpec usage = spec.usageMessage();
        List<String> description = Arrays.asList(usage.description());
        text.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 \"\" scaler4j scaler4j\n");
        section("NAME");
        text.append(escaped(name))
                .append(" \\- ")
                .append(escaped(firstSentence(description)))
                .append('\n');
        section("SYNOPSIS");
        text.append(".B ").append(escaped(synopsis())).append('\n');
        section("DESCRIPTION");
        paragraph(resolved(description));
        arguments();
        options();
        verbs();
        list("EXIT STATUS", usage.exitCodeList());
        examples(Arrays.asList(usage.footer()));
        seeAlso();
        return text.toString();
    }

    private void section(String name) {
        text.append(".SH ").append(name.contains(" ") ? '"' + name + '"' : name).append('\n');
    }

    private static String firstSentence(List<String> description) {
        String whole = resolved(description);
        int end = whole.indexOf(". ");
        String first = end < 0 ? whole : whole.substring(0, end);
        int colon = first.indexOf(": ");
        return (colon < 0 ? first : first.substring(0, colon)).replaceAll("\\.$", "");
    }

    /** One line, without the marks of picocli. */
    private static String resolved(List<String> lines) {
        return String.join(" ", lines).replace("%%", "%").replace("%n", " ").strip();
    }

    private String synopsis() {
        Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
        return help.abbreviatedSynopsis().replaceAll("\\s+", " ").strip();
    }

    private void paragraph(String sentences) {
        text.append(escaped(sentences)).append('\n');
    }

    private void arguments() {
        List<PositionalParamSpec> arguments = spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .toList();
        if (!arguments.isEmpty()) {
            section("ARGUMENTS");
            arguments.forEach(argument -> {
                text.append(".TP\n\\fI").append(escaped(argument.paramLabel())).append("\\fR\n");
                paragraph(resolved(List.of(argument.description())));
            });
        }
    }

    private void options() {
        section("OPTIONS");
        spec.options().stream().filter(option -> !option.hidden()).forEach(option -> {
            text.append(".TP\n").append(names(option)).append('\n');
            paragraph(resolved(List.of(option.description())));
        });
    }

    private static String names(OptionSpec option) {
        String names = String.join(
                ", ",
                Arrays.stream(option.names())
                        .map(name -> "\\fB" + escaped(name) + "\\fR")
                        .toList());
        boolean valued = option.arity().max() > 0;
        return names + (valued ? "=\\fI" + escaped(option.paramLabel()) + "\\fR" : "");
    }

    private void verbs() {
        if (!spec.subcommands().isEmpty()) {
            section("VERBS");
            spec.subcommands().forEach((name, verb) -> {
                text.append(".TP\n\\fB").append(escaped(name)).append("\\fR\n");
                paragraph(firstSentence(
                        Arrays.asList(verb.getCommandSpec().usageMessage().description())));
            });
        }
    }

    private void list(String name, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            section(name);
            entries.forEach((key, meaning) -> {
                text.append(".TP\n\\fB").append(escaped(key.strip())).append("\\fR\n");
                paragraph(resolved(List.of(meaning)));
            });
        }
    }

    private void examples(List<String> lines) {
        if (!lines.isEmpty()) {
            section("EXAMPLES");
            for (String line : lines) {
                text.append(".PP\n.nf\n")
                        .append(escaped(resolved(List.of(line))))
                        .append("\n.fi\n");
            }
        }
    }

    private void seeAlso() {
        section("SEE ALSO");
        String others = spec.parent() == null
                ? String.join(
                        ", ",
                        spec.subcommands().values().stream()
                                .map(verb -> "\\fB" + escaped(name(verb)) + "\\fR(1)")
                                .toList())
                : "\\fB" + escaped(spec.root().name()) + "\\fR(1)";
        text.append(others).append('\n');
    }

    /** No text is a request, and no hyphen a dash. */
    private static String escaped(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
