package io.scaler4j.cli;

import io.scaler4j.cli.text.DecisionText;
import io.scaler4j.cli.text.RunText;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.Comparison;
import io.scaler4j.simulation.Replay;
import io.scaler4j.simulation.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code diff}: two policies on one recording. */
@Command(
        name = "diff",
        description = "Shows where two policies part on one recording, why, and what each would have cost. Both see the"
                + " recorded readings with counts of their own. Ends with status 1 if they part.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j diff orders.yaml orders-new.yaml --recording recordings/",
            "  git show main:orders.yaml | scaler4j diff - orders.yaml --recording orders.jsonl"
        })
final class DiffCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final ManifestInput input = new ManifestInput();

    @Parameters(index = "0", paramLabel = "ONE", description = "A file with a ScaledObject or an HPA, or -.")
    private String one = "";

    @Parameters(index = "1", paramLabel = "OTHER", description = "A file with another, or -.")
    private String other = "";

    @Option(
            names = "--recording",
            required = true,
            paramLabel = "RECORDING",
            description = "What was seen: a file of a recording, or the folder of its files.")
    private Path recording = Path.of(".");

    @Mixin
    private final Recordings recordings = new Recordings();

    @Mixin
    private final ObjectName name = new ObjectName();

    @Override
    public Integer call() throws IOException {
        if (one.equals(ManifestInput.STANDARD_INPUT) && other.equals(ManifestInput.STANDARD_INPUT)) {
            throw new MisuseException("standard input can be one of the two files, not both");
        }
        Comparison comparison = Replay.compare(recordings.open(recording), policy(one), policy(other));
        Terminal terminal = cli.terminal();
        Map<String, Scores> scores = new LinkedHashMap<>();
        comparison.scores().forEach((key, each) -> scores.put(label(key), each));
        terminal.out().print(RunText.table(scores).text(terminal.columns()));
        Optional<Comparison.Divergence> parted = comparison.firstDivergence();
        if (parted.isEmpty()) {
            terminal.out().println("\nboth lead to the same counts");
            return ExitStatus.FINE;
        }
        terminal.out().println("\nthey part at\n\n" + one + ":");
        DecisionText.print(parted.get().one().decision().orElseThrow(), terminal.columns(), terminal.out());
        terminal.out().println("\n" + other + ":");
        DecisionText.print(parted.get().other().decision().orElseThrow(), terminal.columns(), terminal.out());
        return ExitStatus.FOUND;
    }

    /** The name of the file without its folder, so that the table fits on a screen. */
    private String label(String key) {
        return switch (key) {
            case "one" -> fileName(one);
            case "other" -> fileName(other).equals(fileName(one)) ? fileName(other) + " (2)" : fileName(other);
            default -> key;
        };
    }

    private static String fileName(String path) {
        return String.valueOf(Path.of(path).getFileName());
    }

    private ScalingPolicy policy(String file) {
        return name.spec(input.read(cli.terminal(), List.of(file))).policy();
    }
}
