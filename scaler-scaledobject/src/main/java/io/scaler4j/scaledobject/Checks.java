package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Lint;
import io.scaler4j.scaledobject.check.LintFacts;
import io.scaler4j.scaledobject.check.Validation;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.spi.ScalerCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** What a cluster refuses and what people do not mean, by the object that it is about. */
final class Checks {

    private final IdentityHashMap<Manifest, List<Finding>> byObject = new IdentityHashMap<>();
    private final List<Finding> others = new ArrayList<>();

    private Checks() {}

    static Checks of(Manifests read, List<ManifestFile> files, ScalerCatalog catalog) {
        var checks = new Checks();
        Validation.of(read, catalog.types()).forEach(finding -> checks.add(finding, read));
        LintFacts facts = LintFacts.none();
        for (ManifestFile file : files) {
            facts = facts.text(file.name(), file.text());
        }
        new Lint(catalog.providers()).check(read.manifests(), facts).forEach(finding -> checks.add(finding, read));
        return checks;
    }

    private void add(Finding finding, Manifests read) {
        Optional<Manifest> owner = read.manifests().stream()
                .filter(manifest ->
                        begins(manifest).file().equals(finding.position().file()))
                .filter(manifest -> begins(manifest).compareTo(finding.position()) <= 0)
                .max(Comparator.comparing(Checks::begins));
        if (owner.isPresent() && scales(owner.get())) {
            byObject.computeIfAbsent(owner.get(), none -> new ArrayList<>()).add(finding);
        } else {
            others.add(finding);
        }
    }

    private static Position begins(Manifest manifest) {
        return manifest.source().position();
    }

    private static boolean scales(Manifest manifest) {
        return manifest instanceof ScaledObject || manifest instanceof HorizontalPodAutoscaler;
    }

    List<Finding> of(Manifest manifest) {
        return byObject.getOrDefault(manifest, List.of());
    }

    /** Of objects that are no autoscalers, and of what is no object. */
    List<Finding> ofOthers() {
        return others;
    }
}
