/**
 * The objects of KEDA and of the HPA as their files have them: typed views of
 * {@link io.scaler4j.scaledobject.yaml.Node}s. A view does not check anything: what is absent, or has the wrong type,
 * reads as empty.
 */
@NullMarked
package io.scaler4j.scaledobject.manifest;

import org.jspecify.annotations.NullMarked;
