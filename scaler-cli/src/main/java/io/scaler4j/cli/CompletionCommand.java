package io.scaler4j.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code completion}: what a shell needs to complete verbs and options. */
@Command(
        name = "completion",
        description = "Prints a script for bash, and for zsh after bashcompinit, that completes verbs and options.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(scaler4j completion)"})
final class CompletionCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--shell",
            paramLabel = "SHELL",
            defaultValue = "bash",
            description = "bash or zsh; both get the same.")
    private String shell = "bash";

    @Override
    public Integer call() {
        Choice.check("--shell", shell, "bash", "zsh");
        cli.terminal().out().print(AutoComplete.bash("scaler4j", spec.root().commandLine()));
        return ExitStatus.FINE;
    }
}
