package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Node;

/**
 * What KEDA's webhook refuses because of other objects. Of two ScaledObjects the later one is refused. Objects of one
 * name are the same object.
 */
final class ConflictRules {

    private static final String TRANSFER = "scaledobject.keda.sh/transfer-hpa-ownership";
    private static final String OPTED_OUT = "validations.keda.sh/hpa-ownership";

    private ConflictRules() {}

    static void check(ScaledObject object, Surroundings surroundings, Reporter reporter) {
        sameTarget(object, surroundings.firstWithTargetOf(object), reporter);
        surroundings.hpasBeside(object).forEach(hpa -> hpa(object, hpa, reporter));
        ScaledObject first = surroundings.firstWithHpaOf(object);
        if (!first.name().equals(object.name())) {
            reporter.report(
                    Reason.OTHER_SCALED_OBJECT_HPA,
                    object.position("spec", "advanced", "horizontalPodAutoscalerConfig", "name"),
                    "the ScaledObject " + first.name() + " has the HPA " + object.hpaName() + ", too ("
                            + first.source().position() + ")",
                    "give each a name of its own in advanced.horizontalPodAutoscalerConfig.name");
        }
    }

    private static void sameTarget(ScaledObject object, ScaledObject first, Reporter reporter) {
        if (!first.name().equals(object.name())) {
            reporter.report(
                    Reason.OTHER_SCALED_OBJECT,
                    object.position("spec", "scaleTargetRef", "name"),
                    "the ScaledObject " + first.name() + " scales the " + target(object) + ", too ("
                            + first.source().position() + ")",
                    "put the triggers of both into one ScaledObject");
        }
    }

    private static String target(ScaledObject object) {
        return object.scaleTargetRef()
                .map(target -> target.kind() + " " + target.name())
                .orElse("same target");
    }

    private static void hpa(ScaledObject object, HorizontalPodAutoscaler hpa, Reporter reporter) {
        if ("false".equals(hpa.annotations().get(OPTED_OUT)) || isOwner(object, hpa)) {
            return;
        }
        if (!"true".equals(object.annotations().get(TRANSFER))) {
            reporter.report(
                    Reason.OTHER_HPA,
                    object.position("spec", "scaleTargetRef", "name"),
                    "the HorizontalPodAutoscaler " + hpa.name() + " scales the " + target(object) + ", too ("
                            + hpa.source().position() + ")",
                    "remove it, or hand it over with the annotation " + TRANSFER + ": \"true\" and its name in"
                            + " advanced.horizontalPodAutoscalerConfig.name");
        } else if (!Fields.text(object.source(), "spec", "advanced", "horizontalPodAutoscalerConfig", "name")
                .filter(hpa.name()::equals)
                .isPresent()) {
            reporter.report(
                    Reason.TRANSFER_WITHOUT_NAME,
                    object.position("metadata", "annotations", TRANSFER),
                    "the HPA " + hpa.name() + " is to be handed over, and"
                            + " advanced.horizontalPodAutoscalerConfig.name is not its name",
                    "write name: " + hpa.name() + " there");
        }
    }

    private static boolean isOwner(ScaledObject object, HorizontalPodAutoscaler hpa) {
        return hpa.source()
                .find("metadata", "ownerReferences")
                .filter(owners -> owners instanceof Node.Sequence list
                        && list.items().stream()
                                .anyMatch(owner -> owner instanceof Node.Mapping mapping
                                        && is(mapping, "kind", "ScaledObject")
                                        && is(mapping, "name", object.name())))
                .isPresent();
    }

    private static boolean is(Node.Mapping owner, String field, String value) {
        return Fields.text(owner, field).filter(value::equals).isPresent();
    }
}
