package io.scaler4j.simulation;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Moments of a run as text, for messages. Stateless. */
public final class Timeline {

    private static final int AROUND = 4;

    private Timeline() {}

    /**
     * A time as text.
     *
     * @param elapsed since the beginning of the run
     * @return hours, minutes and seconds as in {@code 1:02:15}, with milliseconds unless they are 0
     */
    public static String text(Duration elapsed) {
        String millis = elapsed.toMillisPart() == 0 ? "" : String.format(".%03d", elapsed.toMillisPart());
        return String.format(
                "%d:%02d:%02d%s", elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart(), millis);
    }

    /**
     * The moments around one of them, which is marked.
     *
     * @param moments of a run
     * @param index of the moment in the middle
     * @return a line for each of up to nine moments
     */
    public static String around(List<Moment> moments, int index) {
        var text = new StringBuilder();
        for (int i = Math.max(0, index - AROUND); i <= Math.min(moments.size() - 1, index + AROUND); i++) {
            text.append(i == index ? "> " : "  ").append(moments.get(i)).append('\n');
        }
        return text.toString();
    }

    /**
     * All moments.
     *
     * @param moments of a run
     * @return a line for each
     */
    public static String of(List<Moment> moments) {
        return moments.stream().map(Moment::toString).collect(Collectors.joining("\n"));
    }
}
