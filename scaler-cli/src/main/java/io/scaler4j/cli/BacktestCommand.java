package io.scaler4j.cli;

import io.scaler4j.cli.text.BacktestText;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.simulation.CpuLoad;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Trace;
import io.scaler4j.simulation.Traffic;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code backtest}: what a policy would have done. */
@Command(
        name = "backtest",
        description =
                "Runs a policy over what its triggers read in the past, as a Prometheus recorded it. Where nothing"
                        + " was recorded, a read fails; it is never 0. Triggers of type prometheus have their own query.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j backtest orders.yaml --prometheus http://localhost:9090 --since 7d",
            "  scaler4j backtest orders.yaml --prometheus http://localhost:9090 --since 1d"
                    + " --query 'lag=sum(kafka_consumergroup_lag)'"
                    + " --replicas-query 'kube_deployment_status_replicas{deployment=\"orders\"}'"
        })
final class BacktestCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final PolicyFile file = new PolicyFile();

    @Mixin
    private final HistoryClient client = new HistoryClient();

    @Option(names = "--since", paramLabel = "TIME", defaultValue = "1d", description = "How far back. Default: 1d.")
    private Duration since = Duration.ofDays(1);

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "The end, as in 2026-01-12T00:00:00Z. Default: now.")
    private @Nullable Instant until;

    @Option(
            names = {"-q", "--query"},
            paramLabel = "TRIGGER=PROMQL",
            description = "What a trigger of another type reads; of a utilization the cores that all replicas use.")
    private Map<String, String> queries = new LinkedHashMap<>();

    @Option(
            names = "--replicas-query",
            paramLabel = "PROMQL",
            defaultValue = "",
            description = "The replicas that there were: they are set beside the run, which begins with their count.")
    private String replicasQuery = "";

    @Option(
            names = "--cpu-request",
            paramLabel = "MILLI",
            defaultValue = "1000",
            description = "What a replica requests, in thousandths of a core, for a utilization. Default: 1000.")
    private long cpuRequest = 1000;

    @Mixin
    private final RunOutput output = new RunOutput();

    @Override
    public Integer call() {
        output.check();
        client.checkedServer();
        Terminal terminal = cli.terminal();
        ScaledObjects read = file.read(terminal);
        AutoscalerSpec spec = file.spec(read);
        Map<String, String> asked = queries(file.object(read), spec);
        Instant to = (until == null ? InstantSource.system().instant() : until).truncatedTo(ChronoUnit.SECONDS);
        Instant from = to.minus(since);
        Map<String, Traffic> traffic;
        @Nullable Trace recorded;
        try (var progress = new Progress(terminal, since)) {
            traffic = traffic(spec, asked, from, to, progress);
            recorded = replicasQuery.isEmpty()
                    ? null
                    : client.fetch("the replicas", replicasQuery, from, to, spec.interval(), progress::show);
        }
        Run run = Simulation.of(spec, traffic)
                .beginning(from)
                .startingAt(start(spec, recorded))
                .lasting(since);
        output.print(terminal, spec.name(), run, () -> scores(run), () -> printBeside(run, recorded));
        if (recorded == null) {
            output.writeReport(terminal, spec.name(), run);
        } else {
            output.writeReport(terminal, spec.name(), run, recorded);
        }
        return ExitStatus.FINE;
    }

    /** Of triggers of type prometheus their own, unless another is given. */
    private Map<String, String> queries(Manifest object, AutoscalerSpec spec) {
        List<TriggerPlan> plans = spec.triggers();
        var all = new LinkedHashMap<String, String>();
        for (int i = 0; i < plans.size(); i++) {
            String name = plans.get(i).metric().trigger();
            String own =
                    object instanceof ScaledObject keda ? query(keda.triggers().get(i)) : "";
            String query = queries.getOrDefault(name, own);
            if (query.isEmpty()) {
                throw new MisuseException("--query is missing for the trigger " + name + "; give --query '" + name
                        + "=PROMQL', what it would have read");
            }
            all.put(name, query);
        }
        queries.keySet().stream()
                .filter(name -> !all.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new MisuseException("--query names the trigger '" + name
                            + "', which is not there; the triggers are " + String.join(", ", all.keySet()));
                });
        return all;
    }

    private static String query(TriggerManifest trigger) {
        return trigger.type().equals("prometheus") ? trigger.metadata().getOrDefault("query", "") : "";
    }

    private Map<String, Traffic> traffic(
            AutoscalerSpec spec, Map<String, String> asked, Instant from, Instant to, Progress progress) {
        var traffic = new LinkedHashMap<String, Traffic>();
        for (TriggerPlan plan : spec.triggers()) {
            MetricSpec metric = plan.metric();
            Trace trace = client.fetch(
                    "trigger " + metric.trigger(),
                    asked.getOrDefault(metric.trigger(), ""),
                    from,
                    to,
                    spec.interval(),
                    progress::show);
            traffic.put(
                    metric.trigger(),
                    metric.target() instanceof MetricTarget.Utilization
                            ? MisuseException.unless(() -> CpuLoad.cores(trace).requestMilli(cpuRequest))
                            : trace);
        }
        return traffic;
    }

    /** The first count that was recorded, or the minimum. */
    private static int start(AutoscalerSpec spec, @Nullable Trace recorded) {
        int minimum = Specs.minimum(spec);
        return recorded == null
                ? minimum
                : recorded.points().stream()
                        .flatMapToDouble(point -> point.value().stream())
                        .mapToInt(count -> (int) Math.max(0, Math.round(count)))
                        .findFirst()
                        .orElse(minimum);
    }

    private static Map<String, Scores> scores(Run run) {
        var scores = new LinkedHashMap<String, Scores>();
        scores.put("this policy", Scores.of(run));
        scores.putAll(Scores.baselines(run));
        return scores;
    }

    private void printBeside(Run run, @Nullable Trace recorded) {
        Terminal terminal = cli.terminal();
        if (recorded != null) {
            BacktestText.print(run, recorded, terminal.columns(), terminal.out());
        }
    }
}
