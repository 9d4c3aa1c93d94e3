package io.scaler4j.kubernetes.controller;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.spi.TargetRef;
import java.util.Optional;

/**
 * What a ScaledObject asks for.
 *
 * @param object as it was read
 * @param spec its autoscaler, named by namespace and name; empty if something is wrong
 * @param problem what is wrong; empty if there is a specification
 * @param again whether that may be otherwise soon, without a change of the object
 */
record Wanted(ScaledObject object, Optional<AutoscalerSpec> spec, Optional<String> problem, boolean again) {

    TargetRef target() {
        return object.scaleTargetRef().orElseThrow();
    }
}
