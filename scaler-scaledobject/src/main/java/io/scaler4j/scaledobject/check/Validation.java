package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.manifest.OtherManifest;
import io.scaler4j.scaledobject.manifest.ScaledJob;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerAuthentication;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.scaledobject.schema.HpaShapes;
import io.scaler4j.scaledobject.schema.KindSchema;
import io.scaler4j.scaledobject.schema.ShapeCheck;
import io.scaler4j.scaledobject.schema.Violation;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what a cluster refuses: the API server with its schemas, KEDA's webhook, and KEDA's operator as far as it does
 * not depend on the options of a trigger's type. It reports all of it at once.
 */
public final class Validation {

    private final Set<String> ownTypes;
    private final Set<ClusterFeature> absent;
    private final Surroundings surroundings;
    private final List<Finding> findings = new ArrayList<>();

    private Validation(Set<String> ownTypes, Set<ClusterFeature> absent, Surroundings surroundings) {
        this.ownTypes = ownTypes;
        this.absent = absent;
        this.surroundings = surroundings;
    }

    /**
     * Checks the objects of some files, each by itself and all of them together.
     *
     * @param manifests of all files
     * @return findings of severity {@code INVALID}, ordered by their positions; unmodifiable
     */
    public static List<Finding> of(Manifests manifests) {
        return of(manifests, Set.of());
    }

    /**
     * Checks the objects of some files, each by itself and all of them together.
     *
     * @param manifests of all files
     * @param ownTypes trigger types beside those of KEDA
     * @return findings of severity {@code INVALID}, ordered by their positions; unmodifiable
     */
    public static List<Finding> of(Manifests manifests, Set<String> ownTypes) {
        return of(manifests, ownTypes, Set.of());
    }

    /**
     * Checks the objects of some files, for a cluster that lacks some features.
     *
     * @param manifests of all files
     * @param ownTypes trigger types beside those of KEDA
     * @param absent features that are off; what needs one of them is refused
     * @return findings of severity {@code INVALID}, ordered by their positions; unmodifiable
     */
    public static List<Finding> of(Manifests manifests, Set<String> ownTypes, Set<ClusterFeature> absent) {
        Objects.requireNonNull(manifests, "manifests must not be null; Manifests.of reads them");
        var validation =
                new Validation(Set.copyOf(ownTypes), Set.copyOf(absent), Surroundings.of(manifests.manifests()));
        manifests.strays().forEach(validation::stray);
        manifests.manifests().forEach(validation::check);
        validation.findings.sort(Comparator.comparing(Finding::position));
        return List.copyOf(validation.findings);
    }

    private void stray(Node node) {
        add(
                InvalidRule.NO_OBJECT,
                "",
                node.position(),
                "this is no object: an object has fields such as apiVersion and kind",
                "remove it, or write the object's fields");
    }

    private void check(Manifest manifest) {
        if (manifest instanceof OtherManifest) {
            ApiRules.other(manifest).ifPresent(problem -> add(manifest, problem));
            return;
        }
        Optional<ApiRules.Problem> version = ApiRules.version(manifest);
        version.ifPresent(problem -> add(manifest, problem));
        schema(manifest, version.isPresent())
                .ifPresent(schema -> fields(manifest, ShapeCheck.of(manifest.source(), schema.shape())));
    }

    /** What the object is compared with. In a wrong version an object of KEDA has the same fields, an HPA has not. */
    private static Optional<KindSchema> schema(Manifest manifest, boolean wrongVersion) {
        if (!wrongVersion) {
            return KindSchema.find(manifest.apiVersion(), manifest.kind());
        }
        return manifest instanceof HorizontalPodAutoscaler
                ? Optional.empty()
                : KindSchema.find(KindSchema.apiVersions(manifest.kind()).get(0), manifest.kind());
    }

    private void fields(Manifest manifest, List<Violation> violations) {
        violations.forEach(violation -> add(manifest, violation));
        FeatureRules.check(manifest, absent).forEach(violation -> add(manifest, violation));
        // What the schema refuses, the webhook does not see; it would say the same of the same place.
        Set<Position> reported = violations.stream().map(Violation::position).collect(Collectors.toSet());
        Reporter reporter = (reason, position, sentence, wayOut) -> {
            if (!reported.contains(position)) {
                add(reason.rule(), label(manifest), position, sentence, wayOut);
            }
        };
        if (manifest instanceof ScaledObject object) {
            List<TriggerManifest> triggers = object.triggers();
            ScaledObjectRules.check(object, triggers, reporter);
            ConflictRules.check(object, surroundings, reporter);
            ResourceRules.check(object, triggers, surroundings, reporter);
            OperatorRules.target(object, reporter);
            OperatorRules.annotations(object, reporter);
            OperatorRules.triggers(triggers, ownTypes, reporter);
        } else if (manifest instanceof ScaledJob job) {
            List<TriggerManifest> triggers = job.triggers();
            ScaledObjectRules.triggers(job.source(), triggers, reporter);
            OperatorRules.triggers(triggers, ownTypes, reporter);
        } else if (manifest instanceof TriggerAuthentication authentication) {
            AuthenticationRules.check(authentication, reporter);
        } else if (manifest instanceof HorizontalPodAutoscaler hpa) {
            HpaRules.check(hpa, HpaShapes.ALL_FEATURES).forEach(violation -> add(manifest, violation));
        }
    }

    private void add(Manifest manifest, ApiRules.Problem problem) {
        add(problem.rule(), label(manifest), problem.position(), problem.sentence(), problem.wayOut());
    }

    private void add(Manifest manifest, Violation violation) {
        add(rule(violation.code()), label(manifest), violation.position(), violation.sentence(), violation.wayOut());
    }

    private void add(InvalidRule rule, String object, Position position, String sentence, String wayOut) {
        findings.add(new Finding(rule.id(), Finding.Severity.INVALID, object, position, sentence, wayOut));
    }

    private static InvalidRule rule(Violation.Code code) {
        return switch (code) {
            case TYPE -> InvalidRule.WRONG_TYPE;
            case UNKNOWN -> InvalidRule.UNKNOWN_FIELD;
            case REQUIRED -> InvalidRule.MISSING_FIELD;
            case UNSUPPORTED -> InvalidRule.UNKNOWN_VALUE;
            case INVALID -> InvalidRule.MALFORMED_VALUE;
            case MIN, MAX, GREATER_THAN -> InvalidRule.OUT_OF_RANGE;
            case DUPLICATE -> InvalidRule.REPEATED_ITEM;
            case FORBIDDEN_TOGETHER -> InvalidRule.EXCLUDING_FIELDS;
            case BOUNDS -> InvalidRule.INCORRECT_REPLICAS;
            case FEATURE_OFF -> InvalidRule.FEATURE_OFF;
        };
    }

    private static String label(Manifest manifest) {
        return (manifest.kind() + " " + manifest.name()).strip();
    }
}
