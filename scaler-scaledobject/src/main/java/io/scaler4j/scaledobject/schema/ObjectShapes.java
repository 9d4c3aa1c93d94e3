package io.scaler4j.scaledobject.schema;

import static io.scaler4j.scaledobject.schema.Field.optional;
import static io.scaler4j.scaledobject.schema.Field.required;

/** What all objects have. */
final class ObjectShapes {

    private static final Shape LABELS =
            Shape.map(Shape.text().like(Format.LABEL_VALUE)).keysLike(Format.LABEL_KEY);
    private static final Shape ANNOTATIONS = Shape.map(Shape.text()).keysLike(Format.ANNOTATION_KEY);

    private ObjectShapes() {}

    /** A whole object. */
    static Shape.Structure object(Shape.Structure spec) {
        return Shape.object(
                required("apiVersion", Shape.text(), "Group and version of the kind."),
                required("kind", Shape.text(), "What the object is."),
                required("metadata", metadata(), "Names the object."),
                required("spec", spec, "What is wanted."),
                optional("status", Shape.anything(), "What the cluster keeps; not read."));
    }

    private static Shape.Structure metadata() {
        return Shape.object(
                        optional("name", Shape.text().notEmpty().like(Format.SUBDOMAIN), "The object's name."),
                        optional("generateName", Shape.text(), "The beginning of a name that the cluster completes."),
                        optional("namespace", Shape.text().like(Format.LABEL), "The namespace it lives in."),
                        optional("labels", LABELS, "To find the object by."),
                        optional("annotations", ANNOTATIONS, "Notes for tools, all of them texts."),
                        optional("finalizers", Shape.list(Shape.text()), "What must happen before it is deleted."),
                        optional("ownerReferences", Shape.list(Shape.object().open()), "The objects that own it."),
                        kept("creationTimestamp"),
                        kept("deletionGracePeriodSeconds"),
                        kept("deletionTimestamp"),
                        kept("generation"),
                        kept("managedFields"),
                        kept("resourceVersion"),
                        kept("selfLink"),
                        kept("uid"))
                .with(Together.atLeastOne("name", "generateName"));
    }

    private static Field kept(String name) {
        return optional(name, Shape.anything(), "Kept by the cluster.");
    }
}
