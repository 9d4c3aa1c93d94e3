package io.scaler4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file of cases that the real HPA controller decided, one JSON line a case, packed by gzip. See
 * {@code vectors/hpa-recorded/README.md} for the fields.
 */
record RecordedFile(Path path) {

    static final String SUITE = "hpa-recorded";

    private static final String ENDING = ".jsonl.gz";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Those of this kit. */
    static List<RecordedFile> builtIn() {
        return in(VectorFile.builtInFolder().resolve(SUITE));
    }

    /** Those of a folder, by name. */
    static List<RecordedFile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(RecordedFile::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOf(List<String> prefixes) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(SUITE::startsWith);
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Decides every case; the answers are those of the code that production runs. */
    Report.Section section() {
        int passed = 0;
        var failures = new ArrayList<String>();
        Map<String, List<String>> onPurpose = new TreeMap<>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode one = JSON.readTree(line);
                String id = one.path("case").path("id").asText("(no id)");
                RecordedRun.Outcome outcome = outcome(one);
                outcome.onPurpose()
                        .forEach(reason -> onPurpose
                                .computeIfAbsent(reason, unused -> new ArrayList<>())
                                .add(id));
                outcome.difference().ifPresent(difference -> failures.add(id + " " + difference));
                passed += outcome.difference().isPresent() ? 0 : 1;
            }
        } catch (IOException e) {
            failures.add(name() + " cannot be read: " + e);
        }
        return new Report.Section(name(), SUITE, passed, Map.of(), failures, Map.of(), onPurpose);
    }

    private static RecordedRun.Outcome outcome(JsonNode line) {
        try {
            return RecordedRun.of(line.path("case"), line.path("hpa"));
        } catch (RuntimeException e) {
            // A case must not keep the others from being looked at.
            return RecordedRun.Outcome.failed("raises " + e);
        }
    }
}
