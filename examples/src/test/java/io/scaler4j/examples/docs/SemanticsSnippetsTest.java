package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.BoundsSchedule;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Stage;
import io.scaler4j.policy.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The blocks of docs/semantics.md, compiled and run; the output it shows is what comes out. */
class SemanticsSnippetsTest {

    private static final String PAGE = page();
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Reading DOWN = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "broker is down");

    private ScalingState state = ScalingState.initial();
    private Instant now = START;
    private ReplicaBounds bounds = ReplicaBounds.none();

    @Test
    void theExplanationOfAWindow() {
        var policy = ScalingPolicy.builder().replicas(2, 20).build();
        decide(policy, 16, Reading.of(800));
        var decision = after(ofSeconds(15)).decide(policy, 16, Reading.of(0));
        assertShown(decision);
        assertThat(PAGE).contains("    " + decision.explanation().binding());
        assertThat(PAGE).contains("    " + decision.toMap());
    }

    @Test
    void theExplanationOfActivationAndOfACooldown() {
        var policy = ScalingPolicy.builder().replicas(0, 20).build();
        assertShown(decide(policy, 0, Reading.of(740)));
        state = ScalingState.initial();
        decide(policy, 8, Reading.of(400));
        assertShown(after(ofSeconds(60)).decide(policy, 8, Reading.of(0)));
    }

    @Test
    void aDecisionWithoutALoop() {
        var policy = ScalingPolicy.builder().replicas(0, 20).build();
        var decision = explained(policy, ScalingState.initial(), now, 740);
        assertShown(decision);
        assertThat(decision.to()).isEqualTo(5);
    }

    static Decision explained(ScalingPolicy policy, ScalingState state, Instant now, double lag) {
        var observation = Observation.of(now, Replicas.of(0), Measurement.of("lag", averageValue(50), Reading.of(lag)));
        Decision decision = policy.decide(state, observation);
        System.out.println(decision.explanation());
        return decision;
    }

    @Test
    void theExplanationOfFailures() {
        var policy = ScalingPolicy.builder().replicas(1, 20).build();
        assertShown(decide(policy, 8, DOWN));
        state = ScalingState.initial();
        var failing = lag(DOWN).fallback(Fallback.replicas(7));
        for (int failures = 1; failures <= 3; failures++) {
            decide(policy, 4, failing);
        }
        assertShown(decide(policy, 4, failing));
    }

    static ScalingPolicy gated() {
        return ScalingPolicy.builder()
                .replicas(0, 20)
                .composite(Composite.of(new Gated("open", "backlog"), averageValue(50))
                        .activatesAbove(10))
                .build();
    }

    record Gated(String gate, String backlog) implements Composite.Formula {

        @Override
        public List<String> triggers() {
            return List.of(gate, backlog);
        }

        @Override
        public double evaluate(double[] values, double ifNil) {
            return values[0] * values[1];
        }
    }

    @Test
    void theExplanationOfAComposite() {
        var backlog = Measurement.of("backlog", averageValue(1), Reading.of(400));
        var open = Measurement.of("open", averageValue(1), Reading.of(1));
        assertShown(gated().decide(state, Observation.of(now, Replicas.of(4), open, backlog)));
        var closed = open.with(Reading.of(0));
        assertThat(gated().decide(state, Observation.of(now, Replicas.of(0), closed, backlog))
                        .to())
                .isZero();
    }

    @Test
    void theExplanationOfAGap() {
        var policy = ScalingPolicy.builder().replicas(0, 20).build();
        decide(policy, 8, Reading.of(400));
        assertShown(after(ofHours(8)).decide(policy, 8, Reading.of(0)));
    }

    @Test
    void theExplanationOfASchedule() {
        var policy = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleDown(ScalingRules.builder().replicas(2, ofSeconds(60)).build())
                .build();
        bounds = ReplicaBounds.atMost(5);
        assertShown(decide(policy, 10, Reading.of(500)));
    }

    @Test
    void aFallback() {
        assertThat(withFallback(request -> DOWN).measure(DOWN).fallback()).isPresent();
    }

    private static Trigger withFallback(Scaler lag) {
        return Trigger.of("lag", lag, averageValue(50))
                .fallback(Fallback.replicas(10)
                        .behavior(FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER)
                        .afterFailures(5));
    }

    @Test
    void controls() {
        var autoscaler = Autoscaler.builder("orders")
                .target(ScaleTarget.of(() -> 2, count -> {}))
                .policy(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger(Trigger.of("lag", request -> Reading.of(0), averageValue(50)))
                .schedule(new Market().market)
                .build();
        try (autoscaler) {
            control(autoscaler);
            assertThat(autoscaler.control()).isEqualTo(Control.none().forceActivation(true));
        }
    }

    private static void control(Autoscaler autoscaler) {
        autoscaler.pause(); // as it is
        autoscaler.pauseAt(3);
        autoscaler.pauseScaleIn();
        autoscaler.pauseScaleOut();
        autoscaler.forceActivation(true);
        autoscaler.resume();
    }

    @Test
    void aSchedule() {
        BoundsSchedule market = new Market().market;
        assertThat(market.at(START)).isEqualTo(ReplicaBounds.atMost(4));
        assertThat(market.at(START.plus(ofHours(2)))).isEqualTo(ReplicaBounds.atLeast(10));
    }

    private static final class Market {

        BoundsSchedule market = now -> isOpen(now) ? ReplicaBounds.atLeast(10) : ReplicaBounds.atMost(4);

        static boolean isOpen(Instant now) {
            return LocalTime.ofInstant(now, ZoneOffset.UTC).isAfter(LocalTime.of(9, 0));
        }
    }

    @Test
    void aPolicyLikeAnHpaScalesToZeroAndBackByItsMetrics() {
        ScalingPolicy policy = likeAnHpa();
        for (int turn = 0; turn <= 20; turn++) { // the window of scaling down
            assertThat(decide(policy, 2, Reading.of(0)).to()).isEqualTo(2);
            after(ofSeconds(15));
        }
        assertThat(decide(policy, 2, Reading.of(0)).to()).isZero();
        assertThat(after(ofSeconds(15)).decide(policy, 0, Reading.of(150)).to()).isEqualTo(3);
    }

    private static ScalingPolicy likeAnHpa() {
        return ScalingPolicy.likeHpa()
                .replicas(0, 20) // minReplicas, maxReplicas
                .build();
    }

    @Test
    void aShadowPolicyFollowsOnePolicyAndTellsWhatAnotherWouldDo() {
        var followed = ScalingPolicy.builder().replicas(1, 20).build();
        var shadow = ScalingPolicy.builder()
                .replicas(1, 20)
                .scaleUp(ScalingRules.builder().replicas(2, ofSeconds(60)).build())
                .build();
        Decision decision = decide(new ShadowPolicy(followed, shadow), 4, Reading.of(400));
        assertThat(decision.to()).isEqualTo(8);
        assertThat(PAGE).contains("    " + decision + "\n");
        Decision next = after(ofSeconds(5)).decide(new ShadowPolicy(followed, shadow), 8, Reading.of(800));
        assertThat(next.to()).isEqualTo(8); // the change counts against the rates
    }

    record ShadowPolicy(ScalingPolicy followed, ScalingPolicy shadow) implements ScalingPolicy {

        @Override
        public Decision decide(ScalingState state, Observation observation) {
            Decision decision = followed.decide(state, observation);
            int other = shadow.decide(state, observation).to();
            List<Step> steps = new ArrayList<>(decision.explanation().steps());
            int to = decision.to();
            steps.add(Step.of(Stage.RATE_LIMIT, to, to, Reason.CUSTOM, "the shadow asks for " + other));
            return Decision.of(observation, state, to, steps);
        }
    }

    private SemanticsSnippetsTest after(Duration time) {
        now = now.plus(time);
        return this;
    }

    private Decision decide(ScalingPolicy policy, int count, Reading reading) {
        return decide(policy, count, lag(reading));
    }

    private Decision decide(ScalingPolicy policy, int count, Measurement measurement) {
        var observation = Observation.of(now, Replicas.of(count), measurement).with(bounds);
        Decision decision = policy.decide(state, observation);
        state = decision.next(true);
        return decision;
    }

    private static Measurement lag(Reading reading) {
        return Measurement.of("lag", averageValue(50), reading);
    }

    private static void assertShown(Decision decision) {
        assertThat(PAGE)
                .contains(decision.explanation()
                        .toString()
                        .lines()
                        .map(line -> "    " + line + "\n")
                        .collect(Collectors.joining()));
    }

    private static String page() {
        try {
            return Files.readString(Path.of("../docs/semantics.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
