package io.scaler4j.simulation;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerBuilder;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.BoundsSchedule;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.Turn;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** A simulation makes the steps of a turn by itself; here they are held against those of the real loop. */
class SimulationAndLiveLoopTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration DAY = ofHours(24);
    private static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(0, 20).cooldown(ofMinutes(2)).build();
    private static final Load LOAD = Load.diurnal(0, 900, 0.2)
            .withPoissonNoise(7)
            .failing(ofHours(9), ofHours(9).plusMinutes(20))
            .then(ofHours(20), 0)
            .then(ofHours(22), Load.flashCrowd(0, 500, ofMinutes(3), ofMinutes(4)));

    private final VirtualTime time = VirtualTime.startingAt(START);
    private final List<Turn> turns = new ArrayList<>();
    private int replicas;

    @Test
    void bothDecideTheSameWhenSourcesFailAndTheTargetSleeps() {
        Run run = simulation().lasting(DAY);
        live(this::set, Function.identity());

        mustBeTheSame(run);
        assertThat(run.changes()).hasSizeGreaterThan(20);
    }

    @Test
    void bothDecideTheSameWhenBoundsAreScheduledAndWritesFail() {
        BoundsSchedule market = now -> now.isAfter(START.plus(ofHours(6))) && now.isBefore(START.plus(ofHours(18)))
                ? ReplicaBounds.atLeast(12)
                : ReplicaBounds.none();
        Run run = simulation()
                .schedule(market)
                .failingWrites(ofHours(6), ofHours(6).plusMinutes(10))
                .failingWrites(ofHours(22), ofHours(22).plusMinutes(2))
                .lasting(DAY);
        live(this::setUnlessDown, builder -> builder.schedule(market));

        mustBeTheSame(run);
        assertThat(run.turns())
                .extracting(turn -> !(turn.outcome() instanceof Turn.NotWritten))
                .contains(false);
        assertThat(run.replicasAt(ofHours(17))).isGreaterThanOrEqualTo(12);
    }

    private static Simulation simulation() {
        return Simulation.of(POLICY)
                .startingAt(0)
                .trigger("lag", averageValue(50), 5, LOAD)
                .idleEvery(ofMinutes(1));
    }

    private void mustBeTheSame(Run run) {
        mustBeTheSame(run, Turn::at);
        mustBeTheSame(run, Turn::observation);
        mustBeTheSame(run, Turn::decision);
        mustBeTheSame(run, turn -> turn.outcome().getClass());
        mustBeTheSame(run, Turn::next);
        assertThat(run.replicasAt(DAY)).isEqualTo(replicas);
    }

    private void mustBeTheSame(Run run, Function<Turn, Object> part) {
        assertThat(run.turns())
                .extracting(part)
                .isEqualTo(turns.stream().map(part).toList());
    }

    /** The real loop, on virtual time. */
    private void live(IntConsumer write, Function<AutoscalerBuilder, AutoscalerBuilder> more) {
        try (var autoscaler = more.apply(Autoscaler.builder("live")
                        .time(time)
                        .scheduler(time)
                        .executor(Runnable::run)
                        .target(ScaleTarget.of(() -> replicas, write))
                        .policy(POLICY)
                        .idleInterval(ofMinutes(1))
                        .trigger(Trigger.of("lag", LOAD.asScaler(START), averageValue(50))
                                .activatesAbove(5))
                        .observer(new AutoscalerObserver() {
                            @Override
                            public void turnEnded(Turn turn) {
                                turns.add(turn);
                            }
                        }))
                .build()) {
            autoscaler.start();
            time.advance(DAY.minusNanos(1));
        }
    }

    private void set(int count) {
        replicas = count;
    }

    private void setUnlessDown(int count) {
        Duration elapsed = Duration.between(START, time.instant());
        if (isWithin(elapsed, ofHours(6), ofMinutes(10)) || isWithin(elapsed, ofHours(22), ofMinutes(2))) {
            throw new IllegalStateException("the target takes no writes now");
        }
        replicas = count;
    }

    private static boolean isWithin(Duration elapsed, Duration from, Duration length) {
        return elapsed.compareTo(from) >= 0 && elapsed.compareTo(from.plus(length)) < 0;
    }
}
