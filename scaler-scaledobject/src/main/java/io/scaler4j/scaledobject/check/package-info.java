/** What is wrong or misleading in manifests: {@link io.scaler4j.scaledobject.check.Finding}. */
@NullMarked
package io.scaler4j.scaledobject.check;

import org.jspecify.annotations.NullMarked;
