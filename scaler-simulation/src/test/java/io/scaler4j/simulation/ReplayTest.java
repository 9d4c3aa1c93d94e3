package io.scaler4j.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Stage;
import io.scaler4j.recorder.RecordedTurn;
import io.scaler4j.recorder.Recorder;
import io.scaler4j.recorder.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a live autoscaler decided is decided again from its recording. */
class ReplayTest {

    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(0, 20)
            .cooldown(ofMinutes(2))
            .scaleDown(ScalingRules.builder()
                    .stabilizationWindow(ofMinutes(2))
                    .percent(50, ofMinutes(1))
                    .build())
            .build();

    private static final Load LOAD = Load.sine(500, 450, ofMinutes(17))
            .withPoissonNoise(11)
            .failing(ofMinutes(25), ofMinutes(35))
            .then(ofMinutes(150), 0)
            .then(ofMinutes(170), 700);

    @TempDir
    Path directory;

    @Test
    void aLiveAutoscalerIsReplayedToTheBit() throws IOException {
        var service = new RecordedService(directory, POLICY, LOAD);
        ScalingState state = service.run(ScalingState.initial(), autoscaler -> {
            service.time.advance(ofMinutes(40));
            autoscaler.pause();
            service.time.advance(ofMinutes(5));
            autoscaler.pauseAt(7);
            service.time.advance(ofMinutes(5));
            autoscaler.resume();
            autoscaler.pauseScaleIn();
            service.time.advance(ofMinutes(10));
            autoscaler.resume();
            service.refuses = true;
            service.time.advance(ofMinutes(10));
            service.refuses = false;
            service.time.advance(ofMinutes(2));
            service.replicas = 2; // someone else's doing
            service.time.advance(ofMinutes(48)); // a schedule holds, meanwhile
        });
        service.time.advance(ofMinutes(10)); // down for so long
        state = service.run(ScalingState.parse(state.toText()), autoscaler -> {
            service.time.advance(ofMinutes(25)); // is scaled to zero
            autoscaler.forceActivation(true);
            service.time.advance(ofMinutes(10));
            autoscaler.forceActivation(false);
            service.time.advance(ofMinutes(25));
        });
        ScalingState last = service.run(ScalingState.initial(), autoscaler -> service.time.advance(ofMinutes(20)));

        Replay replay = Replay.of(service.recording(), POLICY);

        assertThat(replay.firstDifference()).isEmpty();
        assertThat(replay.isIdentical()).isTrue();
        assertThat(replay.run().turns())
                .extracting(turn -> turn.observation().orElseThrow())
                .isEqualTo(service.observations);
        assertThat(replay.run().turns())
                .extracting(turn -> turn.decision().orElseThrow())
                .isEqualTo(service.decisions);
        assertThat(replay.run().turns())
                .extracting(turn -> !(turn.outcome() instanceof Turn.NotWritten))
                .isEqualTo(service.written);
        assertThat(replay.run().state()).isEqualTo(last);
        assertThat(replay).hasToString(service.decisions.size() + " turns replayed, identical");
        assertThatItWasEventful(service);
    }

    @Test
    void theTimesOfConfirmedWritesAreReplayed() {
        var service = new RecordedService(directory, POLICY, LOAD);
        service.writesTake = Duration.ofMillis(250);
        ScalingState last = service.run(ScalingState.initial(), autoscaler -> service.time.advance(ofMinutes(180)));

        Replay replay = Replay.of(service.recording(), POLICY);

        assertThat(replay.firstDifference()).isEmpty();
        assertThat(replay.run().state()).isEqualTo(last);
        try (Stream<RecordedTurn> turns = service.recording().turns()) {
            assertThat(turns)
                    .extracting(turn -> turn.confirmedAt()
                            .map(at -> Duration.between(turn.observation().at(), at)))
                    .filteredOn(Optional::isPresent)
                    .hasSize((int)
                            service.decisions.stream().filter(Decision::changes).count())
                    .hasSizeGreaterThan(10)
                    .containsOnly(Optional.of(service.writesTake));
        }
    }

    /** Else it would prove little. */
    private void assertThatItWasEventful(RecordedService service) throws IOException {
        assertThat(service.decisions).hasSizeGreaterThan(600);
        assertThat(service.decisions).filteredOn(Decision::changes).hasSizeGreaterThan(30);
        assertThat(service.written).filteredOn(written -> !written).hasSizeGreaterThan(5);
        assertThat(service.decisions)
                .flatExtracting(decision -> decision.explanation().steps())
                .extracting(step -> step.reason())
                .contains(Reason.PAUSED, Reason.SCALE_IN_PAUSED, Reason.FALLBACK, Reason.FORCED, Reason.GAP);
        assertThat(service.decisions)
                .flatExtracting(decision -> decision.explanation().steps())
                .extracting(step -> step.stage())
                .contains(Stage.SCHEDULE, Stage.ACTIVATE, Stage.DEACTIVATE, Stage.RATE_LIMIT);
        assertThat(service.observations)
                .filteredOn(seen -> seen.measurements().get(1).reading() instanceof Reading.Samples)
                .hasSizeGreaterThan(500);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSizeGreaterThan(5);
        }
    }

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, 30) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyLoadUnderAnyPolicyIsReplayedToTheBit(long seed) {
        var random = new SplittableRandom(seed);
        ScalingPolicy policy = randomPolicy(random);
        Load load = Load.diurnal(random.nextInt(50), random.nextInt(50, 2_000), 0.5)
                .withPoissonNoise(seed)
                .failing(ofMinutes(random.nextInt(60)), ofMinutes(60 + random.nextInt(30)))
                .then(ofMinutes(random.nextInt(90, 150)), random.nextInt(3));
        var service = new RecordedService(directory, policy, load);
        ScalingState state = ScalingState.initial();
        for (int part = 0; part < 4; part++) {
            service.dryRun = random.nextInt(6) == 0;
            state = service.run(random.nextInt(4) == 0 ? ScalingState.initial() : state, autoscaler -> {
                service.time.advance(ofSeconds(random.nextInt(3_000)));
                service.refuses = random.nextInt(3) == 0;
                service.time.advance(ofSeconds(random.nextInt(600)));
                service.refuses = false;
            });
            service.replicas = random.nextInt(3) == 0 ? random.nextInt(20) : service.replicas;
            service.time.advance(ofSeconds(random.nextInt(300)));
        }

        Replay replay = Replay.of(service.recording(), policy);

        String context = "replay with -Dscaler4j.seed=" + seed + "\n" + policy + "\n" + replay;
        assertThat(replay.isIdentical()).as(context).isTrue();
        assertThat(replay.run().turns())
                .as(context)
                .extracting(turn -> turn.decision().orElseThrow())
                .isEqualTo(service.decisions);
        assertThat(replay.run().turns())
                .as(context)
                .extracting(turn -> !(turn.outcome() instanceof Turn.NotWritten))
                .isEqualTo(service.written);
        assertThat(replay.run().state()).as(context).isEqualTo(state);
    }

    private static ScalingPolicy randomPolicy(SplittableRandom random) {
        var policy = ScalingPolicy.builder()
                .replicas(random.nextInt(3), random.nextInt(5, 40))
                .cooldown(ofSeconds(random.nextInt(300)))
                .tolerance(random.nextInt(3) * 0.1);
        return (random.nextInt(4) == 0
                        ? policy.legacy()
                        : policy.scaleUp(randomRules(random)).scaleDown(randomRules(random)))
                .build();
    }

    private static ScalingRules randomRules(SplittableRandom random) {
        return ScalingRules.builder()
                .stabilizationWindow(ofSeconds(random.nextInt(300)))
                .percent(random.nextInt(10, 200), ofSeconds(random.nextInt(15, 120)))
                .replicas(random.nextInt(1, 6), ofMinutes(1))
                .build();
    }

    @Test
    void eachFileIsReplayedByItself() throws IOException {
        var service = new RecordedService(directory, POLICY, LOAD);
        service.run(ScalingState.initial(), autoscaler -> service.time.advance(ofMinutes(50)));
        int turns = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    (Iterable<Path>) files.filter(file -> !file.toString().endsWith(".lock"))::iterator) {
                Replay replay = Replay.of(Recording.of(file), POLICY);
                assertThat(replay.isIdentical()).as(file.toString()).isTrue();
                turns += replay.run().turns().size();
            }
        }
        assertThat(turns).isEqualTo(service.decisions.size());
    }

    @Test
    void turnsThatWereLostDoNotSpoilTheRest() {
        var service = new RecordedService(directory, POLICY, LOAD);
        try (Recorder recorder = service.recorder()) {
            ScalingState state =
                    service.run(recorder, ScalingState.initial(), autoscaler -> service.time.advance(ofMinutes(10)));
            state = service.run(new AutoscalerObserver() {}, state, autoscaler -> service.time.advance(ofMinutes(3)));
            service.run(recorder, state, autoscaler -> service.time.advance(ofMinutes(10)));
        }
        Replay replay = Replay.of(service.recording(), POLICY);
        assertThat(replay.isIdentical()).isTrue();
        assertThat(replay.run().turns()).hasSizeLessThan(service.decisions.size());
    }

    @Test
    void theFirstDifferenceNamesThePlaceBothWalksAndBothPolicies() {
        var service = new RecordedService(directory, POLICY, Load.constant(100).then(ofMinutes(2), 2_000));
        service.run(ScalingState.initial(), autoscaler -> service.time.advance(ofMinutes(5)));
        var lower = ScalingPolicy.builder().replicas(0, 10).build();

        Replay replay = Replay.of(service.recording(), lower);

        assertThat(replay.isIdentical()).isFalse();
        assertThat(replay.firstDifference()).hasValueSatisfying(difference -> {
            assertThat(difference.isInCount()).isTrue();
            assertThat(difference.replayed().decision().orElseThrow().to()).isEqualTo(10);
            assertThat(difference.toString())
                    .startsWith(
                            "another count at 2026-01-05T08:02:15Z (orders.jsonl, line 11):\n  recorded 6 -> 12: RECOMMEND")
                    .contains("\n  replayed 6 -> 10: RECOMMEND 6 -> 40 lag 2000 of 50 per replica")
                    .endsWith("\n  recorded with the policy \"" + POLICY + "\"\n  replayed with the policy \"" + lower
                            + "\"");
        });
    }

    @Test
    void aDifferenceInWhatIsRememberedIsOneToo() {
        var service = new RecordedService(directory, POLICY, Load.constant(100));
        service.run(ScalingState.initial(), autoscaler -> service.time.advance(ofMinutes(1)));
        ScalingPolicy forgetful = (state, observation) -> POLICY.decide(
                state,
                observation.at().equals(RecordedService.START)
                        ? observation
                        : Observation.of(
                                        observation.at().minusNanos(1000),
                                        observation.replicas(),
                                        observation.measurements())
                                .every(observation.interval()));

        Replay replay = Replay.of(service.recording(), forgetful);

        assertThat(replay.firstDifference()).hasValueSatisfying(difference -> {
            assertThat(difference.isInCount()).isFalse();
            assertThat(difference.toString())
                    .startsWith("another state at 2026-01-05T08:00:15Z (orders.jsonl, line 3):");
        });
    }

    @Test
    void theReplayedRunIsARunAsAnyOther() {
        var service = new RecordedService(directory, POLICY, Load.constant(400).then(ofMinutes(10), 100));
        service.run(ScalingState.initial(), autoscaler -> service.time.advance(ofMinutes(30)));

        Run run = Replay.of(service.recording(), POLICY).run();

        assertThat(run.turns())
                .extracting(turn -> turn.decision().orElseThrow().to())
                .allMatch(to -> to >= 1 && to <= 8);
        assertThat(run.start()).isEqualTo(1);
        assertThat(run.length()).isEqualTo(ofMinutes(30).plusSeconds(15));
    }

    @Test
    void aRecordingWithoutTurnsCannotBeReplayed() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.jsonl"), "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.of(Recording.of(file), POLICY))
                .withMessage("there is no turn to replay in the recording " + file);
    }

    @Test
    void aTurnTellsWhatItWas() {
        var service = new RecordedService(directory, POLICY, Load.constant(400));
        service.refuses = true;
        service.run(ScalingState.initial(), autoscaler -> service.time.advance(Duration.ZERO));
        try (Stream<RecordedTurn> turns = service.recording().turns()) {
            assertThat(turns).singleElement().satisfies(turn -> {
                assertThat(turn.problem()).get().asString().contains("the fleet is locked");
                assertThat(turn.toString()).startsWith("2026-01-05T08:00:00Z 1 -> 5 NOT WRITTEN RECOMMEND 1 -> ");
            });
        }
        assertThat(Replay.of(service.recording(), POLICY).run().length()).isEqualTo(ofSeconds(15));
    }
}
