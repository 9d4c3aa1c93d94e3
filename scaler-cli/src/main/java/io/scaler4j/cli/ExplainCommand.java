package io.scaler4j.cli;

import io.scaler4j.Turn;
import io.scaler4j.cli.text.DecisionText;
import io.scaler4j.cli.text.PlainJson;
import io.scaler4j.cli.text.Wrapping;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.recorder.RecordedTurn;
import io.scaler4j.recorder.Recording;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.Replay;
import io.scaler4j.spi.TriggerPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code explain}: one decision, or those of a recording, step by step. */
@Command(
        name = "explain",
        description = "Says why: one decision of a policy on readings that you give, or the decisions of a recording,"
                + " step by step. With --policy the recording is decided again, which also tells the constraint that"
                + " decided.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j explain orders.yaml --reading lag=740 --replicas 4",
            "  scaler4j explain recordings/ --autoscaler orders --at 2026-01-05T03:00:00Z",
            "  scaler4j explain recordings/orders.jsonl --policy orders.yaml --format json"
        })
final class ExplainCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final ManifestInput input = new ManifestInput();

    @Parameters(
            paramLabel = "FILE",
            description = "With --reading a file with a ScaledObject or an HPA, or -; otherwise a recording: a file, or"
                    + " the folder of its files.")
    private String file = "";

    @Option(
            names = {"-r", "--reading"},
            paramLabel = "TRIGGER=VALUE",
            description = "What a trigger reads: a number, a utilization such as 80%%, or the word failed.")
    private Map<String, String> readings = new LinkedHashMap<>();

    @Option(names = "--replicas", paramLabel = "N", description = "Replicas that the target has. Default: 1.")
    private @Nullable Integer replicas;

    @Option(
            names = "--state",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What earlier decisions left behind, as states are saved.")
    private String state = "";

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "When the one decision is made; of a recording, the last turn until then alone.")
    private @Nullable Instant at;

    @Mixin
    private final ObjectName name = new ObjectName();

    @Mixin
    private final Recordings recordings = new Recordings();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            defaultValue = "",
            description = "Decides the recording again by this object.")
    private String policy = "";

    @Option(names = "--all", description = "Also turns of a recording that change nothing.")
    private boolean all;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What standard output gets: text, or json with an object on each line. Default: text.")
    private String format = "text";

    @Override
    public Integer call() throws IOException {
        Choice.check("--format", format, "text", "json");
        if (!readings.isEmpty()) {
            print(decide());
            return ExitStatus.FINE;
        }
        if (replicas != null || !state.isEmpty()) {
            throw new MisuseException("--reading is missing; --replicas and --state are for a decision on readings");
        }
        Recording recording = recordings.open(Path.of(file));
        return policy.isEmpty() ? explain(recording) : explainAgain(recording, policy);
    }

    private AutoscalerSpec spec(String manifest) {
        return name.spec(input.read(cli.terminal(), List.of(manifest)));
    }

    private Decision decide() {
        AutoscalerSpec spec = spec(file);
        List<MetricSpec> metrics =
                spec.triggers().stream().map(TriggerPlan::metric).toList();
        List<String> names = metrics.stream().map(MetricSpec::trigger).toList();
        readings.keySet().stream()
                .filter(each -> !names.contains(each))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new MisuseException("--reading names the trigger '" + unknown
                            + "', which is not there; the triggers" + " are " + String.join(", ", names));
                });
        Instant now = at == null ? Instant.parse("2026-01-05T12:00:00Z") : at;
        int count = replicas == null ? 1 : replicas;
        Replicas there = MisuseException.unless(() -> Replicas.of(count));
        ScalingState before =
                state.isEmpty() ? ScalingState.initial() : MisuseException.unless(() -> ScalingState.parse(state));
        List<Measurement> measurements =
                metrics.stream().map(metric -> measure(metric, count, now)).toList();
        return spec.policy()
                .decide(
                        before,
                        Observation.of(now, there, measurements)
                                .every(spec.interval())
                                .with(spec.control()));
    }

    private Measurement measure(MetricSpec metric, int count, Instant now) {
        String given = readings.get(metric.trigger());
        if (given == null) {
            throw new MisuseException("--reading is missing for the trigger " + metric.trigger() + "; give --reading "
                    + metric.trigger() + "=VALUE, or =failed");
        }
        return Measurement.of(metric, GivenReading.of(metric, given, count, now));
    }

    private int explain(Recording recording) throws IOException {
        Terminal terminal = cli.terminal();
        try (Stream<RecordedTurn> turns = recording.turns(left -> terminal.err().println("scaler4j: " + left))) {
            for (var chosen = chosen(turns); chosen.hasNext(); ) {
                print(chosen.next());
            }
        }
        return ExitStatus.FINE;
    }

    /** Turn by turn, as far as possible: a recording may be long. */
    private Iterator<RecordedTurn> chosen(Stream<RecordedTurn> turns) {
        if (at != null) {
            Instant until = at;
            return turns.takeWhile(turn -> !turn.observation().at().isAfter(until))
                    .reduce((earlier, later) -> later)
                    .map(turn -> List.of(turn).iterator())
                    .orElseThrow(() -> noTurn(until));
        }
        return turns.filter(turn ->
                        all || turn.to() != turn.observation().replicas().desired())
                .iterator();
    }

    private static NotRunException noTurn(Instant until) {
        return new NotRunException(
                "there is no turn until " + until + " in the recording; leave out --at to see all", null);
    }

    private void print(RecordedTurn turn) throws IOException {
        Terminal terminal = cli.terminal();
        int from = turn.observation().replicas().desired();
        if (format.equals("json")) {
            var map = new LinkedHashMap<String, Object>();
            map.put("at", turn.observation().at().toString());
            map.put("from", from);
            map.put("to", turn.to());
            map.put("written", turn.isWritten());
            map.put("steps", List.of(turn.explanation().split(" · ", -1)));
            terminal.out().println(PlainJson.line(map));
            return;
        }
        String written = from == turn.to() ? " (no change)" : turn.isWritten() ? "" : " (not written)";
        terminal.out().println(turn.observation().at() + "  " + from + " -> " + turn.to() + written);
        for (String step : turn.explanation().split(" · ", -1)) {
            Wrapping.append(step, "  ", terminal.columns(), terminal.out());
        }
    }

    private int explainAgain(Recording recording, String manifest) throws IOException {
        Replay replay = Replay.of(recording, spec(manifest).policy());
        Terminal terminal = cli.terminal();
        for (Turn turn : chosen(replay)) {
            print(turn.decision().orElseThrow());
        }
        Optional<Replay.Difference> difference = replay.firstDifference();
        difference.ifPresent(found -> terminal.err()
                .println("scaler4j: this policy decides otherwise than was recorded: "
                        + found.toString().replaceAll("\\s+", " ")));
        return difference.isPresent() ? ExitStatus.FOUND : ExitStatus.FINE;
    }

    private List<Turn> chosen(Replay replay) {
        List<Turn> turns = replay.run().turns();
        if (at == null) {
            return turns.stream()
                    .filter(turn -> all || turn.decision().orElseThrow().changes())
                    .toList();
        }
        Instant until = at;
        return turns.stream()
                .filter(turn -> !turn.at().isAfter(until))
                .reduce((earlier, later) -> later)
                .map(List::of)
                .orElseThrow(() -> noTurn(until));
    }

    private void print(Decision decision) throws IOException {
        Terminal terminal = cli.terminal();
        if (format.equals("json")) {
            terminal.out().println(PlainJson.line(decision.toMap()));
        } else {
            DecisionText.print(decision, terminal.columns(), terminal.out());
        }
    }
}
