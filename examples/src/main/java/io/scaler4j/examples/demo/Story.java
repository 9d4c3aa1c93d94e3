package io.scaler4j.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that the demo has found out so far; a demo that ends early leaves a part of it.
 *
 * @param options of the demo
 * @param scaled the run on the scaled pool
 * @param turns of its autoscaler
 * @param fixed the run on one replica
 */
record Story(DemoOptions options, RunResult scaled, List<Turn> turns, RunResult fixed) {

    private static final int LEAST_PEAK = 6;
    private static final int LEAST_STEPS_DOWN = 2;
    private static final double LEAST_GAIN = 2;

    /**
     * Something that the demo is to show.
     *
     * @param holds whether it did
     * @param text what, with the numbers
     */
    record Condition(boolean holds, String text) {}

    Story {
        turns = List.copyOf(turns);
    }

    static Story begin(DemoOptions options) {
        return new Story(options, RunResult.NONE, List.of(), RunResult.NONE);
    }

    Story withScaled(RunResult result, List<Turn> recorded) {
        return new Story(options, result, recorded, fixed);
    }

    Story withFixed(RunResult result) {
        return new Story(options, scaled, turns, result);
    }

    List<Condition> conditions() {
        return List.of(
                new Condition(peak() >= LEAST_PEAK, "peak of at least %d replicas: %d".formatted(LEAST_PEAK, peak())),
                new Condition(
                        first() == 0 && peak() > 0 && last() == 0,
                        "from 0 up and back to 0: %d, %d, %d".formatted(first(), peak(), last())),
                new Condition(
                        stepsDown().size() >= LEAST_STEPS_DOWN,
                        "at least %d steps between peak and 0: %s".formatted(LEAST_STEPS_DOWN, joined(stepsDown()))),
                new Condition(
                        scaled.isWhole(),
                        "all messages consumed: %d of %d; %d came twice"
                                .formatted(scaled.consumed(), scaled.messages(), scaled.repeated())),
                new Condition(replay().agrees(), "replay: " + replay()),
                new Condition(gain() >= LEAST_GAIN, "backlog on one replica: " + backlog()));
    }

    /** The recorded readings, decided on again. */
    Replay replay() {
        return Replay.of(ScaledRun.policy(options), turns);
    }

    /** The backlog of both runs in one sentence. */
    String backlog() {
        return String.format(
                Locale.ROOT,
                "%s%.1f s instead of %.1f s, %.1f times as long",
                fixed.isWhole() ? "" : "at least ",
                fixed.backlogSeconds(),
                scaled.backlogSeconds(),
                gain());
    }

    /** The last line of the demo. */
    String lastLine() {
        return "demo: peak %d replicas, %s, %d of %d messages consumed"
                .formatted(
                        peak(), last() == 0 ? "back to 0" : "still at " + last(), scaled.consumed(), scaled.messages());
    }

    int peak() {
        return turns.stream().mapToInt(Turn::replicas).max().orElse(0);
    }

    /** The counts strictly between the peak and 0 that the pool went through after its peak. */
    List<Integer> stepsDown() {
        var steps = new ArrayList<Integer>();
        for (Turn turn : turns) {
            if (turn.replicas() == peak()) {
                steps.clear();
            } else if (turn.replicas() > 0 && turn.replicas() < turn.decision().from()) {
                steps.add(turn.replicas());
            }
        }
        return steps;
    }

    private static String joined(List<Integer> counts) {
        return counts.isEmpty() ? "none" : counts.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private double gain() {
        return scaled.backlogSeconds() > 0 ? fixed.backlogSeconds() / scaled.backlogSeconds() : 0;
    }

    private int first() {
        return turns.isEmpty() ? 0 : turns.get(0).decision().from();
    }

    private int last() {
        return turns.isEmpty() ? 0 : turns.get(turns.size() - 1).replicas();
    }
}
