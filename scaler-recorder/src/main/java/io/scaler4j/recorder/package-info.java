/**
 * Records what an autoscaler saw and decided, and reads it back, so that decisions of a running service can be made
 * again elsewhere: to find out why, and what another policy would have done.
 *
 * <pre>{@code
 * try (var recorder = Recorder.builder(Path.of("recordings"), "orders").policy(policy).build();
 *         var autoscaler = Autoscaler.builder("orders").policy(policy).observer(recorder)...) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p>{@link io.scaler4j.recorder.Recorder} is the observer that writes, {@link io.scaler4j.recorder.Recording} reads
 * what it wrote. {@code Replay} in {@code scaler-simulation} decides on it once more.
 *
 * <p><b>The format.</b> A recording is lines of JSON in UTF-8. A file begins with a header; another header follows
 * where the turns do not continue those before: after a loss, a restart without the state, or a change of the triggers.
 *
 * <pre>{@code
 * {"scaler4j-recording":1,"autoscaler":"orders","policy":"replicas 0 to 20, ..","interval":"PT15S",
 *  "state":"scaler4j-state:1;..","triggers":[{"name":"lag","averageValue":50.0,"activatesAbove":5.0}]}
 * {"at":"2026-01-05T08:00:15Z","n":16,"r":[800000],"to":16,"s":"5d41c2f0","why":"RECOMMEND 16 -> 16 .."}
 * }</pre>
 *
 * <p>The header: the version of the format, the autoscaler, the policy's text if it was told, the interval, the state
 * that the next turn decided on, and the triggers as they are configured: {@code name}, a target ({@code averageValue},
 * {@code value} or {@code utilization}), {@code activatesAbove} unless 0, {@code tolerance} as up and down,
 * {@code abstains}, {@code fallback}.
 *
 * <p>A turn, a line: {@code at}, the time of the observation; {@code n}, the replicas: desired, current and ready, one
 * number if they are equal; {@code r}, a reading for each trigger; {@code b}, bounds of a schedule; {@code c}, an
 * operator's control; {@code to}, the decided count; {@code w}, false if the change was not written, with the cause in
 * {@code x} and what went wrong in {@code e}; {@code wAt}, when it was confirmed, if later than {@code at}; {@code s},
 * the checksum at the end of the text of the state that the turn left behind; {@code why}, the walk. What is not there
 * has its default.
 *
 * <p>A reading is a number of thousandths, or an object. A value with more to say has {@code v}, its thousandths,
 * {@code a}, the number to activate on, {@code least} for a lower bound, {@code max} or {@code only} for limits,
 * {@code at} and {@code d}, the details: names, each followed by its number. A failure has its kind in {@code x} and
 * its sentence in {@code m}. Samples have their resource in {@code of}, the start-up times in {@code init} and
 * {@code delay}, and the replicas in {@code p}: {@code n} the name, {@code ph} the phase, {@code end} if terminating,
 * {@code ready} and {@code rAt}, {@code st} the start, {@code u} the use with {@code uAt} and {@code win}, {@code req}
 * the request.
 *
 * <p>Times and durations are those of ISO 8601 with all their digits, numbers with a point are doubles that come back
 * bit for bit, and an infinity or a NaN among details is a text.
 */
@NullMarked
package io.scaler4j.recorder;

import org.jspecify.annotations.NullMarked;
