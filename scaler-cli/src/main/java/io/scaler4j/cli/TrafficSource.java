package io.scaler4j.cli;

import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Trace;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Traffic as an argument names it: a file, an example, or a shape with its numbers.
 *
 * @param load what comes
 * @param length how long it lasts; empty for a shape, which goes on for ever
 */
record TrafficSource(Load load, Optional<Duration> length) {

    static final String FORMS = "a file (.csv or .json of Prometheus), - for CSV on standard input, example:NAME, or a"
            + " shape: constant:VALUE, ramp:FROM,TO,TIME, sine:MEAN,AMPLITUDE,PERIOD, diurnal:LOW,HIGH[,WEEKEND],"
            + " bursts:BASE,BURST,EVERY,LASTING, flash-crowd:BASE,PEAK,RISE,HALFLIFE";

    private static final Set<String> EXAMPLES = Set.of("office-day", "flash-crowd", "nightly-batch", "partial-outage");

    /** @param every the means of such intervals stand for a file that is too long for memory */
    static TrafficSource of(String text, Duration every, Terminal terminal) {
        if (text.equals(ManifestInput.STANDARD_INPUT)) {
            return of(Trace.fromCsv(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8), every));
        }
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        List<String> numbers = List.of(text.substring(colon + 1).split(",", -1));
        return switch (kind) {
            case "example" -> example(text.substring(colon + 1));
            case "constant", "ramp", "sine", "diurnal", "bursts", "flash-crowd" ->
                new TrafficSource(MisuseException.unless(() -> new Shape(text, numbers).load(kind)), Optional.empty());
            default ->
                of(text.endsWith(".json") ? Trace.fromPrometheus(Path.of(text)) : Trace.fromCsv(Path.of(text), every));
        };
    }

    /** As long as the trace. */
    static TrafficSource of(Trace trace) {
        return new TrafficSource(trace, Optional.of(trace.length()));
    }

    private static TrafficSource example(String name) {
        if (!EXAMPLES.contains(name)) {
            throw new MisuseException("there is no example of traffic '" + name + "'; there are "
                    + String.join(", ", EXAMPLES.stream().sorted().toList()));
        }
        return of(Trace.example(name));
    }

    /** The numbers of a shape, each asked for once. */
    private record Shape(String text, List<String> numbers) {

        Load load(String kind) {
            return switch (kind) {
                case "constant" -> sized(1, Load.constant(number(0)));
                case "ramp" -> sized(3, Load.ramp(number(0), number(1), time(2)));
                case "sine" -> sized(3, Load.sine(number(0), number(1), time(2)));
                case "diurnal" ->
                    sized(Math.max(2, Math.min(3, numbers.size())), Load.diurnal(number(0), number(1), weekend()));
                case "bursts" -> sized(4, Load.bursts(number(0), number(1), time(2), time(3)));
                default -> sized(4, Load.flashCrowd(number(0), number(1), time(2), time(3)));
            };
        }

        private double weekend() {
            return numbers.size() < 3 ? 1 : number(2);
        }

        private Load sized(int wanted, Load load) {
            if (numbers.size() != wanted) {
                throw wrong("has " + numbers.size() + " numbers and needs " + wanted);
            }
            return load;
        }

        private String part(int index) {
            if (index >= numbers.size()) {
                throw wrong("has too few numbers");
            }
            return numbers.get(index);
        }

        private double number(int index) {
            try {
                double number = Double.parseDouble(part(index));
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw wrong("has '" + part(index) + "' where a number belongs");
            }
            throw wrong("has '" + part(index) + "' where a finite number belongs");
        }

        private Duration time(int index) {
            return Durations.parse(part(index));
        }

        private MisuseException wrong(String problem) {
            return new MisuseException("the traffic '" + text + "' " + problem + "; traffic is " + FORMS);
        }
    }
}
