package io.scaler4j.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are damaged anywhere. A failure names its seed; replay it with {@code -Dscaler4j.seed=N}. */
class RecordingDamageTest extends LoopFixture {

    static LongStream seeds() {
        return RecordingPropertiesTest.seeds();
    }

    /** Of random observations, so that every field there is has its turn. */
    private void record(long seed, int turns) {
        var random = new RandomObservations(seed);
        try (Recorder recorder = recorder().build()) {
            for (int turn = 0; turn < turns; turn++) {
                Observation observation = random.next();
                recorder.turnEnded(ended("orders", observation, POLICY.decide(state, observation)));
                seen.add(observation);
            }
        }
    }

    /** What can be read before the damage, if there is any. */
    private List<RecordedTurn> readable(Recording recording, List<Throwable> problems) {
        List<RecordedTurn> turns = new ArrayList<>();
        try (Stream<RecordedTurn> stream = recording.turns(leftOut -> {})) {
            Throwable problem = catchThrowable(() -> stream.forEach(turns::add));
            if (problem != null) {
                problems.add(problem);
            }
        }
        return turns;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverBytesBecomeTheTurnsBeforeThemAreReadAndTheDamageIsNamed(long seed) throws IOException {
        record(seed, 5);
        byte[] whole = Files.readAllBytes(current());
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 10; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(whole.length);
            for (int each = at; each < Math.min(whole.length, at + 1 + random.nextInt(3)); each++) {
                damaged[each] = (byte) random.nextInt(256);
            }
            Files.write(current(), damaged);
            List<Throwable> problems = new ArrayList<>();
            List<RecordedTurn> turns = readable(Recording.of(current()), problems);
            long before = linesBefore(whole, at);
            assertThat(problems)
                    .as("seed %s, byte %s", seed, at)
                    .allSatisfy(problem -> assertThat(problem)
                            .isInstanceOf(RecordingException.class)
                            .hasMessageStartingWith("the recording " + current() + " is "));
            assertThat((long) turns.size())
                    .as("seed %s, byte %s", seed, at)
                    .isGreaterThanOrEqualTo(turnsBefore(before));
            for (int turn = 0; turn < turnsBefore(before); turn++) {
                assertThat(turns.get(turn).observation())
                        .as("seed %s, byte %s", seed, at)
                        .isEqualTo(seen.get(turn));
            }
        }
    }

    private static long linesBefore(byte[] text, int at) {
        return IntStream.range(0, at).filter(i -> text[i] == '\n').count();
    }

    /** Each turn has a header of its own, since no two of them have the same interval. */
    private static long turnsBefore(long lines) {
        return lines / 2;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aFileThatIsCutAnywhereHasAllItsWholeLines(long seed) throws IOException {
        record(seed, 5);
        byte[] whole = Files.readAllBytes(current());
        int cut = new SplittableRandom(seed).nextInt(whole.length + 1);
        Files.write(current(), Arrays.copyOf(whole, cut));
        List<String> leftOut = new ArrayList<>();
        List<RecordedTurn> turns;
        try (Stream<RecordedTurn> stream = Recording.of(current()).turns(leftOut::add)) {
            turns = stream.toList();
        }
        assertThat(turns)
                .as("seed %s, cut at %s", seed, cut)
                .extracting(RecordedTurn::observation)
                .isEqualTo(seen.subList(0, (int) turnsBefore(linesBefore(whole, cut))));
        boolean half = cut > 0 && whole[cut - 1] != '\n';
        assertThat(leftOut).as("seed %s, cut at %s", seed, cut).hasSize(half ? 1 : 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCompressedFileThatIsDamagedIsNamed(long seed) throws IOException {
        record(seed, 3);
        recorder().build().close();
        Path finished = directory.resolve("orders.jsonl.000001.gz");
        byte[] whole = Files.readAllBytes(finished);
        var random = new SplittableRandom(seed);
        byte[] damaged = whole.clone();
        damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(finished, damaged);
        List<Throwable> problems = new ArrayList<>();
        List<RecordedTurn> turns = readable(Recording.of(directory, "orders"), problems);
        if (problems.isEmpty()) {
            assertThat(turns)
                    .as("seed %s, a bit that means nothing", seed)
                    .extracting(RecordedTurn::observation)
                    .isEqualTo(seen);
        } else {
            assertThat(problems)
                    .as("seed %s", seed)
                    .singleElement()
                    .asInstanceOf(throwable(RecordingException.class))
                    .hasMessageContaining("orders.jsonl.000001.gz is ");
        }
    }

    // ---- lines that are no recording

    private String damageOf(String line) throws IOException {
        record(1, 1);
        List<String> lines = Files.readAllLines(current());
        Files.writeString(current(), lines.get(0) + "\n" + line + "\n");
        List<Throwable> problems = new ArrayList<>();
        readable(Recording.of(current()), problems);
        return problems.get(0).getMessage();
    }

    @Test
    void aLineIsOneObject() throws IOException {
        assertThat(damageOf("[1]")).contains("damaged at line 2: it is no object; cut it there");
        assertThat(damageOf("7")).contains("it is no object");
        assertThat(damageOf("{} {}")).contains("there is more than one object");
        assertThat(damageOf("")).contains("it is no object");
    }

    @Test
    void aToleranceThatIsNotTwoNumbersIsDamage() throws IOException {
        record(1, 1);
        String text = Files.readString(current());
        String header = "{\"scaler4j-recording\":1,\"autoscaler\":\"orders\",\"interval\":\"PT15S\",\"state\":\""
                + ScalingState.initial().toText()
                + "\",\"triggers\":[{\"name\":\"lag\",\"averageValue\":5.0,\"tolerance\":[0.1]}]}\n";
        Files.writeString(current(), header + text);
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(this::turns)
                .withMessageContaining("is damaged at line 1: \"tolerance\" is not two numbers");
    }

    @Test
    void afterTheLastTurnThereIsNone() {
        record(1, 1);
        try (Stream<RecordedTurn> stream = Recording.of(directory, "orders").turns()) {
            var each = stream.iterator();
            each.next();
            assertThat(each.hasNext()).isFalse();
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(each::next);
        }
    }
}
