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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;

/** What a cluster refuses and what people do not mean, by the object that it is about. */
final class Checks {

    private final IdentityHashMap<Manifest, List<Finding>> byObject = new IdentityHashMap<>();
    private final TreeMap<Position, Manifest> byPlace = new TreeMap<>();
    private final List<Finding> others = new ArrayList<>();

    private Checks() {}

    static Checks of(Manifests read, List<ManifestFile> files, ReaderSettings settings) {
        ScalerCatalog catalog = settings.catalog();
        var checks = new Checks();
        read.manifests()
                .forEach(manifest -> checks.byPlace.put(manifest.source().position(), manifest));
        Validation.of(read, catalog.types(), settings.absentFeatures()).forEach(checks::add);
        LintFacts facts = LintFacts.none();
        for (ManifestFile file : files) {
            facts = facts.text(file.name(), file.text());
        }
        new Lint(catalog.providers()).check(read.manifests(), facts).forEach(checks::add);
        return checks;
    }

    /** A finding belongs to the last object of its file that begins before it. */
    private void add(Finding finding) {
        var before = byPlace.floorEntry(finding.position());
        if (before != null && before.getKey().file().equals(finding.position().file()) && scales(before.getValue())) {
            byObject.computeIfAbsent(before.getValue(), none -> new ArrayList<>())
                    .add(finding);
        } else {
            others.add(finding);
        }
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
