package io.scaler4j.scaledobject;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From documents to objects, findings and autoscalers. */
final class Conversion {

    private final ReaderSettings settings;
    private final List<String> files;
    private final Manifests read;
    private final Checks checks;
    private final TriggerPlanner planner;
    private final List<Finding> problems = new ArrayList<>();

    private Conversion(List<ManifestFile> files, ReaderSettings settings) {
        this.settings = settings;
        this.files = files.stream().map(ManifestFile::name).toList();
        read = Manifests.of(
                files.stream().flatMap(file -> file.yaml().documents().stream()).toList());
        files.stream()
                .flatMap(file -> file.yaml().problems().stream())
                .map(problem -> finding(ReadingRule.YAML, problem.position(), problem.sentence(), "correct the text"))
                .forEach(problems::add);
        checks = Checks.of(read, files, settings);
        planner = planner(read.manifests(), settings);
    }

    static ScaledObjects of(String subject, List<ManifestFile> files, ReaderSettings settings) {
        return new Conversion(files, settings).result(subject);
    }

    private static TriggerPlanner planner(List<Manifest> manifests, ReaderSettings settings) {
        SecretSource secrets = settings.secrets().or(SecretObjects.among(manifests));
        return new TriggerPlanner(
                settings,
                new Authentications(manifests, secrets, settings.namespace()),
                secrets,
                new PodSelectors(manifests, settings.namespace()));
    }

    private ScaledObjects result(String subject) {
        List<Converted> converted = read.manifests().stream()
                .flatMap(manifest -> convert(manifest).stream())
                .toList();
        problems.addAll(checks.ofOthers());
        planner.unusedBindings().stream().map(this::unused).forEach(problems::add);
        return new ScaledObjects(subject, files, read.manifests(), problems, converted, settings.strict());
    }

    private Finding unused(String binding) {
        return finding(
                ReadingRule.BINDING,
                new Position("", 1, 1),
                "bind(..) names the trigger \"" + binding + "\", and there is none of this name",
                "use one of " + planner.triggerNames());
    }

    /** Of no object. */
    private static Finding finding(ReadingRule rule, Position position, String sentence, String wayOut) {
        return new Finding(rule.id(), rule.severity(), "", position, sentence, wayOut);
    }

    private Optional<Converted> convert(Manifest manifest) {
        String namespace = manifest.namespace().isEmpty() ? settings.namespace() : manifest.namespace();
        var findings = new Findings((manifest.kind() + " " + manifest.name()).strip(), checks.of(manifest));
        Optional<AutoscalerSpec> made;
        if (manifest instanceof ScaledObject object) {
            made = new ScaledObjectConversion(object, namespace, findings).convert(planner);
        } else if (manifest instanceof HorizontalPodAutoscaler object) {
            made = new HpaConversion(object, namespace, findings).convert(planner);
        } else {
            return Optional.empty();
        }
        return Optional.of(new Converted(findings.object(), manifest.name(), namespace, findings.list(), made));
    }
}
