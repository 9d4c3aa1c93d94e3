/**
 * Scales on HTTP requests, to zero and back: which route a request belongs to, how many requests are in flight, and how
 * many arrive.
 */
@NullMarked
package io.scaler4j.http;

import org.jspecify.annotations.NullMarked;
