package io.scaler4j.cli;

import io.scaler4j.cli.text.PlainJson;
import io.scaler4j.cli.text.TuneText;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ManifestChange;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.simulation.Objective;
import io.scaler4j.simulation.PolicySearch;
import io.scaler4j.simulation.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tune}: the cheapest policy that meets an objective. */
@Command(
        name = "tune",
        description = "Searches targets, minimum, windows, rates and cooldown for the cheapest policy that meets an"
                + " objective. A fifth of the traffic is held back, and both policies are tried on it. Ends with status"
                + " 1 if the objective is missed there.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j tune orders.yaml --traffic week.csv --objective 'time under <= 1%%'",
            "  scaler4j tune orders.yaml --traffic week.csv --service-time 100ms --ready-after 20s"
                    + " --objective 'wait p99 <= 2s' --write tuned.yaml"
        })
final class TuneCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final PolicyFile file = new PolicyFile();

    @Mixin
    private final TrafficOptions traffic = new TrafficOptions();

    @Option(
            names = "--objective",
            required = true,
            paramLabel = "OBJECTIVE",
            description = "What must be met: 'wait p99 <= 2s' or 'wait mean <= 250ms' with --service-time, 'time under"
                    + " <= 1%%' or 'under <= 1%%' of replicas that are missing.")
    private String objective = "";

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "400",
            description = "How many policies are tried. Default: 400.")
    private int candidates = 400;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many are simulated at a time; the result is the same. Default: the processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What standard output gets: text, json, or yaml with the tuned object alone. Default: text.")
    private String format = "text";

    @Option(names = "--write", paramLabel = "FILE", description = "Also writes the tuned object to a file.")
    private @Nullable Path write;

    @Override
    public Integer call() throws IOException {
        Choice.check("--format", format, "text", "json", "yaml");
        Terminal terminal = cli.terminal();
        Objective wanted = traffic.objective(objective);
        traffic.check(file);
        ScaledObjects read = file.read(terminal);
        AutoscalerSpec spec = file.spec(read);
        SearchResult found = search(spec, wanted);
        String yaml = ManifestChange.of(file.object(read), spec)
                .policy(found.policy())
                .metrics(found.metrics())
                .write();
        switch (format) {
            case "yaml" -> terminal.out().print(yaml);
            case "json" -> terminal.out().println(PlainJson.line(map(found, wanted, yaml)));
            default -> new TuneText(wanted, terminal.columns(), terminal.out()).print(found, yaml);
        }
        if (write != null) {
            Files.writeString(write, yaml);
        }
        return found.heldBack().after().met() ? ExitStatus.FINE : ExitStatus.FOUND;
    }

    private SearchResult search(AutoscalerSpec spec, Objective wanted) {
        Map<String, TrafficSource> sources = traffic.sources(spec, cli.terminal());
        Duration length = traffic.length(sources);
        PolicySearch search = MisuseException.unless(
                () -> PolicySearch.of(spec, traffic.traffic(spec, sources, load -> load), length, wanted)
                        .seed(traffic.seed())
                        .candidates(candidates)
                        .threads(threads)
                        .prepared(simulation -> traffic.prepared(simulation, Specs.minimum(spec))));
        try (var progress = new Progress(cli.terminal(), length)) {
            return search.progress(progress::show).run();
        }
    }

    private static Map<String, Object> map(SearchResult found, Objective wanted, String yaml) {
        var map = new LinkedHashMap<String, Object>();
        map.put("objective", wanted.toString());
        map.put("tried", found.tried());
        map.put("searched", map(found.searched()));
        map.put("heldBack", map(found.heldBack()));
        map.put("changes", found.changes().stream().map(TuneCommand::map).toList());
        map.put(
                "front",
                found.front().stream()
                        .map(candidate -> {
                            var each = new LinkedHashMap<String, Object>(map(candidate.outcome()));
                            each.put("changes", candidate.changes());
                            return each;
                        })
                        .toList());
        map.put("notes", found.notes());
        map.put("yaml", yaml);
        return map;
    }

    private static Map<String, Object> map(SearchResult.Change change) {
        var map = new LinkedHashMap<String, Object>();
        map.put("field", change.field());
        map.put("from", change.from());
        map.put("to", change.to());
        map.put("without", map(change.without()));
        return map;
    }

    private static Map<String, Object> map(SearchResult.Pair pair) {
        var map = new LinkedHashMap<String, Object>();
        map.put("before", map(pair.before()));
        map.put("after", map(pair.after()));
        return map;
    }

    private static Map<String, Object> map(SearchResult.Outcome outcome) {
        var map = new LinkedHashMap<String, Object>();
        map.put("replicaHours", outcome.replicaHours());
        map.put("measured", outcome.measured());
        map.put("met", outcome.met());
        return map;
    }
}
