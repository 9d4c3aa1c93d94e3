package io.scaler4j.examples.http;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.RateWindow;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Functions as two platforms document them, in virtual time: 0 to 10 replicas, one for 100 pending requests and 300 s
 * to zero, or one for 100 requests a second and 60 s to zero.
 */
class FunctionNumbersTest {

    private static final int PER_REPLICA = 100;
    private static final int MOST = 10;
    private static final Duration INTERVAL = ofSeconds(15);
    private static final Duration SHORT = ofMillis(20);
    private static final Duration LONG = ofSeconds(1);

    private enum Platform {
        PENDING(ofSeconds(300), Duration.ZERO),
        RATE(ofSeconds(60), RateWindow.DEFAULT.length());

        /** After the last activity. */
        final Duration toZero;
        /** For how long a request is activity after it has ended. */
        final Duration memory;

        Platform(Duration toZero, Duration memory) {
            this.toZero = toZero;
            this.memory = memory;
        }

        ScalingPolicy policy() {
            return ScalingPolicy.builder().replicas(0, MOST).cooldown(toZero).build();
        }

        VirtualFunction function() {
            return new VirtualFunction(
                    tracker -> this == PENDING
                            ? tracker.concurrency(VirtualFunction.NAME)
                            : tracker.rate(VirtualFunction.NAME, RateWindow.DEFAULT),
                    averageValue(PER_REPLICA),
                    policy());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstRequestWaitsForTheStartOfAReplicaAndForNothingElse(Platform platform) {
        try (var function = platform.function()) {
            function.pass(ofMinutes(10).plusSeconds(7)); // in the middle of an interval
            assertThat(function.changes()).isEmpty();
            function.request(SHORT);
            function.pass(ofMinutes(1));
            assertThat(function.latencies()).containsExactly(VirtualFunction.START_UP.plus(SHORT));
            assertThat(function.series()).containsExactly(1);
        }
    }

    /** Of work of one second, as many requests are pending as arrive in a second, so both measure the same. */
    @ParameterizedTest(name = "{0}: {1} make {2}")
    @CsvSource({
        "PENDING, 1, 1",
        "PENDING, 100, 1",
        "PENDING, 250, 3",
        "PENDING, 560, 6",
        "PENDING, 1000, 10",
        "PENDING, 2000, 10",
        "RATE, 1, 1",
        "RATE, 100, 1",
        "RATE, 250, 3",
        "RATE, 560, 6",
        "RATE, 1000, 10",
        "RATE, 2000, 10"
    })
    void aReplicaIsThereForEachHundred(Platform platform, int perSecond, int replicas) {
        try (var function = platform.function()) {
            function.request(LONG);
            function.pass(ofSeconds(20));
            function.requests(perSecond, LONG, ofMinutes(3));
            assertThat(function.replicas()).isEqualTo(replicas);
            assertThat(function.series()).isSorted();
            function.pass(ofSeconds(1));
            assertThat(function.latencies()).hasSize(1 + 3 * 60 * perSecond);
            assertThat(function.refused()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void zeroComesAfterTheCooldownAndWithinOneInterval(Platform platform) {
        try (var function = platform.function()) {
            function.requests(300, LONG, ofMinutes(3));
            Duration last = function.elapsed();
            function.pass(ofMinutes(20));
            assertThat(function.replicas()).isZero();
            var zero = function.changes().get(function.changes().size() - 1);
            Duration quiet = platform.memory.plus(platform.toZero);
            assertThat(zero.at().minus(last)).isBetween(quiet, quiet.plus(LONG).plus(INTERVAL));
        }
    }

    /** With KEDA's add-on a short request between two polls leaves no trace in the pending requests. */
    @ParameterizedTest
    @EnumSource
    void aShortRequestWithinEachCooldownKeepsAReplica(Platform platform) {
        try (var function = platform.function()) {
            Duration pause = platform.toZero.minusSeconds(7);
            for (int i = 0; i < 50; i++) {
                function.request(SHORT);
                function.pass(pause);
            }
            assertThat(function.series()).containsExactly(1);
            assertThat(function.latencies()).hasSize(50);
            assertThat(function.latencies().subList(1, 50)).containsOnly(SHORT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestEachTenMinutesStartsAReplicaEachTime(Platform platform) {
        try (var function = platform.function()) {
            for (int i = 0; i < 30; i++) {
                function.request(SHORT);
                function.pass(ofMinutes(10));
                assertThat(function.series()).hasSize(2 * i + 2).endsWith(1, 0);
            }
            assertThat(function.latencies()).hasSize(30).containsOnly(VirtualFunction.START_UP.plus(SHORT));
        }
    }

    @Test
    void aBurstOnNobodyFillsTheLineAndTheRestIsRefusedAtOnce() {
        try (var function = Platform.PENDING.function()) {
            for (int i = 0; i < 1200; i++) {
                function.request(LONG);
            }
            assertThat(function.refused()).isEqualTo(200);
            function.pass(ofMinutes(1));
            assertThat(function.latencies()).hasSize(1000);
            assertThat(function.refused()).isEqualTo(200);
        }
    }

    /** Bursts, trickles and silences by chance: nobody is lost, and nobody waits for longer than a replica starts. */
    @ParameterizedTest
    @EnumSource
    void anHourByChanceLosesNoRequest(Platform platform) {
        for (long seed = 1; seed <= 5; seed++) {
            var random = new Random(seed);
            try (var function = platform.function()) {
                while (function.elapsed().compareTo(ofMinutes(60)) < 0) {
                    switch (random.nextInt(3)) {
                        case 0 -> function.requests(1 + random.nextInt(200), LONG, ofSeconds(1 + random.nextInt(60)));
                        case 1 -> function.requests(1, ofMillis(1 + random.nextInt(2000)), ofSeconds(20));
                        default -> function.pass(ofSeconds(1 + random.nextInt(600)));
                    }
                }
                function.pass(ofMinutes(20));
                assertThat(function.latencies()).as("seed %s", seed).hasSize((int) function.arrived());
                assertThat(function.latencies())
                        .allMatch(latency -> latency.compareTo(VirtualFunction.START_UP.plus(ofSeconds(2))) <= 0);
                assertThat(function.series())
                        .allMatch(count -> count >= 0 && count <= MOST)
                        .endsWith(0);
            }
        }
    }

    /** Without clients and gate: what the policy alone makes of the numbers. */
    @ParameterizedTest
    @EnumSource
    void thePolicyAloneGoesUpByTheRulesOfTheHpaAndBackAfterItsWindow(Platform platform) {
        Run run = Simulation.of(platform.policy())
                .startingAt(0)
                .trigger(
                        "requests",
                        averageValue(PER_REPLICA),
                        Load.constant(0)
                                .then(ofMinutes(5), 950)
                                .then(ofMinutes(20), 350)
                                .then(ofMinutes(40), 0))
                .lasting(ofMinutes(60));
        assertThat(run.replicasAt(ofMinutes(5).minusSeconds(1))).isZero();
        assertThat(run.replicasAt(ofMinutes(6))).isEqualTo(MOST);
        assertThat(run.replicasAt(ofMinutes(24))).isEqualTo(MOST);
        assertThat(run.replicasAt(ofMinutes(26))).isEqualTo(4);
        assertThat(run.replicasAt(ofMinutes(40).plus(platform.toZero).minusSeconds(1)))
                .isPositive();
        assertThat(run.replicasAt(ofMinutes(40).plus(platform.toZero).plus(INTERVAL)))
                .isZero();
    }
}
