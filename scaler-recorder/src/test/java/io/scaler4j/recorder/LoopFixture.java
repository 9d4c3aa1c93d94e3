package io.scaler4j.recorder;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.ScaleTargetException;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * Turns of an autoscaler "orders" on one trigger, made by hand, so that a test says which turns a recorder hears of.
 */
abstract class LoopFixture {

    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    static final ScalingPolicy POLICY = ScalingPolicy.builder().replicas(1, 20).build();

    /** What the target does with a change. */
    enum Target {
        ACCEPTS,
        REFUSES,
        IS_NOT_ASKED
    }

    @TempDir
    Path directory;

    final List<Observation> seen = new ArrayList<>();
    ScalingState state = ScalingState.initial();
    Instant now = START;
    int replicas = 2;

    Recorder.Builder recorder() {
        return Recorder.builder(directory, "orders").policy(POLICY);
    }

    /** A turn that the recorder hears of. */
    Decision turn(Recorder recorder, double lag) {
        return turn(recorder, lag, Target.ACCEPTS);
    }

    Decision turn(Recorder recorder, double lag, Target target) {
        Decision decision = decide(lag);
        recorder.turnEnded(ended(seen.get(seen.size() - 1), decision, target));
        follow(decision, target == Target.ACCEPTS);
        return decision;
    }

    /** One whose change, if any, is accepted. */
    static Turn ended(String autoscaler, Observation observation, Decision decision) {
        var outcome = decision.changes() ? new Turn.Scaled(decision.at()) : new Turn.Unchanged();
        return Turn.of(autoscaler, decision.at(), observation, decision, outcome);
    }

    static Turn ended(Observation observation, Decision decision, Target target) {
        if (!decision.changes() || target == Target.ACCEPTS) {
            return ended("orders", observation, decision);
        }
        var outcome = target == Target.REFUSES
                ? new Turn.NotWritten(
                        Turn.Cause.REFUSED, Optional.of(new ScaleTargetException("the fleet is locked", null)))
                : new Turn.NotWritten(Turn.Cause.DRY_RUN, Optional.empty());
        return Turn.of("orders", decision.at(), observation, decision, outcome);
    }

    /** A turn that nobody hears of. */
    Decision decide(double lag) {
        var observation =
                Observation.of(now, Replicas.of(replicas), Measurement.of("lag", averageValue(50), Reading.of(lag)));
        seen.add(observation);
        return POLICY.decide(state, observation);
    }

    void follow(Decision decision, boolean written) {
        state = decision.next(written);
        replicas = written ? decision.to() : replicas;
        now = now.plusSeconds(15);
    }

    List<RecordedTurn> turns() {
        return turns(Recording.of(directory, "orders"));
    }

    static List<RecordedTurn> turns(Recording recording) {
        try (Stream<RecordedTurn> turns = recording.turns()) {
            return turns.toList();
        }
    }

    /** Of recordings, the current file last. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted(Comparator.comparing((String name) -> name.endsWith(".jsonl"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    Path current() {
        return directory.resolve("orders.jsonl");
    }

    /** The files of the directory that this process has open, where the system tells. */
    List<Path> open() throws IOException {
        var open = new ArrayList<Path>();
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            for (Path handle : handles.toList()) {
                if (Files.isSymbolicLink(handle)) {
                    Path file = Files.readSymbolicLink(handle);
                    if (file.startsWith(directory.toRealPath())) {
                        open.add(file);
                    }
                }
            }
        }
        return open;
    }
}
