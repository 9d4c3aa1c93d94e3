/** Scales by the calendar: replicas, and bounds for replicas, while a window of time is open. */
@NullMarked
package io.scaler4j.cron;

import org.jspecify.annotations.NullMarked;
