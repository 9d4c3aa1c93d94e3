package io.scaler4j.cli;

import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.Objective;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code simulate}: what a policy does under traffic. */
@Command(
        name = "simulate",
        description = "Runs a policy under traffic in virtual time: each change with its reason, and scores beside the"
                + " defaults of an HPA, fixed counts and an oracle that knows the load.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j simulate orders.yaml --traffic example:flash-crowd",
            "  scaler4j simulate orders.yaml --traffic monday.csv --format csv > turns.csv",
            "  scaler4j simulate orders.yaml --prometheus http://localhost:9090 --query 'sum(rate(orders_total[2m]))'"
                    + " --range 7d",
            "  scaler4j simulate orders.yaml --traffic diurnal:2,60 --service-time 100ms --poisson-arrivals"
                    + " --ready-after 20s --objective 'wait p99 <= 2s' --report target/orders"
        })
final class SimulateCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final PolicyFile file = new PolicyFile();

    @Mixin
    private final TrafficOptions traffic = new TrafficOptions();

    @Mixin
    private final RunOutput output = new RunOutput();

    @Option(
            names = "--objective",
            paramLabel = "OBJECTIVE",
            defaultValue = "",
            description = "Ends with status 1 if it is missed: 'wait p99 <= 2s' with --service-time, 'time under <="
                    + " 1%%'.")
    private String objective = "";

    @Override
    public Integer call() {
        Terminal terminal = cli.terminal();
        output.check();
        @Nullable Objective wanted = objective.isEmpty() ? null : traffic.objective(objective);
        traffic.check(file);
        AutoscalerSpec spec = file.spec(terminal);
        Map<String, TrafficSource> sources = traffic.sources(spec, terminal);
        Duration length = traffic.length(sources);
        Run run = watched(spec, sources, length);
        output.print(terminal, spec.name(), run, () -> scores(spec, sources, run), () -> {});
        output.writeReport(terminal, spec.name(), run);
        return wanted == null ? ExitStatus.FINE : judge(wanted, run);
    }

    private Run watched(AutoscalerSpec spec, Map<String, TrafficSource> sources, Duration length) {
        try (var progress = new Progress(cli.terminal(), length)) {
            return run(spec, traffic.traffic(spec, sources, progress::watching), length);
        }
    }

    private Run run(AutoscalerSpec spec, Map<String, Traffic> seen, Duration length) {
        return traffic.prepared(Simulation.of(spec, seen), Specs.minimum(spec)).lasting(length);
    }

    /** In a closed loop the HPA's defaults get a queue of their own. */
    private Map<String, Scores> scores(AutoscalerSpec spec, Map<String, TrafficSource> sources, Run run) {
        var scores = new LinkedHashMap<String, Scores>();
        scores.put("this policy", Scores.of(run));
        scores.putAll(Scores.baselines(run));
        if (traffic.isClosed()) {
            PolicyDetails.of(spec.policy()).ifPresent(details -> {
                ScalingPolicy defaults = ScalingPolicy.builder()
                        .replicas(details.min(), details.max())
                        .build();
                AutoscalerSpec usual = Specs.with(spec, defaults, spec.triggers());
                Run under = run(usual, traffic.traffic(spec, sources, load -> load), run.length());
                scores.put("HPA defaults", Scores.of(under));
            });
        }
        return scores;
    }

    private int judge(Objective wanted, Run run) {
        double measured = wanted.measure(run);
        boolean met = wanted.isMetBy(measured);
        cli.terminal()
                .err()
                .println("objective '" + wanted + "' is " + (met ? "met" : "missed") + ": " + wanted.text(measured));
        return met ? ExitStatus.FINE : ExitStatus.FOUND;
    }
}
