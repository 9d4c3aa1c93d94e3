package io.scaler4j.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file of cases.
 *
 * @param name the file's name
 * @param suite its {@code suite}; without one, the file's name without ending
 * @param damage what keeps it from being read, or empty
 */
record VectorFile(String name, String suite, List<Case> cases, String damage) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The vectors of this kit. */
    static List<VectorFile> builtIn() {
        return in(builtInFolder());
    }

    static Path builtInFolder() {
        try {
            URI folder = Objects.requireNonNull(VectorFile.class.getResource("vectors"), "the kit has no vectors")
                    .toURI();
            return Path.of(folder);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The vector files of a folder, by name. */
    static List<VectorFile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(VectorFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VectorFile read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return of(name, Files.readString(file));
        } catch (IOException e) {
            return damaged(name, "cannot be read: " + e);
        }
    }

    static VectorFile of(String name, String text) {
        try {
            return of(name, JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return damaged(name, "is not JSON: " + e.getOriginalMessage());
        }
    }

    private static VectorFile of(String name, JsonNode root) {
        if (!root.path("cases").isArray()) {
            return damaged(name, "has no list of cases");
        }
        var cases = new ArrayList<Case>();
        root.path("cases").forEach(node -> cases.add(Case.of(cases.size() + 1, node)));
        return new VectorFile(name, root.path("suite").asText(stem(name)), List.copyOf(cases), "");
    }

    private static VectorFile damaged(String name, String damage) {
        return new VectorFile(name, stem(name), List.of(), damage);
    }

    private static String stem(String name) {
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    }

    boolean isOf(List<String> prefixes) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(suite::startsWith);
    }
}
