package io.scaler4j.cli;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.exporter.MetricsEndpoint;
import io.scaler4j.exporter.PrometheusMetrics;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerRegistryBuilder;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.AutoscalerSpecBuilder;
import io.scaler4j.registry.FolderStateStore;
import io.scaler4j.registry.StateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code run}: an autoscaler for an object, against real sources. */
@Command(
        name = "run",
        description =
                "Runs the autoscaler of an object against its real sources, and prints each turn, until the process"
                        + " is told to stop.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j run orders.yaml --target none",
            "  scaler4j run orders.yaml --environment --target exec:'docker compose up -d --scale worker={replicas}'"
                    + " --state states --metrics 9400 --pause-file pause"
        })
final class RunCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final PolicyFile file = new PolicyFile();

    @Option(
            names = "--target",
            required = true,
            paramLabel = "TARGET",
            description = "What is scaled: " + ReplicaTarget.FORMS
                    + " for a dry run. A URL answers GET with the count and takes it by PUT.")
    private String target = "";

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Replicas that there are at the start, for exec: and none. Default: the minimum.")
    private @Nullable Integer replicas;

    @Option(names = "--state", paramLabel = "FOLDER", description = "Keeps the state over a restart.")
    private @Nullable Path state;

    @Option(names = "--metrics", paramLabel = "PORT", description = "Serves /metrics for Prometheus, to this machine.")
    private @Nullable Integer metrics;

    @Option(
            names = "--pause-file",
            paramLabel = "FILE",
            description = "The count stays as it is while this file exists.")
    private @Nullable Path pauseFile;

    @Option(names = "--interval", paramLabel = "TIME", description = "From turn to turn. Default: 15s, as the HPA.")
    private @Nullable Duration interval;

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "0",
            description = "Ends after so many. Default: never.")
    private int turns;

    @Override
    public Integer call() {
        AutoscalerSpec read = file.strictSpec(cli.terminal());
        int start = replicas == null ? Specs.minimum(read) : replicas;
        if (start < 0 || turns < 0) {
            throw new MisuseException("--replicas and --turns must be at least 0, were " + start + " and " + turns);
        }
        var scaled = ReplicaTarget.of(target, start);
        boolean paused = isPauseWanted();
        AutoscalerSpec spec = MisuseException.unless(() -> adapted(read, paused));
        var collectors = new CollectorRegistry();
        try (var ending = Ending.onSignals();
                var exported = PrometheusMetrics.register(collectors);
                @Nullable
                        MetricsEndpoint endpoint = metrics == null ? null : MetricsEndpoint.open(collectors, metrics);
                StateStore store = state == null ? StateStore.inMemory() : FolderStateStore.open(state);
                AutoscalerRegistry registry = builder(store, exported, ending).build()) {
            registry.apply(spec, scaled);
            watch(registry, spec.name(), paused, ending);
        }
        return ExitStatus.FINE;
    }

    private AutoscalerRegistryBuilder builder(StateStore store, AutoscalerObserver exported, Ending ending) {
        return AutoscalerRegistry.builder()
                .stateStore(store)
                .observer(exported)
                .observer(new Printer(cli.terminal(), turns, ending));
    }

    /** A change of {@code none} is told and not made. A pause counts from the first turn. */
    private AutoscalerSpec adapted(AutoscalerSpec spec, boolean paused) {
        AutoscalerSpecBuilder copy = AutoscalerSpec.builder(spec.name())
                .policy(spec.policy())
                .interval(interval == null ? spec.interval() : interval)
                .idleInterval(interval == null ? spec.idleInterval() : interval)
                .control(paused ? spec.control().pause() : spec.control());
        spec.triggers().forEach(copy::trigger);
        spec.schedules().forEach(copy::schedule);
        spec.targetRef().ifPresent(ref -> copy.targetRef(spec.namespace(), ref));
        return (target.equals("none") ? copy.dryRun() : copy).build();
    }

    /** Prints turns, and tells when there were enough. */
    private record Printer(Terminal terminal, int turns, Ending ending, AtomicInteger made)
            implements AutoscalerObserver {

        Printer(Terminal terminal, int turns, Ending ending) {
            this(terminal, turns, ending, new AtomicInteger());
        }

        @Override
        public void turnEnded(Turn turn) {
            terminal.out().println(turn);
            terminal.out().flush();
            if (turn.outcome() instanceof Turn.NotWritten refused) {
                refused.problem().ifPresent(problem -> terminal.err().println("not scaled: " + problem.getMessage()));
            } else if (turn.outcome() instanceof Turn.NoDecision none) {
                terminal.err().println("no decision: " + none);
            }
            if (made.incrementAndGet() == turns) {
                ending.stop();
            }
        }
    }

    private boolean isPauseWanted() {
        boolean wanted = pauseFile != null && Files.exists(pauseFile);
        if (wanted) {
            cli.terminal().err().println("paused by " + pauseFile);
        }
        return wanted;
    }

    private void watch(AutoscalerRegistry registry, String name, boolean pausedAtFirst, Ending ending) {
        boolean paused = pausedAtFirst;
        while (!ending.await(LOOK)) {
            boolean wanted = pauseFile != null && Files.exists(pauseFile);
            if (wanted != paused && registry.autoscaler(name).isPresent()) {
                var autoscaler = registry.autoscaler(name).orElseThrow();
                if (wanted) {
                    autoscaler.pause();
                } else {
                    autoscaler.resume();
                }
                cli.terminal().err().println(wanted ? "paused by " + pauseFile : "goes on");
                paused = wanted;
            }
        }
    }
}
