package io.scaler4j.kubernetes;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One or several kubeconfig files, merged as kubectl does: the first that names a context, cluster or user, or a
 * current context, is the one that counts, files that do not exist are left out, and paths are relative to their own
 * file.
 */
final class KubeconfigFiles {

    private final Problems problems;
    private final String names;
    private final Map<String, Map<String, Entry>> entries = new HashMap<>();
    private String currentContext = "";
    private int found;

    /**
     * A named cluster, user or context.
     *
     * @param fields what it is
     * @param file where that stands
     */
    record Entry(Map<?, ?> fields, Path file) {
        /** The fields may be secrets. */
        @Override
        public String toString() {
            return "an entry of " + file;
        }
    }

    private KubeconfigFiles(List<Path> files, Problems problems) {
        this.problems = problems;
        this.names = files.stream().map(KubeconfigFiles::shown).collect(Collectors.joining(", "));
    }

    /** Without what stands before an {@code @}: where no such file exists, it may be an address with a password. */
    private static String shown(Path file) {
        String name = file.toString();
        return name.indexOf('@') < 0 || Files.exists(file) ? name : Masking.url(name);
    }

    /** Empty, and problems, if a file cannot be used or none is there. */
    static Optional<KubeconfigFiles> read(Path given, Problems problems) {
        List<Path> files = files(given);
        var merged = new KubeconfigFiles(files, problems);
        int before = problems.sentences().size();
        files.forEach(merged::add);
        if (problems.sentences().size() == before && merged.found == 0) {
            problems.add("kubeconfig " + merged.names + " cannot be read (NoSuchFileException); check the path");
        }
        return problems.sentences().size() == before ? Optional.of(merged) : Optional.empty();
    }

    /** One file, or a list of them as the variable KUBECONFIG has it. */
    private static List<Path> files(Path given) {
        return Files.exists(given)
                ? List.of(given.toAbsolutePath())
                : Arrays.stream(given.toString().split(File.pathSeparator))
                        .filter(each -> !each.isBlank())
                        .map(each -> Path.of(each).toAbsolutePath())
                        .toList();
    }

    String currentContext() {
        return currentContext;
    }

    /** All of them, for sentences. */
    @Override
    public String toString() {
        return names;
    }

    Optional<Entry> find(String kind, String name) {
        return Optional.ofNullable(entries.getOrDefault(kind, Map.of()).get(name));
    }

    private void add(Path file) {
        Object root = parsed(file);
        if (root instanceof Map<?, ?> map) {
            found++;
            addAll("context", map.get("contexts"), file);
            addAll("cluster", map.get("clusters"), file);
            addAll("user", map.get("users"), file);
            if (currentContext.isEmpty() && map.get("current-context") != null) {
                currentContext = map.get("current-context").toString();
            }
        } else if (root != null) {
            problems.add("kubeconfig " + file + " is no kubeconfig file: its top must be a map");
        }
    }

    /** One without any field is there, too: a user without credentials. */
    private void addAll(String kind, @Nullable Object list, Path file) {
        if (list instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> named && named.get("name") != null) {
                    Object fields = named.get(kind);
                    entries.computeIfAbsent(kind, any -> new HashMap<>())
                            .putIfAbsent(
                                    named.get("name").toString(),
                                    new Entry(fields instanceof Map<?, ?> map ? map : Map.of(), file));
                }
            }
        }
    }

    /** Null if there is no such file, or after a problem; an empty file is an empty map. */
    private @Nullable Object parsed(Path file) {
        try {
            Object root = new Load(LoadSettings.builder().build()).loadFromString(TextFile.read(file));
            return root == null ? Map.of() : root;
        } catch (NoSuchFileException e) {
            return null;
        } catch (TextFile.NotText e) {
            problems.add("kubeconfig " + e.getMessage());
        } catch (IOException e) {
            problems.add(
                    "kubeconfig " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (YamlEngineException e) { // its text may quote a secret
            problems.add("kubeconfig " + file + " cannot be read as YAML: " + reason(e));
        }
        return null;
    }

    private static String reason(YamlEngineException thrown) {
        if (thrown instanceof ReaderException reader) {
            return "it has the character U+%04X, which YAML does not allow; ".formatted(reader.getCodePoint())
                    + (reader.getCodePoint() == 0 ? "it may be UTF-16, so save it as UTF-8" : "take it out");
        }
        return thrown instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark()
                        .map(mark -> "see line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1)
                                + (isTab(mark.getBuffer(), mark.getPointer())
                                        ? ", where a tab stands; indent by blanks"
                                        : ""))
                        .orElse("check its form")
                : "check its form";
    }

    private static boolean isTab(int[] codePoints, int at) {
        return at >= 0 && at < codePoints.length && codePoints[at] == '\t';
    }
}
