package io.scaler4j.cli;

import io.scaler4j.simulation.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Traffic out of a Prometheus, in place of a file. */
final class HistoryTraffic {

    @Mixin
    private final HistoryClient client = new HistoryClient();

    @Option(
            names = {"-q", "--query"},
            paramLabel = "[TRIGGER=]PROMQL",
            description =
                    "With --prometheus: traffic is what this query was. TRIGGER= may be left out if there is one.")
    private List<String> queries = List.of();

    @Option(names = "--range", paramLabel = "TIME", description = "How far back --query goes. Default: 1d.")
    private @Nullable Duration range;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "Where --query ends, as in 2026-01-12T00:00:00Z. Default: now.")
    private @Nullable Instant until;

    /** Fixed for all queries of a command. */
    private @Nullable Instant end;

    List<String> queries() {
        return queries;
    }

    /** Before anything is read. */
    void check() {
        if (!queries.isEmpty()) {
            client.checkedServer();
        } else if (client.isSet() || range != null || until != null) {
            throw new MisuseException("--query is missing; --prometheus, --range and --until say where to ask for it");
        }
        if (range != null && range.isZero()) {
            throw new MisuseException("--range must be more than 0s");
        }
    }

    /** When a run over this traffic begins, for calendars. */
    Optional<Instant> beginning() {
        return queries.isEmpty() ? Optional.empty() : Optional.of(from());
    }

    private Instant from() {
        return to().minus(range == null ? Duration.ofDays(1) : range);
    }

    private Instant to() {
        if (end == null) {
            end = (until == null ? InstantSource.system().instant() : until).truncatedTo(ChronoUnit.SECONDS);
        }
        return end;
    }

    Trace fetch(String trigger, String query, Duration step, Terminal terminal) {
        try (var progress = new Progress(terminal, Duration.ofDays(1))) {
            return client.fetch("trigger " + trigger, query, from(), to(), step, progress::show);
        }
    }
}
