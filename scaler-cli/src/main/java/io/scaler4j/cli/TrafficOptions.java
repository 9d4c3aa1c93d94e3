package io.scaler4j.cli;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.simulation.CpuLoad;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Objective;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Trace;
import io.scaler4j.simulation.Traffic;
import io.scaler4j.simulation.Workload;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What comes in a simulation, and what serves it. */
final class TrafficOptions {

    private static final Duration DEFAULT_LENGTH = Duration.ofDays(1);

    @Option(
            names = {"-t", "--traffic"},
            paramLabel = "[TRIGGER=]TRAFFIC",
            description = "What a trigger reads, or with --service-time messages per second that arrive, or for a"
                    + " utilization the cores that the work needs: " + TrafficSource.FORMS
                    + ". TRIGGER= may be left out if there is one.")
    private List<String> traffic = List.of();

    @Mixin
    private final HistoryTraffic history = new HistoryTraffic();

    @Option(names = "--length", paramLabel = "TIME", description = "How long. Default: the traffic, or 1d for a shape.")
    private @Nullable Duration length;

    @Option(names = "--start", paramLabel = "N", description = "Replicas at the beginning. Default: the minimum.")
    private @Nullable Integer start;

    @Option(
            names = "--beginning",
            paramLabel = "INSTANT",
            description =
                    "When it begins, for calendars, such as 2026-01-05T00:00:00Z, a Monday, which is the default.")
    private @Nullable Instant beginning;

    @Option(
            names = "--service-time",
            paramLabel = "TIME",
            description = "Closes the loop: messages arrive, and a replica takes so long for one. The trigger reads the"
                    + " messages that wait or are worked on.")
    private @Nullable Duration serviceTime;

    @Option(names = "--exponential-service", description = "Service times are random around their mean.")
    private boolean exponentialService;

    @Option(names = "--poisson-arrivals", description = "Messages arrive at random.")
    private boolean poissonArrivals;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what is random. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "No more replicas than this work at a time, as consumers of a topic.")
    private @Nullable Integer partitions;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME[,FACTOR]",
            description = "Replicas are slow for so long after they are ready. Default factor: 3.")
    private @Nullable String warmUp;

    @Option(
            names = "--ready-after",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "How long a new replica takes until it is ready. Default: 0s.")
    private Duration readyAfter = Duration.ZERO;

    @Option(
            names = "--cpu-request",
            paramLabel = "MILLI",
            defaultValue = "1000",
            description = "What a replica requests, in thousandths of a core, for a utilization. Default: 1000.")
    private long cpuRequest = 1000;

    long seed() {
        return seed;
    }

    boolean isClosed() {
        return serviceTime != null;
    }

    /** What {@code --objective} asks for, if this traffic can tell it. */
    Objective objective(String text) {
        Objective wanted = MisuseException.unless(() -> Objective.parse(text));
        if (wanted.needsWorkload() && !isClosed()) {
            throw new MisuseException("--objective '" + wanted
                    + "' needs messages that wait; give --service-time, or the objective 'time under <= 1%'");
        }
        return wanted;
    }

    /** Before anything is read. */
    void check(PolicyFile file) {
        if (traffic.isEmpty() && history.queries().isEmpty()) {
            throw new MisuseException(
                    "--traffic is missing; it is " + TrafficSource.FORMS + "; or give --prometheus and --query");
        }
        history.check();
        long inputs = traffic.stream()
                        .filter(argument -> argument.equals("-") || argument.endsWith("=-"))
                        .count()
                + (file.isStandardInput() ? 1 : 0);
        if (inputs > 1) {
            throw new MisuseException("standard input can be the FILE or the traffic of one trigger, not both");
        }
    }

    /** The sources by trigger; standard input and a Prometheus are read here, so once. */
    Map<String, TrafficSource> sources(AutoscalerSpec spec, Terminal terminal) {
        List<String> names =
                spec.triggers().stream().map(plan -> plan.metric().trigger()).toList();
        var sources = new LinkedHashMap<String, TrafficSource>();
        for (String argument : traffic) {
            Named source = Named.of("--traffic", argument, names);
            put(sources, source.trigger(), TrafficSource.of(source.text(), spec.interval(), terminal));
        }
        for (String argument : history.queries()) {
            Named query = Named.of("--query", argument, names);
            Trace trace = history.fetch(query.trigger(), query.text(), spec.interval(), terminal);
            put(sources, query.trigger(), TrafficSource.of(trace));
        }
        names.stream().filter(name -> !sources.containsKey(name)).findFirst().ifPresent(name -> {
            throw new MisuseException("--traffic is missing for the trigger " + name + "; give --traffic " + name
                    + "=TRAFFIC, where TRAFFIC is " + TrafficSource.FORMS);
        });
        return sources;
    }

    private static void put(Map<String, TrafficSource> sources, String trigger, TrafficSource source) {
        if (sources.put(trigger, source) != null) {
            throw new MisuseException("--traffic is given twice for the trigger " + trigger);
        }
    }

    /** A value with the trigger that it is for. */
    private record Named(String trigger, String text) {

        static Named of(String option, String argument, List<String> names) {
            Optional<String> named = names.stream()
                    .filter(name -> argument.startsWith(name + "="))
                    .findFirst();
            if (named.isEmpty() && names.size() != 1) {
                throw new MisuseException(option + " must say which trigger reads '" + argument + "', as in "
                        + names.get(0) + "=" + argument + "; the triggers are " + String.join(", ", names));
            }
            return named.map(name -> new Named(name, argument.substring(name.length() + 1)))
                    .orElseGet(() -> new Named(names.get(0), argument));
        }
    }

    /** What each trigger gets to see, through a wrapper that sees the time of each read. */
    Map<String, Traffic> traffic(AutoscalerSpec spec, Map<String, TrafficSource> sources, UnaryOperator<Load> wrapper) {
        var all = new LinkedHashMap<String, Traffic>();
        for (TriggerPlan plan : spec.triggers()) {
            MetricSpec metric = plan.metric();
            Load load = wrapper.apply(
                    Objects.requireNonNull(sources.get(metric.trigger())).load());
            all.put(metric.trigger(), MisuseException.unless(() -> traffic(metric.target(), load)));
        }
        return all;
    }

    private Traffic traffic(MetricTarget target, Load load) {
        if (target instanceof MetricTarget.Utilization) {
            return CpuLoad.cores(load).requestMilli(cpuRequest);
        }
        return serviceTime == null ? load : workload(load, serviceTime);
    }

    private Workload workload(Load arrivals, Duration time) {
        Workload workload = Workload.queue(arrivals, time);
        workload = poissonArrivals ? workload.withPoissonArrivals(seed) : workload;
        workload = exponentialService ? workload.withExponentialService(seed + 1) : workload;
        workload = partitions == null ? workload : workload.partitions(partitions);
        return warmUp == null ? workload : warmedUp(workload, warmUp);
    }

    private static Workload warmedUp(Workload workload, String warmUp) {
        String[] parts = warmUp.split(",", -1);
        try {
            double factor = parts.length == 1 ? 3 : Double.parseDouble(parts[1]);
            if (parts.length <= 2) {
                return workload.warmUp(Durations.parse(parts[0]), factor);
            }
        } catch (NumberFormatException e) {
            throw new MisuseException("--warm-up has '" + parts[1] + "' as its factor, which is no number");
        }
        throw new MisuseException("--warm-up must be a time and a factor such as 30s,3, was '" + warmUp + "'");
    }

    /** What was asked for, else the longest traffic. */
    Duration length(Map<String, TrafficSource> sources) {
        if (length != null) {
            if (length.isZero()) {
                throw new MisuseException("--length must be more than 0s");
            }
            return length;
        }
        return sources.values().stream()
                .flatMap(source -> source.length().stream())
                .max(Duration::compareTo)
                .orElse(DEFAULT_LENGTH);
    }

    /** The same for each policy. */
    Simulation prepared(Simulation simulation, int minimum) {
        return MisuseException.unless(() -> {
            simulation.startingAt(start == null ? minimum : start).readyAfter(readyAfter);
            Optional<Instant> begun = Optional.ofNullable(beginning).or(history::beginning);
            return begun.map(simulation::beginning).orElse(simulation);
        });
    }
}
