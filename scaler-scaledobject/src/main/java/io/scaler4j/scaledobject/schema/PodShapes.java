package io.scaler4j.scaledobject.schema;

import static io.scaler4j.scaledobject.schema.Field.optional;

/** The pods of a job. */
final class PodShapes {

    /** Also of what else belongs to a job. */
    static final ShapeTable FIELDS = ShapeTable.of("pod-fields.txt", "As in Kubernetes.");

    private PodShapes() {}

    static Shape.Structure template() {
        Shape texts = Shape.map(Shape.text());
        return Shape.object(
                optional(
                        "metadata",
                        Shape.object(
                                optional("name", Shape.text(), "Not used: each job names its pods."),
                                optional("namespace", Shape.text(), "Not used: a pod is where its job is."),
                                optional("labels", texts, "Labels of the pods."),
                                optional("annotations", texts, "Notes on the pods."),
                                optional("finalizers", Shape.list(Shape.text()), "As in Kubernetes.")),
                        "Names the pods."),
                optional("spec", FIELDS.structure("pod"), "The pods of the jobs."));
    }
}
