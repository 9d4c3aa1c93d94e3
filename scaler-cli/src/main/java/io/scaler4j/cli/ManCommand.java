package io.scaler4j.cli;

import io.scaler4j.cli.text.ManPage;
import io.scaler4j.cli.text.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code man}: the pages of the manual. */
@Command(
        name = "man",
        description = "Writes the pages of the manual to a folder: scaler4j(1), and one for each verb.",
        footerHeading = "%nExamples:%n",
        footer = {"  scaler4j man ~/.local/share/man/man1 && man scaler4j-lint"})
final class ManCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Is made if it is not there.")
    private Path folder = Path.of(".");

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        List<CommandLine> commands = new ArrayList<>(root.getSubcommands().values());
        commands.add(0, root);
        try {
            Files.createDirectories(folder);
            for (CommandLine command : commands) {
                Files.writeString(folder.resolve(ManPage.name(command) + ".1"), ManPage.of(command));
            }
        } catch (IOException e) {
            throw new NotRunException(
                    "the manual cannot be written to " + folder + ": " + Reasons.of(e) + "; name another folder", e);
        }
        cli.terminal().err().println("wrote " + commands.size() + " pages to " + folder);
        return ExitStatus.FINE;
    }
}
