package io.scaler4j.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time in a zone, walked minute by minute: what the clock shows, when a window is open. Everything is
 * looked at, nothing is calculated.
 */
final class NaiveClock {

    private final Instant start;
    private final LocalDateTime[] shown;

    NaiveClock(ZoneId zone, Instant from, int minutes) {
        start = from.truncatedTo(ChronoUnit.MINUTES);
        shown = new LocalDateTime[minutes];
        for (int i = 0; i < minutes; i++) {
            shown[i] = LocalDateTime.ofInstant(minute(i), zone);
        }
    }

    int minutes() {
        return shown.length;
    }

    Instant minute(int index) {
        return start.plus(index, ChronoUnit.MINUTES);
    }

    /** The minutes in which the clock shows a matching time. */
    boolean[] passes(NaiveCron cron) {
        var passes = new boolean[shown.length];
        for (int i = 0; i < shown.length; i++) {
            passes[i] = cron.matches(shown[i]);
        }
        return passes;
    }

    /** The next minute with a pass after each minute, or the length for none. */
    static int[] nextPass(boolean[] passes) {
        var next = new int[passes.length];
        int seen = passes.length;
        for (int i = passes.length - 1; i >= 0; i--) {
            next[i] = seen;
            if (passes[i]) {
                seen = i;
            }
        }
        return next;
    }

    /**
     * Whether the last event was a start: 1 for yes, 0 for no, -1 if there was none yet. The local times are counted
     * up: those that the clock skips come all at once, those that it shows again have been.
     */
    int[] lastEventWasStart(NaiveCron start, NaiveCron end) {
        var answers = new int[shown.length];
        int state = -1;
        LocalDateTime counted = shown[0].minusMinutes(1);
        for (int i = 0; i < shown.length; i++) {
            while (counted.isBefore(shown[i])) {
                counted = counted.plusMinutes(1);
                state = start.matches(counted) ? 1 : end.matches(counted) ? 0 : state;
            }
            answers[i] = state;
        }
        return answers;
    }
}
