/** Redis. */
@NullMarked
package io.scaler4j.redis;

import org.jspecify.annotations.NullMarked;
