package io.scaler4j.scaledobject.check;

import io.scaler4j.config.Masking;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects findings, without those that a file ignores. Not thread-safe. */
final class LintReport {

    private final LintIgnores ignores;
    private final List<Finding> findings = new ArrayList<>();

    LintReport(LintIgnores ignores) {
        this.ignores = ignores;
    }

    void add(LintRule rule, Manifest object, Position at, String sentence, String wayOut) {
        if (!ignores.ignores(rule, object, at)) {
            String name = (object.kind() + " " + object.name()).strip();
            findings.add(new Finding(
                    rule.id(), Finding.Severity.LINT, name, at, Masking.sentence(sentence), Masking.sentence(wayOut)));
        }
    }

    /** In the order of the files. */
    List<Finding> findings() {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::position).thenComparing(Finding::rule))
                .toList();
    }
}
