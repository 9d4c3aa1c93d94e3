/**
 * Reports of runs: pages with a plot to look at, and files to calculate with.
 *
 * <p>{@link io.scaler4j.simulation.report.Report#write} writes one from anywhere; the annotation {@code PolicyTest} of
 * the module {@code scaler-testkit} writes one for each run of a test. A report is three files:
 *
 * <h2>{@code .html}</h2>
 *
 * <p>A standalone page, without any request to elsewhere: a summary, the plot with the count, what was recommended, the
 * bounds, and the value of each trigger, the walk of each turn, the scores, and the changes. Of more than 6,000 turns
 * it shows a sample with all extremes, and says so.
 *
 * <h2>{@code .csv}</h2>
 *
 * <p>UTF-8, a head and a line for each turn, without exception; fields with a comma, a quote or a line break stand in
 * quotes.
 *
 * <ul>
 *   <li>{@code elapsed_seconds}: since the run began; {@code time}: the same as an instant (ISO 8601, UTC)
 *   <li>{@code replicas_before}, {@code replicas}: the count before and after the turn; {@code replicas_ready}: how
 *       many of those before were ready
 *   <li>{@code recommended}: what all triggers wanted together, before windows, rates and bounds; empty where they were
 *       not asked
 *   <li>{@code minimum}, {@code maximum}: the bounds that held, see {@link io.scaler4j.policy.Decision#bounds}; empty
 *       for none
 *   <li>{@code stage}, {@code reason}, {@code replicas_without}: what decided, and the count without it, see
 *       {@link io.scaler4j.policy.Explanation#binding}
 *   <li>{@code held_by_window}, {@code failed}, {@code written}, {@code before_gap}: {@code true} or {@code false};
 *       whether a stabilization window made the count another than the recommended one, a reading could not be used,
 *       the target took the change, turns are missing after this one
 *   <li>for each trigger {@code value of NAME}: what was read, in the unit of the metric, empty for what is no number;
 *       {@code recommendation of NAME}: replicas, empty without a recommendation; {@code failure of NAME}: why a
 *       reading could not be used, else empty
 * </ul>
 *
 * <h2>{@code .json}</h2>
 *
 * <p>One object, with a line for each turn; members may be added to it.
 *
 * <ul>
 *   <li>{@code format}: {@code scaler4j-run}; {@code version}: 1; {@code title}
 *   <li>{@code beginning}: an instant (ISO 8601, UTC), missing without turns; {@code lengthSeconds};
 *       {@code replicasAtStart}
 *   <li>{@code scores}: by name, that of this run first; members are those of {@link io.scaler4j.simulation.Scores},
 *       where 1 is 100 %
 *   <li>{@code queue}, for a run with a workload: {@code arrived}, {@code done}, {@code waiting}, {@code underWay} and
 *       {@code repeated} in messages, {@code utilization}, where 1 is 100 %, and {@code delaySeconds} with
 *       {@code mean}, {@code p50}, {@code p95}, {@code p99} and {@code max}
 *   <li>{@code turnsOfRun}: how many there were; {@code turns}: those that the page shows, thus all of up to 6,000
 *   <li>for each turn {@code elapsedSeconds}, {@code replicas}, {@code replicasReady}, {@code minimum}, {@code maximum}
 *       (missing for none), {@code heldByWindow}, {@code failed}, {@code written} and {@code beforeGap} as in the CSV;
 *       {@code values}: the number that was read, by trigger; and {@code decision}: the walk and all the rest, see
 *       {@link io.scaler4j.policy.Decision#toMap}
 * </ul>
 */
@NullMarked
package io.scaler4j.simulation.report;

import org.jspecify.annotations.NullMarked;
