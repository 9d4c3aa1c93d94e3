/** Reports. */
@NullMarked
package io.scaler4j.testkit.report;

import org.jspecify.annotations.NullMarked;
