/**
 * What the objects may hold: every field of every kind is declared once, as a
 * {@link io.scaler4j.scaledobject.schema.Shape}. From the declarations come the check of the API server and the JSON
 * schemas. Not exported.
 */
@NullMarked
package io.scaler4j.scaledobject.schema;

import org.jspecify.annotations.NullMarked;
