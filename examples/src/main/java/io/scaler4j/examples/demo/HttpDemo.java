package io.scaler4j.examples.demo;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Requests scale workers from zero and back, and none is lost: an interceptor holds what arrives until a worker is
 * ready. See {@code ./demo http --help}.
 */
public final class HttpDemo {

    private static final Path REPORT_FOLDER = Path.of("examples", "target", "demo");

    private final DemoOptions options;
    private final Screen screen;

    private HttpDemo(DemoOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    /**
     * Runs the demo and ends the JVM: with status 0 if all went as it should, 1 if not, 2 for bad options, 130 if
     * interrupted.
     *
     * @param args see {@code ./demo http --help}
     */
    public static void main(String[] args) {
        Stage.play(
                args,
                "help-http.txt",
                (options, screen, interruption) -> new HttpDemo(options, screen).run(interruption));
    }

    private int run(Interruption interruption) {
        HttpStory story = run(interruption::isRequested);
        interruption.end(); // nothing below is to be cut short
        boolean reported = report(story);
        if (interruption.isRequested()) {
            screen.line("demo: interrupted");
            return Interruption.STATUS;
        }
        return judge(story) && reported ? Stage.OK : Stage.FAILED;
    }

    private HttpStory run(BooleanSupplier interrupted) {
        screen.line("== 0 to %d worker processes, one for %d requests in flight; 30 s of the policy's time take %s s"
                .formatted(
                        HttpRun.MOST,
                        HttpRun.IN_FLIGHT,
                        options.shortened(Duration.ofSeconds(30)).toMillis() / 1e3));
        var run = new HttpRun(options, screen, REPORT_FOLDER);
        try (run) {
            run.run();
        } catch (InterruptedException e) {
            // what there is so far is reported
        } catch (RuntimeException e) {
            if (!interrupted.getAsBoolean()) {
                screen.line("failed: " + e);
            }
        } finally {
            screen.status("");
        }
        return run.story();
    }

    private boolean report(HttpStory story) {
        story.lines().forEach(screen::line);
        try {
            story.write(REPORT_FOLDER);
            screen.line("report: %s and .csv".formatted(REPORT_FOLDER.resolve(HttpRun.NAME + ".html")));
            return true;
        } catch (UncheckedIOException e) {
            screen.line("failed: the report could not be written to " + REPORT_FOLDER + ": " + e.getMessage());
            return false;
        }
    }

    private boolean judge(HttpStory story) {
        boolean good = true;
        for (Story.Condition condition : story.conditions()) {
            if (!condition.holds()) {
                screen.line("failed: " + condition.text());
                good = false;
            }
        }
        screen.line(story.lastLine());
        return good;
    }
}
