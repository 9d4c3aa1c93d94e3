package io.scaler4j.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Traces from files and resources, which they are named after when something is wrong with them. */
final class TraceFiles {

    static final List<String> EXAMPLES = List.of("office-day", "flash-crowd", "nightly-batch", "partial-outage");

    private TraceFiles() {}

    static Trace csv(Path file, TraceSink sink) {
        try (InputStream in = Files.newInputStream(file)) {
            return csv(name(file), in, sink);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static Trace prometheus(Path file, Map<String, String> labels) {
        try (InputStream in = Files.newInputStream(file)) {
            return PrometheusRange.read(name(file), in, labels);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static Trace resource(Class<?> beside, String name) {
        if (!name.endsWith(".csv") && !name.endsWith(".json")) {
            throw new IllegalArgumentException(
                    "a trace is a resource that ends with .csv or .json, was \"" + name + "\"");
        }
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource \"" + name + "\" beside " + beside.getName()
                        + "; without a / at its beginning the name counts from the package of the class");
            }
            return name.endsWith(".csv")
                    ? csv(name, in, TraceSink.keepingAll())
                    : PrometheusRange.read(name, in, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " cannot be read: " + e, e);
        }
    }

    static Trace example(String name) {
        if (!EXAMPLES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no example \"" + name + "\"; there are " + String.join(", ", EXAMPLES));
        }
        return resource(TraceFiles.class, "traces/" + name + ".csv");
    }

    static Trace csv(Reader lines, TraceSink sink) {
        try {
            return TraceCsv.read("the CSV", lines, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("the trace cannot be read: " + e.getMessage(), e);
        }
    }

    private static Trace csv(String name, InputStream in, TraceSink sink) throws IOException {
        return TraceCsv.read(name, new InputStreamReader(in, UTF_8), sink);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        return new UncheckedIOException("the trace " + file + " cannot be read: " + e, e);
    }
}
