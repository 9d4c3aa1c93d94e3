package io.scaler4j.scaledobject.schema;

import static io.scaler4j.scaledobject.schema.Field.optional;
import static io.scaler4j.scaledobject.schema.Field.required;

/** HorizontalPodAutoscaler of Kubernetes, and the parts of it that KEDA has, too. */
public final class HpaShapes {

    private static final String KIND = "HorizontalPodAutoscaler";
    private static final String DESCRIPTION = "Scales a workload by its metrics.";

    /**
     * What a cluster may have or not.
     *
     * @param scaleToZero whether {@code minReplicas} may be 0
     * @param tolerance whether {@code behavior} may have a tolerance
     */
    public record Features(boolean scaleToZero, boolean tolerance) {}

    /** All features, as from Kubernetes 1.37. */
    public static final Features ALL_FEATURES = new Features(true, true);

    private HpaShapes() {}

    /**
     * Declares {@code autoscaling/v2}.
     *
     * @param features of the cluster
     * @return the kind
     */
    public static KindSchema v2(Features features) {
        Shape.Structure spec = Shape.object(
                required("scaleTargetRef", reference(), "What is scaled."),
                optional("minReplicas", minReplicas(features), 1, "The least replicas."),
                required("maxReplicas", Shape.whole().atLeast(1), "The most replicas."),
                optional("metrics", Shape.list(metric()), "What is measured; 80 percent of cpu unless given."),
                optional("behavior", behavior(Shape.quantity().notNegative()), "How fast it may scale."));
        return new KindSchema("autoscaling/v2", KIND, ObjectShapes.object(spec), DESCRIPTION);
    }

    static KindSchema v1() {
        Shape.Structure spec = Shape.object(
                required("scaleTargetRef", reference(), "What is scaled."),
                optional("minReplicas", minReplicas(ALL_FEATURES), 1, "The least replicas."),
                required("maxReplicas", Shape.whole().atLeast(1), "The most replicas."),
                optional(
                        "targetCPUUtilizationPercentage",
                        Shape.whole().atLeast(1),
                        80,
                        "Percent of the requested cpu."));
        return new KindSchema("autoscaling/v1", KIND, ObjectShapes.object(spec), DESCRIPTION);
    }

    private static Shape minReplicas(Features features) {
        return Shape.whole().atLeast(features.scaleToZero() ? 0 : 1);
    }

    private static Shape.Text segment() {
        return Shape.text().notEmpty().like(Format.PATH_SEGMENT);
    }

    private static Shape.Structure reference() {
        return Shape.object(
                required("kind", segment(), "Its kind."),
                required("name", segment(), "Its name."),
                optional("apiVersion", Shape.text(), "Its group and version."));
    }

    private static Shape.Structure metric() {
        return Shape.object(
                required(
                        "type",
                        Shape.word("Object", "Pods", "Resource", "ContainerResource", "External"),
                        "Which of the other fields is given."),
                optional(
                        "resource",
                        Shape.object(required("name", Shape.text().notEmpty(), "Such as `cpu`."), target()),
                        "A resource of all containers."),
                optional(
                        "containerResource",
                        Shape.object(
                                required(
                                        "name",
                                        Shape.text().notEmpty().like(Format.CONTAINER_RESOURCE),
                                        "Such as `cpu`."),
                                required("container", Shape.text().notEmpty().like(Format.LABEL), "The container."),
                                target()),
                        "A resource of one container."),
                optional("pods", Shape.object(identifier(), target()), "A metric of each pod."),
                optional(
                        "object",
                        Shape.object(
                                identifier(), target(), required("describedObject", reference(), "What it is of.")),
                        "A metric of one object."),
                optional("external", Shape.object(identifier(), target()), "A metric from outside of the cluster."));
    }

    private static Field identifier() {
        return required(
                "metric",
                Shape.object(
                        required("name", segment(), "The metric's name."),
                        optional("selector", selector(), "Labels of its series.")),
                "Which metric.");
    }

    private static Shape.Structure selector() {
        Shape.Structure expression = Shape.object(
                optional("key", Shape.text(), "The label."),
                optional("operator", Shape.text(), "`In`, `NotIn`, `Exists` or `DoesNotExist`."),
                optional("values", Shape.list(Shape.text()), "For `In` and `NotIn`."));
        return Shape.object(
                optional("matchLabels", Shape.map(Shape.text()), "Labels with their values."),
                optional("matchExpressions", Shape.list(expression), "Conditions on labels; all must hold."));
    }

    private static Field target() {
        return required(
                "target",
                Shape.object(
                        required(
                                "type",
                                Shape.word("Utilization", "Value", "AverageValue")
                                        .notEmpty(),
                                "Which of the other fields is given."),
                        optional("value", Shape.quantity().positive(), "The number wanted in all."),
                        optional("averageValue", Shape.quantity().positive(), "The number wanted for each pod."),
                        optional("averageUtilization", Shape.whole().atLeast(1), "Percent of what the pods request.")),
                "What is wanted.");
    }

    /** As KEDA has it, where a tolerance with a fraction is a text. */
    static Shape.Structure behaviorOfKeda() {
        return behavior(Shape.quantity().notNegative().wholeOrText());
    }

    private static Shape.Structure behavior(Shape tolerance) {
        return Shape.object(
                optional("scaleUp", rules(tolerance), "Up."), optional("scaleDown", rules(tolerance), "Down."));
    }

    private static Shape.Structure rules(Shape tolerance) {
        return Shape.object(
                optional(
                        "stabilizationWindowSeconds",
                        Shape.whole().atLeast(0).atMost(3600),
                        "Seconds for which the gentlest wish counts; 0 for up and 300 for down unless given."),
                optional("selectPolicy", Shape.word("Max", "Min", "Disabled"), "Max", "Which policy counts."),
                optional("policies", Shape.list(policy()).atLeast(1), "How much may change in a period."),
                optional("tolerance", tolerance, "0.1", "A ratio this close to the target changes nothing."));
    }

    private static Shape.Structure policy() {
        return Shape.object(
                required("type", Shape.word("Pods", "Percent"), "What the value counts."),
                required("value", Shape.whole().above(0), "How much."),
                required("periodSeconds", Shape.whole().above(0).atMost(1800), "In how many seconds."));
    }
}
