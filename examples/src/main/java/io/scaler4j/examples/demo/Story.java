package io.scaler4j.examples.demo;

import io.scaler4j.Turn;
import io.scaler4j.simulation.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that the demo has found out so far; a demo that ends early leaves a part of it.
 *
 * @param options of the demo
 * @param scaled the run on the scaled pool
 * @param turns of its autoscaler, each with a decision
 * @param replay of what was recorded of them; empty without a turn
 * @param fixed the run on one replica
 */
record Story(DemoOptions options, RunResult scaled, List<Turn> turns, Optional<Replay> replay, RunResult fixed) {

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
        return new Story(options, RunResult.NONE, List.of(), Optional.empty(), RunResult.NONE);
    }

    Story withScaled(RunResult result, List<Turn> made, Optional<Replay> replayed) {
        return new Story(options, result, made, replayed, fixed);
    }

    Story withFixed(RunResult result) {
        return new Story(options, scaled, turns, replay, result);
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
                new Condition(isReplayed(), "replay: " + replayed()),
                new Condition(gain() >= LEAST_GAIN, "backlog on one replica: " + backlog()));
    }

    /** What came of the recorded readings when they were decided on again. */
    String replayed() {
        return isReplayed()
                ? turns.size() + " decisions, the very same replica series"
                : replay.map(each -> each + (isWhole(each) ? "" : ", but " + turns.size() + " were made"))
                        .orElse("nothing was recorded");
    }

    private boolean isReplayed() {
        return replay.filter(each -> each.isIdentical() && isWhole(each)).isPresent();
    }

    private boolean isWhole(Replay replayed) {
        return replayed.run().turns().size() == turns.size();
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
        return turns.stream().mapToInt(Story::replicas).max().orElse(0);
    }

    /** The counts strictly between the peak and 0 that the pool went through after its peak. */
    List<Integer> stepsDown() {
        var steps = new ArrayList<Integer>();
        for (Turn turn : turns) {
            int replicas = replicas(turn);
            if (replicas == peak()) {
                steps.clear();
            } else if (replicas > 0 && replicas < from(turn)) {
                steps.add(replicas);
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
        return turns.isEmpty() ? 0 : from(turns.get(0));
    }

    private int last() {
        return turns.isEmpty() ? 0 : replicas(turns.get(turns.size() - 1));
    }

    private static int from(Turn turn) {
        return turn.decision().orElseThrow().from();
    }

    private static int replicas(Turn turn) {
        return turn.replicas().orElseThrow();
    }
}
