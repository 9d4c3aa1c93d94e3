package io.scaler4j.scaledobject;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Finding.Severity;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From documents to objects, findings and autoscalers. */
final class Conversion {

    private final ReaderSettings settings;
    private final List<Fields> documents;
    private final List<Finding> problems;

    private Conversion(List<YamlFile> files, ReaderSettings settings) {
        this.settings = settings;
        documents = files.stream()
                .flatMap(file -> file.documents().stream())
                .filter(Node.Mapping.class::isInstance)
                .map(document -> new Fields((Node.Mapping) document))
                .toList();
        problems = files.stream()
                .flatMap(file -> file.problems().stream())
                .map(Conversion::finding)
                .toList();
    }

    static ScaledObjects of(String subject, List<YamlFile> files, ReaderSettings settings) {
        return new Conversion(files, settings).result(subject);
    }

    private static Finding finding(YamlProblem problem) {
        return new Finding("yaml", Severity.INVALID, "", problem.position(), problem.sentence(), "correct the text");
    }

    private ScaledObjects result(String subject) {
        List<Manifest> manifests = new ArrayList<>();
        List<Converted> converted = new ArrayList<>();
        TriggerPlanner planner = planner();
        for (Fields document : documents) {
            String kind = document.text("kind").orElse("");
            if (kind.equals("ScaledObject")) {
                manifests.add(new ScaledObject(document.source()));
                converted.add(convert(document, planner));
            } else if (kind.equals("HorizontalPodAutoscaler")) {
                converted.add(convert(document, planner));
            }
        }
        List<Finding> all =
                Stream.concat(problems.stream(), unusedBindings(planner)).toList();
        return new ScaledObjects(subject, manifests, all, converted, settings.strict());
    }

    private static Stream<Finding> unusedBindings(TriggerPlanner planner) {
        return planner.unusedBindings().stream()
                .map(name -> new Finding(
                        "binding",
                        Severity.NOT_RUNNABLE,
                        "",
                        new Position("", 1, 1),
                        "bind(..) names the trigger \"" + name + "\", and there is none of this name",
                        "use one of " + planner.triggerNames()));
    }

    private TriggerPlanner planner() {
        SecretSource secrets = settings.secrets().or(SecretObjects.among(documents));
        return new TriggerPlanner(
                settings,
                new Authentications(documents, secrets, settings.namespace()),
                secrets,
                new PodSelectors(documents, settings.namespace()));
    }

    private Converted convert(Fields document, TriggerPlanner planner) {
        String kind = document.text("kind").orElse("");
        String name = document.text("metadata", "name").orElse("");
        String namespace = document.text("metadata", "namespace").orElse(settings.namespace());
        var findings = new Findings(kind + " " + name);
        Optional<AutoscalerSpec> spec = kind.equals("ScaledObject")
                ? new ScaledObjectConversion(new ScaledObject(document.source()), namespace, findings).convert(planner)
                : new HpaConversion(document, namespace, findings).convert(planner);
        return new Converted(kind + " " + name, name, namespace, findings.list(), spec);
    }
}
