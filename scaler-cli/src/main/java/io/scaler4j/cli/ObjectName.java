package io.scaler4j.cli;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import picocli.CommandLine.Option;

/** Which of several objects is meant. */
final class ObjectName {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Which object, by name or NAMESPACE/NAME, if there are several.")
    private String name = "";

    /** @throws io.scaler4j.config.InvalidConfigurationException if there is not one, or it is wrong */
    AutoscalerSpec spec(ScaledObjects read) {
        return name.isEmpty() ? read.single() : read.spec(name);
    }

    /** Whether it scales, and is the one that was named, if one was. */
    boolean isThatOf(Manifest object) {
        boolean scales = object instanceof ScaledObject || object.kind().equals("HorizontalPodAutoscaler");
        return scales
                && (name.isEmpty()
                        || name.equals(object.name())
                        || name.equals(object.namespace() + "/" + object.name()));
    }

    /** For the end of a sentence. */
    @Override
    public String toString() {
        return name.isEmpty() ? "" : " " + name;
    }
}
