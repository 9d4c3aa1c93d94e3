package io.scaler4j.testkit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Runs as text. */
final class Timeline {

    private static final int AROUND = 4;

    private Timeline() {}

    /** As in {@code 1:02:15}. */
    static String text(Duration elapsed) {
        String millis = elapsed.toMillisPart() == 0 ? "" : String.format(".%03d", elapsed.toMillisPart());
        return String.format(
                "%d:%02d:%02d%s", elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart(), millis);
    }

    /** The moments around one, which is marked. */
    static String around(List<Moment> moments, int index) {
        var text = new StringBuilder();
        for (int i = Math.max(0, index - AROUND); i <= Math.min(moments.size() - 1, index + AROUND); i++) {
            text.append(i == index ? "> " : "  ").append(moments.get(i)).append('\n');
        }
        return text.toString();
    }

    static String of(List<Moment> moments) {
        return moments.stream().map(Moment::toString).collect(Collectors.joining("\n"));
    }
}
