/**
 * Makes the static site: {@link io.scaler4j.site.Main} turns the Markdown of the repository into pages, puts the
 * Javadoc beside them, and checks every link.
 */
@NullMarked
package io.scaler4j.site;

import org.jspecify.annotations.NullMarked;
