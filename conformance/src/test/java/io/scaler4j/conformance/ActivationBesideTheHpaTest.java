package io.scaler4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.KedaBesideHpa;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One policy decides what KEDA's loop and an HPA decide together, through zero and activation. */
class ActivationBesideTheHpaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    private static final Pattern WHERE = Pattern.compile("turn (\\d+) cur (\\d+) theirs (\\d+) ours \\d+");

    static Stream<String> casesFromTheField() throws IOException {
        try (var stream = Objects.requireNonNull(
                ActivationBesideTheHpaTest.class.getResourceAsStream("cases/hpa/c-wake-up-window.jsonl"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> line.contains("\"where\"")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("casesFromTheField")
    void anUpWindowSeesWhatWasRecommendedBeforeTheSleep(String line) throws IOException {
        JsonNode one = JSON.readTree(line);
        Matcher where = WHERE.matcher(one.path("where").asText());
        assertThat(where.find()).isTrue();
        int turn = Integer.parseInt(where.group(1));
        var run = new Both(one.path("case"));
        for (int i = 0; i < turn; i++) {
            run.turn(i);
        }
        assertThat(run.desired).isEqualTo(Integer.parseInt(where.group(2)));
        assertThat(run.turn(turn).to()).isEqualTo(Integer.parseInt(where.group(3)));
    }

    static LongStream seeds() {
        Long replayed = Long.getLong("scaler4j.seed");
        return replayed == null ? LongStream.range(0, 500) : LongStream.of(replayed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyRunThroughSleepIsDecidedAsByBoth(long seed) {
        var run = new Both(new RandomCase(new SplittableRandom(seed)).given());
        for (int i = 0; i < run.given.path("turns").size(); i++) {
            run.turn(i);
        }
    }

    /** This library's policy on a target, and the two controllers beside it on what it sees. */
    private static final class Both {

        private final JsonNode given;
        private final ScalingPolicy policy;
        private final KedaBesideHpa controllers;
        private ScalingState state = ScalingState.initial();
        private Instant at = START;
        private int desired;

        Both(JsonNode given) {
            this.given = given;
            int min = given.path("min").asInt();
            policy = withActivation(RecordedPolicy.with(ScalingPolicy.builder(), given, given, min))
                    .build();
            controllers = new KedaBesideHpa(
                    withActivation(ScalingPolicy.builder()).replicas(min, Integer.MAX_VALUE),
                    hpa(Math.max(1, min)).build());
            desired = given.path("spec").asInt();
        }

        private ScalingPolicy.Builder withActivation(ScalingPolicy.Builder policy) {
            policy.cooldown(RecordedReadings.seconds(given, "cool"))
                    .initialCooldown(Duration.ZERO)
                    .activation(ActivationMode.MINIMAL);
            return given.hasNonNull("idle")
                    ? policy.idleReplicas(given.path("idle").asInt())
                    : policy;
        }

        private ScalingPolicy.Builder hpa(int min) {
            return RecordedPolicy.with(ScalingPolicy.likeHpa(), given, given, min);
        }

        Decision turn(int index) {
            JsonNode turn = given.path("turns").get(index);
            at = at.plusMillis(turn.path("dt").asLong());
            desired = turn.path("set").asInt(desired);
            var observation = RecordedRun.observation(given, turn, at, desired);
            boolean written = !turn.path("wf").asBoolean();
            Decision decision = policy.decide(state, observation);
            assertThat(decision.to())
                    .as(() -> "turn " + index + " of " + given + "\n" + state + "\n" + decision)
                    .isEqualTo(controllers.decide(observation, written));
            state = decision.next(written);
            desired = written ? decision.to() : desired;
            return decision;
        }
    }

    /** A case of the recorded kind: work that comes and goes, under random rules. */
    private static final class RandomCase {

        private final SplittableRandom random;
        private final ObjectNode given = JSON.createObjectNode();

        RandomCase(SplittableRandom random) {
            this.random = random;
            given.put("tol", some("0", "0.1", "0.2"));
            given.put("downWin", random.nextInt(5) * 60);
            boolean idles = random.nextInt(4) == 0;
            int min = idles ? random.nextInt(1, 4) : 0;
            given.put("min", min);
            given.put("max", random.nextInt(4, 40));
            given.put("cool", random.nextInt(6) * 30);
            // Below the minimum both would raise the count, and which comes first is chance.
            given.put("spec", random.nextInt(3) == 0 ? 0 : min + random.nextInt(5));
            if (idles) {
                given.put("idle", 0);
            }
            if (random.nextInt(4) > 0) {
                ObjectNode behavior = given.putObject("behavior");
                behavior.set("up", rules());
                behavior.set("down", rules());
            }
            given.putArray("metrics")
                    .addObject()
                    .put("t", "ext")
                    .put("vt", "AverageValue")
                    .put("target", 1000);
            turns();
        }

        JsonNode given() {
            return given;
        }

        private JsonNode rules() {
            ObjectNode rules = JSON.createObjectNode();
            rules.put("win", random.nextInt(6) * 30);
            rules.put("select", some("Max", "Min"));
            var limits = rules.putArray("policies");
            for (int i = random.nextInt(3); i > 0; i--) {
                limits.addArray()
                        .add(some("Pods", "Percent"))
                        .add(random.nextInt(1, 150))
                        .add(random.nextInt(1, 40) * 15);
            }
            return rules;
        }

        private void turns() {
            var turns = given.putArray("turns");
            long work = 0;
            for (int i = 0; i < 80; i++) {
                work = random.nextInt(4) == 0 ? (random.nextBoolean() ? 0 : random.nextInt(30_000)) : work;
                ObjectNode turn = turns.addObject().put("dt", random.nextInt(12) == 0 ? 120_000 : 15_000);
                if (random.nextInt(20) == 0) {
                    turn.put("wf", true);
                }
                turn.putArray("obs").addObject().putArray("v").add(work);
            }
        }

        private String some(String... texts) {
            return List.of(texts).get(random.nextInt(texts.length));
        }
    }
}
