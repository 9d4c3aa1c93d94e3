package io.scaler4j.testkit;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.Trigger;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Assertions on a part of a run, and on what happens while reads fail. */
class PartOfRunTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(1, 20)
            .scaleDown(ScalingRules.builder().stabilizationWindow(ZERO).build())
            .build();

    /** 4 replicas, 2 from five minutes on, 6 from ten minutes on. */
    private final Run run = Simulation.of(POLICY)
            .beginning(START)
            .startingAt(4)
            .trigger(
                    "lag",
                    averageValue(50),
                    Load.constant(200).then(ofMinutes(5), 100).then(ofMinutes(10), 300))
            .lasting(ofMinutes(15));

    @Test
    void aPartHasItsOwnBeginningAndEnd() {
        assertThat(run).between(ZERO, ofMinutes(5)).holdsFor(ofMinutes(5)).settlesAt(4);
        assertThat(run)
                .between(ofMinutes(5), ofMinutes(10))
                .wentThrough(4, 2)
                .neverScalesUp()
                .staysWithin(2, 2)
                .settlesAt(2)
                .within(ofSeconds(15));
        assertThat(run).between(ofMinutes(6), ofMinutes(15)).wentThrough(2, 6).neverScalesDown();
        assertThat(run).between(ofMinutes(9), ofMinutes(15)).hasNoFlapping();
    }

    @Test
    void whatFailsInAPartSaysTheTimeOfTheRun() {
        fails(
                () -> assertThat(run).between(ofMinutes(5), ofMinutes(10)).neverScalesDown(),
                "never scales down, but it does at 0:05:00:");
        fails(() -> assertThat(run).between(ofMinutes(6), ofMinutes(10)).wentThrough(4, 2), "were [2]:");
        fails(() -> assertThat(run).between(ofMinutes(5), ofMinutes(10)).settlesAt(6), "at the end, were 2:");
    }

    @Test
    void aPartThatDoesNotExistIsRefused() {
        for (var part : List.of(
                List.of(ofMinutes(-1), ofMinutes(5)),
                List.of(ofMinutes(5), ofMinutes(5)),
                List.of(ofMinutes(5), ofMinutes(16)))) {
            assertThatThrownBy(() -> assertThat(run).between(part.get(0), part.get(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "a part of a run of 0:15:00 must begin at 0 or later and end after that, was ");
        }
        assertThatThrownBy(() ->
                        assertThat(run).between(ofMinutes(5), ofMinutes(10)).neverExceedsDelay(ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("delays are known of a whole run only");
    }

    @Test
    void aFailureThatHoldsTheCountPasses() {
        assertThat(failing(Fallback.replicas(7).afterFailures(1000)))
                .neverScalesDownWhileReadsFail()
                .between(ofMinutes(4), ofMinutes(7))
                .neverScalesDownWhileReadsFail();
    }

    @Test
    void aFallbackThatShrinksDoesNotPass() {
        fails(
                () -> assertThat(failing(Fallback.replicas(2).afterFailures(3))).neverScalesDownWhileReadsFail(),
                "never scales down while reads fail, but it does at 0:05:45:");
    }

    @Test
    void aRunInWhichNothingFailsDoesNotPass() {
        fails(
                () -> assertThat(run).neverScalesDownWhileReadsFail(),
                "expected a run in which reads fail, but all of its 60 turns have readings");
    }

    @Test
    void aFormulaThatFailsIsAFailedRead() {
        var inverse = new Composite.Formula() {
            @Override
            public List<String> triggers() {
                return List.of("lag");
            }

            @Override
            public double evaluate(double[] values, double ifNil) {
                return 400 / (values[0] - 100); // no number while the lag is 100
            }
        };
        Run composed = Simulation.of(ScalingPolicy.builder()
                        .replicas(1, 20)
                        .composite(Composite.of(inverse, averageValue(1)))
                        .build())
                .startingAt(4)
                .trigger(
                        "lag",
                        averageValue(50),
                        Load.constant(200).then(ofMinutes(5), 100).then(ofMinutes(10), 200))
                .lasting(ofMinutes(15));
        assertThat(composed).neverScalesDownWhileReadsFail().holdsFor(ofMinutes(15));
        fails(() -> assertThat(composed).hasNoFailedReads(), "composite failed: NON_FINITE the formula gives Infinity");
    }

    private static Run failing(Fallback fallback) {
        Load load = Load.constant(200).failing(ofMinutes(5), ofMinutes(10));
        return Simulation.of(POLICY)
                .beginning(START)
                .startingAt(4)
                .trigger(Trigger.of("lag", load.asScaler(START), averageValue(50))
                        .fallback(fallback))
                .lasting(ofMinutes(15));
    }

    private static void fails(Runnable assertion, String... said) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .withMessageContainingAll(said);
    }
}
