package io.scaler4j.cron;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A window of time that repeats, such as office hours, or that comes once, such as the days of a sale. Whether it is
 * open is a pure function of the instant.
 *
 * <pre>{@code
 * var officeHours = CronWindow.builder()
 *         .timezone("Europe/Berlin")
 *         .start("0 8 * * 1-5")
 *         .end("0 18 * * 1-5")
 *         .build();
 * }</pre>
 *
 * <p>A window opens at its start and closes at its end. {@link WindowRule} says what happens when clocks change, and
 * {@link io.scaler4j.cron} describes the expressions. Immutable and thread-safe.
 */
public final class CronWindow {

    private final WindowEdge start;
    private final @Nullable WindowEdge end;
    private final ZoneId zone;
    private final OpenTimes times;

    private CronWindow(WindowEdge start, @Nullable WindowEdge end, ZoneId zone, OpenTimes times) {
        this.start = start;
        this.end = end;
        this.zone = zone;
        this.times = times;
    }

    /**
     * Returns a builder, in which zone, start and end are not set.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns whether the window is open.
     *
     * @param instant any time
     * @return true from a start on, until an end
     */
    public boolean isOpen(Instant instant) {
        return times.isOpen(instant);
    }

    /**
     * Returns when the window opens or closes next.
     *
     * @param from the transition is later than this
     * @return the transition; empty if it is more than eight years away, more than five under
     *     {@link WindowRule#NEXT_EVENT}, or after ten thousand starts and ends that change nothing
     */
    public Optional<WindowTransition> nextTransition(Instant from) {
        Instant at = times.changeAfter(from);
        return at == null ? Optional.empty() : Optional.of(new WindowTransition(at.atZone(zone), isOpen(at)));
    }

    /**
     * Returns the next transitions, so that a user can check a configuration.
     *
     * @param from the transitions are later than this
     * @param count the number of transitions, at least 0
     * @return this number of transitions, or fewer if there are no more, see {@link #nextTransition}; opening and
     *     closing take turns
     * @throws IllegalArgumentException if the count is negative
     */
    public List<WindowTransition> preview(Instant from, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must be at least 0, was " + count);
        }
        var transitions = new ArrayList<WindowTransition>();
        Optional<WindowTransition> next = Optional.empty();
        for (int i = 0; i < count; i++) {
            next = nextTransition(next.map(last -> last.at().toInstant()).orElse(from));
            if (next.isEmpty()) {
                break;
            }
            transitions.add(next.get());
        }
        return List.copyOf(transitions);
    }

    /**
     * Returns sentences about what a user may not expect of this window, above all where KEDA acts differently. This
     * takes some milliseconds.
     *
     * @return the sentences; empty for a start and an end that take turns and do not fall into the hours when clocks
     *     change
     */
    public List<String> warnings() {
        return WindowWarnings.of(this);
    }

    /** {@return the zone of start and end, as given to the builder} */
    public ZoneId zone() {
        return zone;
    }

    WindowEdge start() {
        return start;
    }

    @Nullable
    WindowEdge end() {
        return end;
    }

    OpenTimes times() {
        return times;
    }

    /** {@return start, end and zone, as they were given} */
    @Override
    public String toString() {
        String until = times instanceof FixedLength fixed ? " for " + fixed.length() : " to " + end;
        String rule = times instanceof NextEvent ? " by the next event" : "";
        return "window from " + start + until + " in " + zone + rule;
    }

    /** Builds a {@link CronWindow}. Not thread-safe. */
    public static final class Builder {

        private String timezone = "";
        private String start = "";
        private String end = "";
        private @Nullable Duration length;
        private WindowRule rule = WindowRule.LAST_EVENT;
        private final Set<LocalDate> excluded = new TreeSet<>();

        private Builder() {}

        /**
         * Sets the zone of start, end and excluded dates.
         *
         * @param name an IANA name, such as {@code Europe/Berlin}
         * @return this builder
         */
        public Builder timezone(String name) {
            Objects.requireNonNull(name, "name must not be null; leave out what is not set");
            timezone = name.trim();
            return this;
        }

        /**
         * Sets when the window opens.
         *
         * @param start a cron expression of five fields, or one local date and time, such as {@code 2026-11-27T08:00}
         * @return this builder
         */
        public Builder start(String start) {
            Objects.requireNonNull(start, "start must not be null; leave out what is not set");
            this.start = start.trim();
            return this;
        }

        /**
         * Sets when the window closes.
         *
         * @param end a cron expression, or one local date and time if the start is one
         * @return this builder
         */
        public Builder end(String end) {
            Objects.requireNonNull(end, "end must not be null; leave out what is not set");
            this.end = end.trim();
            return this;
        }

        /**
         * Closes the window this long after each start, in place of an end. A start while the window is open extends
         * it.
         *
         * @param length more than 0, at most 3,650 days; time that passes, so an hour is an hour also when clocks
         *     change
         * @return this builder
         */
        public Builder lasting(Duration length) {
            Objects.requireNonNull(length, "length must not be null; leave out what is not set");
            this.length = length;
            return this;
        }

        /**
         * Sets how start and end make a window.
         *
         * @param rule the rule; default {@link WindowRule#LAST_EVENT}
         * @return this builder
         */
        public Builder rule(WindowRule rule) {
            Objects.requireNonNull(rule, "rule must not be null; leave out what is not set");
            this.rule = rule;
            return this;
        }

        /**
         * Leaves out the windows that would open on these dates. A window that opened the day before stays open to its
         * end.
         *
         * @param dates dates in the zone of the start, added to those given before
         * @return this builder
         */
        public Builder except(LocalDate... dates) {
            Objects.requireNonNull(dates, "dates must not be null; leave out what is not set");
            return except(Arrays.asList(dates));
        }

        /**
         * Leaves out the windows that would open on these dates. A window that opened the day before stays open to its
         * end.
         *
         * @param dates dates in the zone of the start, added to those given before
         * @return this builder
         */
        public Builder except(Collection<LocalDate> dates) {
            Objects.requireNonNull(dates, "dates must not be null; leave out what is not set");
            excluded.addAll(dates);
            return this;
        }

        /**
         * Makes the window.
         *
         * @return an immutable window
         * @throws InvalidConfigurationException if options are missing or wrong, with all problems
         */
        public CronWindow build() {
            var problems = Problems.of("cron window");
            problems.check(!timezone.isEmpty(), "timezone is missing; give an IANA name, such as Europe/Berlin");
            problems.check(!start.isEmpty(), "start is missing; give a cron expression, such as 0 8 * * 1-5");
            problems.check(
                    !end.isEmpty() || length != null,
                    "end is missing; give a cron expression, such as 0 18 * * 1-5, or how long the window lasts");
            CronWindow window = read(problems);
            problems.throwIfAny();
            if (window == null) {
                throw new IllegalStateException("a window without problems must be complete");
            }
            return window;
        }

        /** Returns the window, or null and adds what is wrong; missing options are checked elsewhere. */
        @Nullable
        CronWindow read(Problems problems) {
            return new WindowReader(problems).read(timezone, start, end, length, rule, Set.copyOf(excluded));
        }
    }

    static CronWindow of(WindowEdge start, @Nullable WindowEdge end, ZoneId zone, OpenTimes times) {
        return new CronWindow(start, end, zone, times);
    }
}
