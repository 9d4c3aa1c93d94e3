package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.policy.ScalingPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryTest {

    private static final DemoOptions OPTIONS = new DemoOptions(6, false);
    private static final ScalingPolicy POLICY = ScaledRun.policy(OPTIONS);
    private static final List<Turn> UP_AND_DOWN = Turns.upAndDown(POLICY);
    private static final RunResult SCALED = result(10, 500, 500);
    private static final RunResult FIXED = result(25, 500, 200);

    @TempDir
    Path folder;

    @Test
    void allGoesWell() {
        Story story = story(SCALED, UP_AND_DOWN, FIXED);
        assertThat(story.conditions()).allMatch(Story.Condition::holds);
        assertThat(story.replayed()).isEqualTo("39 decisions, the very same replica series");
        assertThat(story.backlog()).isEqualTo("at least 25.0 s instead of 10.0 s, 2.5 times as long");
        assertThat(story.lastLine()).isEqualTo("demo: peak 10 replicas, back to 0, 500 of 500 messages consumed");
    }

    @Test
    void countsTheStepsBetweenPeakAndZero() {
        assertThat(story(SCALED, UP_AND_DOWN, FIXED).stepsDown()).containsExactly(8, 5, 4, 2, 1);
    }

    @Test
    void aPoolThatIsStillAwakeIsSaidToBe() {
        Story story = story(SCALED, UP_AND_DOWN.subList(0, 8), FIXED);
        assertThat(story.lastLine()).isEqualTo("demo: peak 10 replicas, still at 10, 500 of 500 messages consumed");
        assertThat(failures(story)).hasSize(2).first().isEqualTo("from 0 up and back to 0: 0, 10, 10");
    }

    @Test
    void aLowPeakIsNotEnough() {
        var low = Turns.of(POLICY, Turns.lags(IntStream.of(0, 3, 20, 0)));
        assertThat(failures(story(SCALED, low, FIXED))).contains("peak of at least 6 replicas: 4");
    }

    @Test
    void aLostMessageIsFoundOut() {
        assertThat(failures(story(result(10, 500, 499), UP_AND_DOWN, FIXED)))
                .containsExactly("all messages consumed: 499 of 500; 0 came twice");
    }

    @Test
    void aFixedPoolThatIsNearlyAsGoodIsFoundOut() {
        assertThat(failures(story(SCALED, UP_AND_DOWN, result(19, 500, 500))))
                .containsExactly("backlog on one replica: 19.0 s instead of 10.0 s, 1.9 times as long");
    }

    @Test
    void turnsThatComeOutOtherwiseOrAreMissingInTheRecordingAreFoundOut() {
        var slower = Turns.replay(UP_AND_DOWN, ScaledRun.policy(new DemoOptions(1, false)), folder);
        assertThat(Story.begin(OPTIONS).withScaled(SCALED, UP_AND_DOWN, slower).replayed())
                .startsWith("39 turns replayed, another walk at ");
        var shorter = Turns.replay(UP_AND_DOWN.subList(0, 38), POLICY, folder);
        assertThat(failures(Story.begin(OPTIONS)
                        .withScaled(SCALED, UP_AND_DOWN, shorter)
                        .withFixed(FIXED)))
                .containsExactly("replay: 38 turns replayed, identical, but 39 were made");
    }

    @Test
    void nothingHappenedYet() {
        Story story = Story.begin(OPTIONS);
        assertThat(story.lastLine()).isEqualTo("demo: peak 0 replicas, back to 0, 0 of 0 messages consumed");
        assertThat(story.conditions()).anyMatch(condition -> !condition.holds());
    }

    private static List<String> failures(Story story) {
        return story.conditions().stream()
                .filter(condition -> !condition.holds())
                .map(Story.Condition::text)
                .toList();
    }

    private Story story(RunResult scaled, List<Turn> turns, RunResult fixed) {
        return Story.begin(OPTIONS)
                .withScaled(scaled, turns, Turns.replay(turns, POLICY, folder))
                .withFixed(fixed);
    }

    /** With a backlog of so many seconds. */
    private static RunResult result(double backlogSeconds, long messages, long consumed) {
        var timeline = new Timeline(List.of(
                new Timeline.Sample(0, 0, 0, 0, 0),
                new Timeline.Sample(1, 50, messages, 1, 1),
                new Timeline.Sample(1 + backlogSeconds, 5, messages, 1, 1)));
        return new RunResult(Instant.EPOCH, timeline, messages, consumed, 0);
    }
}
