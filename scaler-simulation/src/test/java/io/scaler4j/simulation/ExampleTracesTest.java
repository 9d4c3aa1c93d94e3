package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The generators of the traces that come with the kit, and that they give the very files. After a change of a generator
 * {@code mvn -pl scaler-simulation -am test -Dtest=ExampleTracesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dscaler4j.writeTraces=true} writes them again.
 */
class ExampleTracesTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/scaler4j/simulation/traces");
    private static final long SEED = 20_260_105;

    private static Trace generate(String name) {
        return switch (name) {
            case "office-day" -> Trace.of(Load.diurnal(20, 400, 1).withPoissonNoise(SEED), ofMinutes(5), ofHours(24));
            case "flash-crowd" ->
                Trace.of(
                        Load.constant(30)
                                .then(ofMinutes(10), Load.flashCrowd(30, 900, ofMinutes(2), ofMinutes(5)))
                                .withPoissonNoise(SEED),
                        ofSeconds(15),
                        ofHours(1));
            case "nightly-batch" ->
                Trace.of(
                        Load.constant(0)
                                .then(ofHours(1), Load.ramp(950, 400, ofMinutes(90)))
                                .then(ofMinutes(150), 0)
                                .then(ofHours(12), 40)
                                .then(ofHours(12).plusMinutes(20), 0)
                                .withPoissonNoise(SEED),
                        ofMinutes(5),
                        ofHours(24));
            case "partial-outage" ->
                Trace.of(
                        partlyFailing(
                                Load.sine(500, 60, ofMinutes(40)).withPoissonNoise(SEED), ofMinutes(40), ofMinutes(70)),
                        ofSeconds(30),
                        ofHours(2));
            default -> throw new IllegalArgumentException("no generator for " + name);
        };
    }

    /** Answers one time in three. */
    private static Load partlyFailing(Load load, Duration from, Duration to) {
        return elapsed -> new SplittableRandom(SEED + elapsed.toSeconds()).nextInt(3) == 0
                ? load.at(elapsed)
                : load.failing(from, to).at(elapsed);
    }

    static Stream<String> names() {
        return TraceFiles.EXAMPLES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theGeneratorGivesTheFile(String name) throws IOException {
        if (Boolean.getBoolean("scaler4j.writeTraces")) {
            generate(name).writeCsv(FOLDER.resolve(name + ".csv"));
        }
        var generated = new StringBuilder();
        TraceCsv.write(generate(name), generated);
        assertThat(FOLDER.resolve(name + ".csv"))
                .content()
                .isEqualTo(generated.toString())
                .hasSizeBetween(1_000, 5_000);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFileIsAmongTheResources(String name) {
        Trace trace = Trace.example(name);
        assertThat(trace.points()).isEqualTo(generate(name).points());
        assertThat(trace.length()).isEqualTo(generate(name).length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"office-day", "flash-crowd", "nightly-batch"})
    void nothingIsMissingWithoutAnOutage(String name) {
        assertThat(Trace.example(name).points()).allMatch(point -> point.value().isPresent());
    }

    @Test
    void anOfficeDayIsQuietAtNightAndBusyInTheAfternoon() {
        Trace day = Trace.example("office-day");
        assertThat(mean(day, ofHours(3), ofHours(5))).isBetween(18.0, 35.0);
        assertThat(mean(day, ofHours(15), ofHours(17))).isBetween(380.0, 410.0);
        assertThat(day.length()).isEqualTo(ofHours(24));
    }

    @Test
    void aBatchLetsTheTargetSleepOtherwise() {
        Run run = Simulation.of(ScalingPolicy.builder().replicas(0, 30).build())
                .startingAt(0)
                .trigger("queue", averageValue(50), Trace.example("nightly-batch"))
                .lasting(ofHours(24));
        assertThat(run.replicasAt(Duration.ZERO)).isZero();
        assertThat(run.turns().stream()
                        .filter(turn -> run.elapsed(turn).compareTo(ofHours(1)) < 0)
                        .map(turn -> turn.decision().orElseThrow().to()))
                .containsOnly(0);
        assertThat(run.replicasAt(ofHours(13))).isZero();
        assertThat(run.replicasAt(ofHours(24))).isZero();
        assertThat(run.replicasAt(ofHours(11))).isZero();
        assertThat(run.replicasAt(ofHours(12))).isEqualTo(1);
    }

    @Test
    void aPartialOutageDoesNotScaleIn() {
        Trace outage = Trace.example("partial-outage");
        Run run = Simulation.of(ScalingPolicy.builder().replicas(0, 30).build())
                .startingAt(10)
                .trigger("queue", averageValue(50), outage)
                .lasting(outage.length());
        long failed = outage.points().stream()
                .filter(point -> point.value().isEmpty())
                .count();
        assertThat(failed).isBetween(30L, 50L);
        assertThat(run.turns())
                .extracting(turn -> turn.decision().orElseThrow().to())
                .allMatch(to -> to >= 9 && to <= 13);
    }

    @Test
    void anUnknownExampleIsRefusedWithTheNamesOfThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trace.example("monday"))
                .withMessage(
                        "there is no example \"monday\"; there are office-day, flash-crowd, nightly-batch, partial-outage");
    }

    private static double mean(Trace trace, Duration from, Duration to) {
        return trace.points().stream()
                .filter(point ->
                        point.elapsed().compareTo(from) >= 0 && point.elapsed().compareTo(to) < 0)
                .mapToDouble(point -> ((Reading.Value) trace.at(point.elapsed())).activationValue())
                .average()
                .orElseThrow();
    }
}
