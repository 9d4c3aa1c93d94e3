package io.scaler4j.examples.demo;

import java.time.Instant;

/**
 * What a run left behind.
 *
 * @param began when the load did
 * @param timeline what was measured
 * @param messages how many messages the load has
 * @param consumed how many of them were worked on
 * @param repeated how often a message was worked on again
 */
record RunResult(Instant began, Timeline timeline, long messages, long consumed, long repeated) {

    static final RunResult NONE = new RunResult(Instant.EPOCH, Timeline.EMPTY, 0, 0, 0);

    /** For how many seconds there was more lag than one replica is meant to have. */
    double backlogSeconds() {
        return timeline.secondsAbove(ScaledRun.LAG_THRESHOLD);
    }

    boolean isWhole() {
        return consumed == messages;
    }
}
