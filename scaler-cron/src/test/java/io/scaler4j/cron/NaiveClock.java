package io.scaler4j.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time in a zone, walked minute by minute: what the clock shows, when a window is open. Everything is
 * looked at, nothing is calculated.
 */
final class NaiveClock {

    private final Instant start;
    private final LocalDateTime[] shown;
    /** The local times told in each minute, each once: those that the clock skips come all at once. */
    private final List<List<LocalDateTime>> told = new ArrayList<>();

    NaiveClock(ZoneId zone, Instant from, int minutes) {
        start = from.truncatedTo(ChronoUnit.MINUTES);
        shown = new LocalDateTime[minutes];
        for (int i = 0; i < minutes; i++) {
            shown[i] = LocalDateTime.ofInstant(minute(i), zone);
        }
        tell();
    }

    private void tell() {
        LocalDateTime last = shown[0].minusMinutes(1);
        for (LocalDateTime time : shown) {
            var minutes = new ArrayList<LocalDateTime>();
            while (last.isBefore(time)) {
                last = last.plusMinutes(1);
                minutes.add(last);
            }
            told.add(minutes);
        }
    }

    List<LocalDateTime> told(int index) {
        return told.get(index);
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

    /** Whether the last event was a start: 1 for yes, 0 for no, -1 if there was none yet. */
    int[] lastEventWasStart(NaiveCron start, NaiveCron end) {
        var answers = new int[shown.length];
        int state = -1;
        for (int i = 0; i < shown.length; i++) {
            for (LocalDateTime time : told.get(i)) {
                state = start.matches(time) ? 1 : end.matches(time) ? 0 : state;
            }
            answers[i] = state;
        }
        return answers;
    }
}
