package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which rules a file ignores where: by an annotation for an object, by a comment for a line and the one below. */
final class LintIgnores {

    static final String ANNOTATION = "scaler4j.io/lint-ignore";
    private static final String MARK = "scaler4j: ignore";
    private static final Pattern COMMENT = Pattern.compile("#\\s*" + MARK + "\\s+([\\w, -]+)");
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private record Line(String file, int number) {}

    private final Map<Line, Set<String>> byLine = new HashMap<>();

    LintIgnores(Map<String, String> texts) {
        texts.forEach((file, text) -> {
            if (text.contains(MARK)) {
                read(file, text);
            }
        });
    }

    private void read(String file, String text) {
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            Matcher comment = COMMENT.matcher(line);
            if (comment.find()) {
                Set<String> rules = names(comment.group(1));
                add(new Line(file, number), rules);
                if (line.stripLeading().startsWith("#")) {
                    add(new Line(file, number + 1), rules);
                }
            }
        }
    }

    /** Beside what the line above has said of this one. */
    private void add(Line line, Set<String> rules) {
        byLine.computeIfAbsent(line, none -> new HashSet<>()).addAll(rules);
    }

    boolean ignores(LintRule rule, Manifest object, Position at) {
        Set<String> onLine = byLine.isEmpty() ? null : byLine.get(new Line(at.file(), at.line()));
        return (onLine != null && onLine.contains(rule.id()))
                || names(object.annotations().getOrDefault(ANNOTATION, "")).contains(rule.id());
    }

    static Set<String> names(String text) {
        return text.isEmpty() ? Set.of() : Set.copyOf(List.of(SEPARATOR.split(text.strip())));
    }
}
