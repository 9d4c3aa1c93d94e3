package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of requests, as fast as it goes. */
class HttpRunTest {

    @TempDir
    Path folder;

    @Test
    void everyRequestIsAnsweredFromZeroUpAndBackTwice() throws Exception {
        var output = new ByteArrayOutputStream();
        var screen = Screen.plain(new PrintStream(output, true, StandardCharsets.UTF_8));
        var run = new HttpRun(new DemoOptions(DemoOptions.FASTEST, false), screen, folder);
        try (run) {
            run.run();
        }
        HttpStory story = run.story();
        assertThat(story.conditions())
                .allSatisfy(condition -> assertThat(condition.holds())
                        .as("%s%n%s", condition.text(), output.toString(StandardCharsets.UTF_8))
                        .isTrue());
        assertThat(story.exchanges()).hasSize(story.planned());
        assertThat(story.replay().orElseThrow().isIdentical()).isTrue();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("reqs  replicas  why", "0 -> 1", " -> 0");
    }
}
