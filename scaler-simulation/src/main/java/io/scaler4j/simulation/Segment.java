package io.scaler4j.simulation;

import java.time.Duration;
import java.util.List;

/** A time within a run; the end does not belong to it. */
record Segment(Duration from, Duration to) {

    Segment {
        if (from.isNegative() || to.compareTo(from) <= 0) {
            throw new IllegalArgumentException(
                    "a part of a run must begin at 0 s or later and end after it begins, was from " + from + " to "
                            + to);
        }
    }

    boolean contains(Duration elapsed) {
        return elapsed.compareTo(from) >= 0 && elapsed.compareTo(to) < 0;
    }

    static boolean anyContains(List<Segment> segments, Duration elapsed) {
        for (Segment segment : segments) {
            if (segment.contains(elapsed)) {
                return true;
            }
        }
        return false;
    }
}
