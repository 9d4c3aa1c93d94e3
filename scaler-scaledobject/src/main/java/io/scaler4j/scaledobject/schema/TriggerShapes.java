package io.scaler4j.scaledobject.schema;

import static io.scaler4j.scaledobject.schema.Field.optional;
import static io.scaler4j.scaledobject.schema.Field.required;

/** What a trigger has, whatever its type is. The options of a type are not declared here. */
final class TriggerShapes {

    private TriggerShapes() {}

    static Field triggers() {
        return required("triggers", Shape.list(trigger()).atLeast(1), "What is measured, at least one.");
    }

    private static Shape.Structure trigger() {
        return Shape.object(
                required("type", Shape.text().notEmpty(), "Which scaler measures, such as `kafka`."),
                optional("name", Shape.text(), "Tells the triggers of one object apart; formulas use it."),
                required("metadata", Shape.map(Shape.text()), "The options of the type, all of them texts."),
                optional(
                        "metricType",
                        Shape.text(),
                        "AverageValue",
                        "In which form the number wanted is meant: `AverageValue`, `Value`, or `Utilization` for cpu and"
                                + " memory."),
                optional("useCachedMetrics", Shape.flag(), false, "Serve the value of the last poll to the HPA."),
                optional("authenticationRef", authenticationRef(), "Where secret options come from."));
    }

    private static Shape.Structure authenticationRef() {
        return Shape.object(
                required("name", Shape.text(), "Name of the TriggerAuthentication."),
                optional(
                        "kind",
                        Shape.word("TriggerAuthentication", "ClusterTriggerAuthentication"),
                        "TriggerAuthentication",
                        "Its kind."));
    }
}
