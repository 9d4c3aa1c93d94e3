package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.http.proxy.Exchange;
import io.scaler4j.http.proxy.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpStoryTest {

    private static final DemoOptions OPTIONS = new DemoOptions(6, false);
    private static final List<WorkerPool.Start> STARTS =
            List.of(new WorkerPool.Start(2, 3, true), new WorkerPool.Start(12, 13, true));
    private static final List<Answer> ANSWERS =
            List.of(new Answer(1, 12, 1.1, 200), new Answer(0, 2, 1.2, 200), new Answer(2, 12.5, 0.7, 200));
    private static final List<Exchange> EXCHANGES =
            List.of(exchange(1200, true), exchange(1050, true), exchange(300, false), exchange(0, false));

    @TempDir
    Path folder;

    @Test
    void allGoesWell() {
        HttpStory story = story(ANSWERS, twice());
        assertThat(story.conditions()).allMatch(Story.Condition::holds);
        assertThat(story.lines())
                .containsExactly(
                        "cold start at 2.0 s: the first request was answered after 1.20 s,"
                                + " its worker took 1.00 s to start, 1 waited",
                        "cold start at 12.0 s: the first request was answered after 1.10 s,"
                                + " its worker took 1.00 s to start, 2 waited",
                        "held: 3 of 4 requests, 2 of them because no worker was ready; the longest for 1.20 s",
                        "replicas: 0 -> 1 -> 0 -> 4 -> 5 -> 6 -> 3 -> 1 -> 0",
                        "answers: 3 of 3");
        assertThat(story.lastLine()).isEqualTo("demo: peak 6 workers, back to 0, 3 of 3 requests answered with 200");
    }

    @Test
    void oneRequestThatFailedIsFoundOut() {
        var answers = new ArrayList<>(ANSWERS);
        answers.set(2, new Answer(2, 12.5, 0.7, 503));
        assertThat(failures(story(answers, twice())))
                .containsExactly("every request answered with 200: 2 of 3, 1 with 503");
        answers.set(0, new Answer(1, 12, 1.1, 0));
        assertThat(failures(story(answers, twice())))
                .contains("every request answered with 200: 1 of 3, 1 without an answer, 1 with 503");
    }

    @Test
    void oneRequestThatIsStillOpenIsFoundOut() {
        assertThat(failures(story(ANSWERS.subList(0, 2), twice())))
                .containsExactly("every request answered with 200: 2 of 3");
    }

    @Test
    void workersThatNeverLeaveAreFoundOut() {
        assertThat(failures(story(ANSWERS, turns(IntStream.of(0, 1, 30, 60, 60)))))
                .containsExactly("from 0 up and back to 0, twice: 0 -> 1 -> 5");
    }

    @Test
    void nothingHappenedYet() {
        var story = new HttpStory(3, List.of(), List.of(), List.of(), List.of(), Optional.empty());
        assertThat(story.lastLine()).isEqualTo("demo: peak 0 workers, back to 0, 0 of 3 requests answered with 200");
        assertThat(story.conditions()).noneMatch(Story.Condition::holds);
        story.write(folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesTheDecisionsBehind() {
        List<Turn> turns = twice();
        var replay = Turns.replay(turns, HttpRun.policy(OPTIONS), folder);
        new HttpStory(3, ANSWERS, EXCHANGES, STARTS, turns, replay).write(folder);
        assertThat(folder).isDirectoryContaining("glob:**/web.html").isDirectoryContaining("glob:**/web.csv");
    }

    private static HttpStory story(List<Answer> answers, List<Turn> turns) {
        return new HttpStory(3, answers, EXCHANGES, STARTS, turns, Optional.empty());
    }

    /** One request, silence, a burst, a tail, silence. */
    private static List<Turn> twice() {
        IntStream first =
                IntStream.concat(IntStream.of(0, 1), IntStream.range(0, 12).map(second -> 0));
        IntStream burst = IntStream.of(18, 30, 30, 30);
        IntStream tail = IntStream.range(0, 20).map(second -> 2);
        IntStream silence = IntStream.range(0, 12).map(second -> 0);
        return turns(IntStream.concat(IntStream.concat(first, burst), IntStream.concat(tail, silence)));
    }

    private static List<Turn> turns(IntStream requests) {
        return Turns.of(HttpRun.policy(OPTIONS), Turns.lags(requests));
    }

    private static List<String> failures(HttpStory story) {
        return story.conditions().stream()
                .filter(condition -> !condition.holds())
                .map(Story.Condition::text)
                .toList();
    }

    private static Exchange exchange(int heldMillis, boolean coldStart) {
        return new Exchange(
                Optional.of(HttpRun.NAME),
                "GET",
                "127.0.0.1",
                "/work",
                "HTTP/1.1",
                200,
                heldMillis > 0 ? Outcome.HELD_READY : Outcome.READY,
                Duration.ofMillis(heldMillis + 50),
                Duration.ofMillis(heldMillis),
                coldStart,
                0,
                12,
                Optional.empty(),
                Optional.empty());
    }
}
