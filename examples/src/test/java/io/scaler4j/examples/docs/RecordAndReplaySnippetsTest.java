package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.recorder.Recording;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Replay;
import io.scaler4j.simulation.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of docs/record-and-replay.md, compiled and run; the output it shows is what comes out. */
class RecordAndReplaySnippetsTest {

    private static final Path PAGE = Path.of("../docs/record-and-replay.md");
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private final AtomicInteger replicas = new AtomicInteger(2);
    private final ScaleTarget fleet = ScaleTarget.of(replicas::get, replicas::set);

    @TempDir
    Path recordings;

    @Test
    void aServiceIsRecordedAndReplayed() throws InterruptedException {
        ScalingPolicy policy = ScalingPolicy.builder().replicas(1, 20).build();
        Trigger trigger = Trigger.of("lag", request -> Reading.of(300), averageValue(50));
        var shutdown = new CountDownLatch(1) {
            @Override
            public void await() {
                Awaitility.await().untilAsserted(() -> assertThat(replicas).hasValue(6));
            }
        };
        run(recordings, fleet, policy, trigger, shutdown);

        var replay = replayed(recordings, policy);
        assertThat(printed(() -> printFirstChange(replay))).contains("RECOMMEND 2 -> 6 lag 300 of 50 per replica");
    }

    private static void run(
            Path recordings, ScaleTarget fleet, ScalingPolicy policy, Trigger trigger, CountDownLatch shutdown)
            throws InterruptedException {
        try (var recorder =
                        Recorder.builder(recordings, "orders").policy(policy).build();
                var autoscaler = Autoscaler.builder("orders")
                        .target(fleet)
                        .policy(policy)
                        .trigger(trigger)
                        .observer(recorder)
                        .build()
                        .start()) {
            shutdown.await();
        }
    }

    private static Replay replayed(Path recordings, ScalingPolicy policy) {
        var replay = Replay.of(Recording.of(recordings, "orders"), policy);
        assertThat(replay.firstDifference()).isEmpty();
        return replay;
    }

    private static void printFirstChange(Replay replay) {
        System.out.println(replay.run().changes().get(0));
    }

    private static void printWhatIf(Replay replay, ScalingPolicy candidate) {
        System.out.println(replay.whatIf(candidate));
    }

    @Test
    void anotherPolicyOnTheSameBursts() throws IOException {
        var eager = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleDown(ScalingRules.builder().stabilizationWindow(ZERO).build())
                .build();
        recordBursts(eager);

        var replay = Replay.of(Recording.of(recordings, "orders"), eager);
        var candidate = ScalingPolicy.builder().replicas(1, 20).build();
        String output = printed(() -> printWhatIf(replay, candidate));

        String parted = replay.whatIf(candidate).firstDivergence().orElseThrow().toString();
        assertThat(output).contains(parted);
        assertThat(Files.readString(PAGE)).contains(indented(parted));
    }

    private void recordBursts(ScalingPolicy policy) {
        var time = VirtualTime.startingAt(START);
        try (var recorder =
                        Recorder.builder(recordings, "orders").policy(policy).build();
                var autoscaler = Autoscaler.builder("orders")
                        .time(time)
                        .scheduler(time)
                        .executor(Runnable::run)
                        .target(fleet)
                        .policy(policy)
                        .trigger(Trigger.of(
                                "rate",
                                Load.bursts(40, 400, ofMinutes(4), ofMinutes(2)).asScaler(START),
                                averageValue(50)))
                        .observer(recorder)
                        .build()
                        .start()) {
            time.advance(ofHours(1));
        }
    }

    private static String printed(Runnable work) {
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(UTF_8);
    }

    private static String indented(String text) {
        return text.lines()
                .map(line -> "    " + line)
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }
}
