/**
 * Scales by the calendar: a window of time asks for replicas, or sets bounds, while it is open.
 *
 * <pre>{@code
 * var officeHours = CronWindow.builder()
 *         .timezone("Europe/Berlin")
 *         .start("0 8 * * 1-5")
 *         .end("0 18 * * 1-5")
 *         .build();
 * var trigger = CronScaler.of(officeHours, 10).trigger("office hours");
 * }</pre>
 *
 * <p>Start with {@link io.scaler4j.cron.CronWindow}. While it is open, a {@link io.scaler4j.cron.CronScaler} asks for
 * replicas, and {@link io.scaler4j.cron.ScheduledBounds} set a minimum or a maximum. Everything is a pure function of
 * the time of the turn. To check that a window is right, print its preview,
 * {@code officeHours.preview(Instant.parse("2026-03-27T12:00:00Z"), 4)}:
 *
 * <pre>
 * 2026-03-27T18:00+01:00[Europe/Berlin] closes
 * 2026-03-30T08:00+02:00[Europe/Berlin] opens
 * 2026-03-30T18:00+02:00[Europe/Berlin] closes
 * 2026-03-31T08:00+02:00[Europe/Berlin] opens
 * </pre>
 *
 * <p>and its {@linkplain io.scaler4j.cron.CronWindow#warnings() warnings}, which name where KEDA acts differently. The
 * scaler of a trigger from a {@code TriggerSpec} is a {@code CronScaler} too, and has the window.
 *
 * <h2>Expressions</h2>
 *
 * <p>Five fields with blanks in between: minute (0 to 59), hour (0 to 23), day of month (1 to 31), month (1 to 12 or
 * {@code jan} to {@code dec}) and weekday (0 to 6 or {@code sun} to {@code sat}; 7 is no Sunday). The case of names
 * does not matter.
 *
 * <ul>
 *   <li>{@code *} and {@code ?} are every value, {@code 8-18} is a range that must not wrap, {@code 1,15} is a list;
 *   <li>{@code *}{@code /15} and {@code 8-18/2} have a step; {@code 5/15} is every 15th value from 5 to the end;
 *   <li>if day of month and weekday are both restricted, a day needs to match only <em>one</em> of them; a star with a
 *       step above 1 restricts;
 *   <li>{@code TZ=Asia/Tokyo} or {@code CRON_TZ=Asia/Tokyo} in front, with a blank after it, is the zone of this
 *       expression alone;
 *   <li>seconds, years, {@code L}, {@code W}, {@code #} and {@code @daily} are refused, and so are days that never
 *       come.
 * </ul>
 *
 * <p>In place of expressions, start and end may both be a local date and time, such as {@code 2026-11-27T08:00}. Such a
 * window comes once.
 *
 * <h2>When clocks change</h2>
 *
 * <table class="striped">
 * <caption>What start and end do</caption>
 * <thead><tr><th>The clock</th><th>{@code LAST_EVENT}, the default</th><th>{@code NEXT_EVENT}, as KEDA</th></tr></thead>
 * <tbody>
 * <tr><td>skips the time, as 02:30 in spring</td><td>it counts at the first instant after; start and end keep their
 *     order, so a window that is skipped as a whole does not open</td><td>it does not count on that day</td></tr>
 * <tr><td>shows the time twice, as in autumn</td><td>it counts the first time; in the
 *     second pass nothing happens</td><td>it counts both times</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A length is time that passes: a window of eight hours is eight hours long, also on such a day.
 *
 * <h2>Options of trigger type {@code cron}</h2>
 *
 * <p>The first four are KEDA's. Other options are refused, and so is the metric type {@code Value}.
 *
 * <table class="striped">
 * <caption>Options</caption>
 * <thead><tr><th>Option</th><th>In code</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code timezone}</td><td>{@code timezone}</td><td>required</td><td>an IANA name</td></tr>
 * <tr><td>{@code start}</td><td>{@code start}</td><td>required</td><td>when the window opens</td></tr>
 * <tr><td>{@code end}</td><td>{@code end}</td><td>required, unless {@code for} is set</td><td>when it closes</td></tr>
 * <tr><td>{@code desiredReplicas}</td><td>{@code CronScaler.of}</td><td>required</td><td>how many replicas while it is
 *     open, at least 1</td></tr>
 * <tr><td>{@code for}</td><td>{@code lasting}</td><td>none</td><td>how long it stays open, such as {@code 8h},
 *     {@code 90m} or {@code 1h30m}</td></tr>
 * <tr><td>{@code rule}</td><td>{@code rule}</td><td>{@code lastEvent}</td><td>{@code lastEvent} or {@code nextEvent}, see
 *     {@link io.scaler4j.cron.WindowRule}</td></tr>
 * <tr><td>{@code except}</td><td>{@code except}</td><td>none</td><td>dates on which it does not open, such as
 *     {@code 2026-12-25,2026-12-26}</td></tr>
 * </tbody>
 * </table>
 */
@NullMarked
package io.scaler4j.cron;

import org.jspecify.annotations.NullMarked;
