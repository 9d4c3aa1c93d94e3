package io.scaler4j.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The main job on real input: a producer, a consumer group, a lag threshold, and a pool that follows. See {@code ./demo
 * --help}.
 */
public final class Demo {

    private static final Path REPORT_FOLDER = Path.of("examples", "target", "demo");

    private final DemoOptions options;
    private final Screen screen;
    private Story story;

    private Demo(DemoOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
        story = Story.begin(options);
    }

    /**
     * Runs the demo and ends the JVM: with status 0 if all went as it should, 1 if not, 2 for bad options, 130 if
     * interrupted.
     *
     * @param args see {@code ./demo --help}
     */
    public static void main(String[] args) {
        Stage.play(args, "help.txt", (options, screen, interruption) -> new Demo(options, screen).run(interruption));
    }

    private int run(Interruption interruption) {
        boolean complete = runBoth(interruption);
        interruption.end(); // nothing below is to be cut short
        boolean reported = report();
        if (interruption.isRequested()) {
            screen.line("demo: interrupted");
            return Interruption.STATUS;
        }
        return judge() && complete && reported ? Stage.OK : Stage.FAILED;
    }

    /** False if it could not be carried through. */
    private boolean runBoth(Interruption interruption) {
        try (var broker = DemoBroker.start()) {
            runScaled(broker);
            runFixed(broker);
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (RuntimeException e) {
            if (!interruption.isRequested()) {
                screen.line("failed: " + e);
            }
            return false;
        } finally {
            screen.status("");
        }
    }

    private void runScaled(DemoBroker broker) throws InterruptedException {
        screen.line("== A pool of 0 to 10 consumers for %d messages of lag each; 30 s of the policy's time take %s s"
                .formatted(
                        ScaledRun.LAG_THRESHOLD,
                        options.shortened(Duration.ofSeconds(30)).toMillis() / 1e3));
        var run = new ScaledRun(broker, options, screen, REPORT_FOLDER);
        try (run) {
            run.run();
        } finally {
            story = story.withScaled(run.result(), run.turns(), run.replay());
        }
        screen.line("replay: " + story.replayed());
    }

    private void runFixed(DemoBroker broker) throws InterruptedException {
        screen.line("== The same load on one consumer, watched up to %.1f times as long a backlog"
                .formatted(FixedRun.WATCHED));
        try (var run = new FixedRun(broker, options, screen, story.scaled())) {
            try {
                run.run();
            } finally {
                story = story.withFixed(run.result());
            }
        }
        screen.line("backlog (more than %d messages of lag): %s".formatted(ScaledRun.LAG_THRESHOLD, story.backlog()));
    }

    private boolean report() {
        try {
            ComparisonReport.of(story).write(REPORT_FOLDER);
            screen.line("report: " + REPORT_FOLDER.resolve(ComparisonReport.HTML) + ", " + ScaledRun.TOPIC + ".html, "
                    + ScaledRun.TOPIC + ".csv and " + ComparisonReport.ARRIVALS);
            return true;
        } catch (IOException | UncheckedIOException e) {
            screen.line("failed: the report could not be written to " + REPORT_FOLDER + ": " + e);
            return false;
        }
    }

    private boolean judge() {
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
