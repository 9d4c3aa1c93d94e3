package io.scaler4j.scaledobject;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Finding.Severity;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one object. Not thread-safe. */
final class Findings {

    private final String object;
    private final List<Finding> found = new ArrayList<>();
    private final Set<Position> reported = new HashSet<>();

    /**
     * Starts without any.
     *
     * @param object kind and name
     */
    Findings(String object) {
        this(object, List.of());
    }

    /**
     * Starts with what is known already, and keeps it from being said twice.
     *
     * @param object kind and name
     * @param known of this object
     */
    Findings(String object, List<Finding> known) {
        this.object = object;
        found.addAll(known);
        known.stream()
                .filter(finding -> finding.severity() == Severity.INVALID)
                .forEach(finding -> reported.add(finding.position()));
    }

    void add(ReadingRule rule, Position position, String sentence, String wayOut) {
        if (rule.severity() != Severity.INVALID || !reported.contains(position)) {
            found.add(new Finding(
                    rule.id(),
                    rule.severity(),
                    object,
                    position,
                    Masking.sentence(sentence),
                    Masking.sentence(wayOut)));
        }
    }

    void addAll(List<Finding> findings) {
        found.addAll(findings);
    }

    /** A sentence of the library: what stands behind its first semicolon is the way out. */
    void add(ReadingRule rule, Position position, String sentence) {
        int end = sentence.indexOf("; ");
        add(
                rule,
                position,
                end < 0 ? sentence : sentence.substring(0, end),
                end < 0 ? "correct it" : sentence.substring(end + 2));
    }

    /** Runs what refuses bad values itself; null, and findings, if it does. */
    <T> @Nullable T attempt(ReadingRule rule, Position position, Supplier<T> part) {
        try {
            return part.get();
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(sentence -> add(rule, position, sentence));
        } catch (IllegalArgumentException e) {
            add(rule, position, String.valueOf(e.getMessage()));
        }
        return null;
    }

    String object() {
        return object;
    }

    /** Why a thing cannot be opened: what was found since a mark. */
    List<String> reasonsSince(int mark) {
        return found.subList(mark, found.size()).stream()
                .filter(finding -> finding.severity() != Severity.LINT)
                .map(Finding::toString)
                .toList();
    }

    int mark() {
        return found.size();
    }

    boolean hasInvalid() {
        return found.stream().anyMatch(finding -> finding.severity() == Severity.INVALID);
    }

    /** Without what the lint says of a place that is refused. */
    List<Finding> list() {
        Set<Position> refused = found.stream()
                .filter(finding -> finding.severity() == Severity.INVALID)
                .map(Finding::position)
                .collect(Collectors.toSet());
        return found.stream()
                .filter(finding -> finding.severity() != Severity.LINT || !refused.contains(finding.position()))
                .toList();
    }
}
