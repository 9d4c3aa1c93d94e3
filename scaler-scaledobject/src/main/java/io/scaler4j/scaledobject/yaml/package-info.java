/**
 * YAML as the Kubernetes API server reads it, with the place of everything:
 * {@link io.scaler4j.scaledobject.yaml.YamlReader} makes {@link io.scaler4j.scaledobject.yaml.Node}s of text.
 */
@NullMarked
package io.scaler4j.scaledobject.yaml;

import org.jspecify.annotations.NullMarked;
