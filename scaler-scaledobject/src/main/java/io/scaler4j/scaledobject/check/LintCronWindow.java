package io.scaler4j.scaledobject.check;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The minutes of some days, usually of a year, at which a cron trigger is open by KEDA's rule: as long as the next
 * event is an end.
 *
 * @param trigger the trigger
 * @param minutes how many
 * @param open a bit for each open minute
 * @param desired {@code desiredReplicas}
 * @param alternates whether each start is followed by an end, and each end by a start
 */
record LintCronWindow(LintTrigger trigger, int minutes, BitSet open, int desired, boolean alternates) {

    /** Two weeks are enough to see what recurs each week, with a boundary of weeks inside. */
    private static final int TWO_WEEKS = 14;

    /** How many days tell everything about these triggers. */
    static int days(List<LintTrigger> triggers) {
        return triggers.stream()
                        .allMatch(trigger -> LintCronDays.isWeekly(trigger.option("start"))
                                && LintCronDays.isWeekly(trigger.option("end")))
                ? TWO_WEEKS
                : LintCronDays.DAYS_A_YEAR;
    }

    /** Of a whole year. */
    static Optional<LintCronWindow> of(LintTrigger trigger) {
        return of(trigger, LintCronDays.DAYS_A_YEAR);
    }

    /** Empty for options that the trigger refuses, and for expressions with their own zone. */
    static Optional<LintCronWindow> of(LintTrigger trigger, int days) {
        Optional<BitSet> starts = LintCronDays.minutes(trigger.option("start"), days);
        Optional<BitSet> ends = LintCronDays.minutes(trigger.option("end"), days);
        int minutes = days * LintCronDays.MINUTES_A_DAY;
        Optional<Integer> desired = LintTrigger.number(trigger.option("desiredReplicas"))
                .filter(number -> number.signum() != 0 && number.precision() - number.scale() < 9)
                .map(number -> number.intValue());
        if (starts.isEmpty() || ends.isEmpty() || desired.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LintCronWindow(
                trigger,
                minutes,
                open(starts.get(), ends.get(), minutes),
                desired.get(),
                alternate(starts.get(), ends.get()) && alternate(ends.get(), starts.get())));
    }

    /** Whether between two events of the first kind there is always one of the second. */
    private static boolean alternate(BitSet events, BitSet others) {
        int event = events.nextSetBit(0);
        while (event >= 0) {
            int next = events.nextSetBit(event + 1);
            int other = others.nextSetBit(event + 1);
            if (next >= 0 && (other < 0 || other > next)) {
                return false;
            }
            event = next;
        }
        return true;
    }

    private static BitSet open(BitSet starts, BitSet ends, int minutes) {
        var open = new BitSet(minutes);
        if (starts.isEmpty() || ends.isEmpty()) {
            return open;
        }
        for (int end = ends.nextSetBit(0); end >= 0; end = ends.nextSetBit(end + 1)) {
            int since = Math.max(starts.previousSetBit(end - 1), ends.previousSetBit(end - 1));
            open.set(Math.max(0, since), end);
        }
        if (ends.nextSetBit(0) <= starts.nextSetBit(0)) {
            open.set(Math.max(starts.length(), ends.length()) - 1, minutes);
        }
        return open;
    }

    boolean neverOpens() {
        return open.isEmpty();
    }

    /** The longest time in one piece, in minutes. */
    int longest() {
        return longest(open);
    }

    static int longest(BitSet open) {
        int longest = 0;
        for (int start = open.nextSetBit(0); start >= 0; ) {
            int end = open.nextClearBit(start);
            longest = Math.max(longest, end - start);
            start = open.nextSetBit(end);
        }
        return longest;
    }

    boolean sameZone(LintCronWindow other) {
        return trigger.option("timezone").equals(other.trigger.option("timezone"));
    }

    /** Whether this one closes in the minute in which the other opens, at least once. */
    boolean touches(LintCronWindow next) {
        for (int start = open.nextSetBit(0); start >= 0; ) {
            int end = open.nextClearBit(start);
            if (end < minutes && next.open.get(end) && !next.open.get(end - 1)) {
                return true;
            }
            start = open.nextSetBit(end);
        }
        return false;
    }

    /** Minutes at which both are open. */
    BitSet shared(LintCronWindow other) {
        BitSet both = (BitSet) open.clone();
        both.and(other.open);
        return both;
    }
}
