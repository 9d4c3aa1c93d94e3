package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.spi.ScalerCatalog;
import java.util.List;

/** Lints texts with the types of this project. */
abstract class LintFixture {

    static final Lint LINT = lint();

    private static Lint lint() {
        try (var catalog = ScalerCatalog.load()) {
            return new Lint(catalog.providers());
        }
    }

    static List<Finding> lint(String text) {
        return lint(text, LintFacts.none());
    }

    static List<Finding> lint(String text, LintFacts facts) {
        return LINT.check(
                Manifests.of(YamlReader.read(text, "a.yaml").documents()).manifests(), facts.text("a.yaml", text));
    }

    static List<String> rules(String text) {
        return lint(text).stream().map(Finding::rule).toList();
    }
}
