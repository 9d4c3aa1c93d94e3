package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.TriggerAuthentication;
import java.util.List;

/** Rules about the authentication that triggers name. */
final class LintAuthentication {

    static final LintRule NAME = new LintRule(
            "authentication-not-found",
            "an authenticationRef to a name that is nearly one of the files",
            "A trigger whose authentication does not exist cannot be built, and then none of the triggers is read.");
    static final LintRule NAMESPACE = new LintRule(
            "authentication-in-other-namespace",
            "an authenticationRef to an object of another namespace",
            "A TriggerAuthentication works for its own namespace only. A ClusterTriggerAuthentication works for all.");

    static final List<LintRule> RULES = List.of(NAME, NAMESPACE);

    private final List<TriggerAuthentication> all;

    LintAuthentication(List<Manifest> manifests) {
        all = manifests.stream()
                .filter(TriggerAuthentication.class::isInstance)
                .map(TriggerAuthentication.class::cast)
                .toList();
    }

    void check(LintTrigger trigger, LintReport report) {
        String name = trigger.view().authenticationName().orElse("");
        if (name.isEmpty() || all.isEmpty()) {
            return;
        }
        String kind = trigger.view().authenticationKind();
        boolean cluster = kind.startsWith("Cluster");
        List<TriggerAuthentication> candidates =
                all.stream().filter(one -> one.kind().equals(kind)).toList();
        List<TriggerAuthentication> named =
                candidates.stream().filter(one -> one.name().equals(name)).toList();
        String namespace = trigger.owner().namespace();
        if (named.isEmpty()) {
            List<String> names = candidates.stream().map(Manifest::name).toList();
            LintSpelling.typingErrorOf(name, names)
                    .ifPresent(near -> report.add(
                            NAME,
                            trigger.owner(),
                            trigger.at("authenticationRef"),
                            "the files have no " + kind + " " + name,
                            "did you mean " + near + "?"));
        } else if (!cluster
                && named.stream()
                        .noneMatch(one -> one.namespace().equals(namespace)
                                || one.namespace().isEmpty()
                                || namespace.isEmpty())) {
            report.add(
                    NAMESPACE,
                    trigger.owner(),
                    trigger.at("authenticationRef"),
                    "TriggerAuthentication " + name + " is in namespace "
                            + named.get(0).namespace() + ", and the object in " + namespace,
                    "move it to " + namespace + ", or make it a ClusterTriggerAuthentication");
        }
    }
}
