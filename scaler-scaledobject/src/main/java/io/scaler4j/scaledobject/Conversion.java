package io.scaler4j.scaledobject;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Finding.Severity;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From documents to objects, findings and autoscalers. */
final class Conversion {

    private final ReaderSettings settings;
    private final Manifests read;
    private final TriggerPlanner planner;
    private final List<Finding> problems = new ArrayList<>();

    private Conversion(List<YamlFile> files, ReaderSettings settings) {
        this.settings = settings;
        read = Manifests.of(
                files.stream().flatMap(file -> file.documents().stream()).toList());
        files.stream()
                .flatMap(file -> file.problems().stream())
                .map(Conversion::unreadable)
                .forEach(problems::add);
        read.strays().stream().map(Conversion::stray).forEach(problems::add);
        planner = planner(read.manifests(), settings);
    }

    static ScaledObjects of(String subject, List<YamlFile> files, ReaderSettings settings) {
        return new Conversion(files, settings).result(subject);
    }

    private static Finding unreadable(YamlProblem problem) {
        return invalid("yaml", problem.position(), problem.sentence(), "correct the text");
    }

    private static Finding stray(Node node) {
        return invalid(
                "yaml",
                node.position(),
                "the document is no mapping, so it is no object",
                "begin it with apiVersion and kind");
    }

    private static Finding invalid(String rule, Position position, String sentence, String wayOut) {
        return new Finding(rule, Severity.INVALID, "", position, sentence, wayOut);
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
        planner.unusedBindings().stream().map(this::unused).forEach(problems::add);
        return new ScaledObjects(subject, read.manifests(), problems, converted, settings.strict());
    }

    private Finding unused(String binding) {
        return new Finding(
                "binding",
                Severity.NOT_RUNNABLE,
                "",
                new Position("", 1, 1),
                "bind(..) names the trigger \"" + binding + "\", and there is none of this name",
                "use one of " + planner.triggerNames());
    }

    private Optional<Converted> convert(Manifest manifest) {
        String namespace = manifest.namespace().isEmpty() ? settings.namespace() : manifest.namespace();
        String label = manifest.kind() + " " + manifest.name();
        var findings = new Findings(label);
        if (manifest instanceof ScaledObject object) {
            return converted(
                    manifest,
                    namespace,
                    findings,
                    new ScaledObjectConversion(object, namespace, findings).convert(planner));
        }
        return manifest instanceof HorizontalPodAutoscaler object
                ? converted(
                        manifest, namespace, findings, new HpaConversion(object, namespace, findings).convert(planner))
                : Optional.empty();
    }

    private static Optional<Converted> converted(
            Manifest manifest, String namespace, Findings findings, Optional<AutoscalerSpec> made) {
        return Optional.of(new Converted(findings.object(), manifest.name(), namespace, findings.list(), made));
    }
}
