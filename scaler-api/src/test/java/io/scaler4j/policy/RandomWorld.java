package io.scaler4j.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * A target under a random policy, with its triggers, an operator, a schedule and a clock, all at random from one seed.
 */
final class RandomWorld {

    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final long seed;
    private final SplittableRandom random;
    private final ScalingPolicy.Builder.Staged policy;
    private final RandomTriggers triggers;
    private ScalingState state = ScalingState.initial();
    private Instant now = Timeline.START;
    private Control control = Control.none();
    private ReplicaBounds bounds = ReplicaBounds.none();
    private int count;
    private int turn;

    RandomWorld(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        policy = RandomPolicies.next(random);
        triggers = new RandomTriggers(random);
        count = someCount();
    }

    SplittableRandom random() {
        return random;
    }

    ScalingPolicy.Builder.Staged policy() {
        return policy;
    }

    PolicySettings settings() {
        return policy.settings();
    }

    ScalingState state() {
        return state;
    }

    EffectiveBounds boundsOf(Observation observation) {
        return settings().bounds().and(observation.bounds());
    }

    /** Time passes, and things happen to the target. */
    Observation look() {
        turn++;
        now = now.plusMillis(passedMillis());
        count = random.nextInt(25) == 0 ? someCount() : count;
        control = random.nextInt(12) == 0 ? someControl() : control;
        bounds = random.nextInt(12) == 0 ? someBounds() : bounds;
        return Observation.of(now, new Replicas(count, near(count), near(count)), triggers.read(now, count))
                .every(INTERVAL)
                .with(control)
                .with(bounds);
    }

    Decision decide(Observation observation) {
        return policy.decide(state, observation);
    }

    /** The decision is written, or the write fails. */
    void follow(Decision decision, boolean written) {
        state = decision.next(written);
        count = written ? decision.to() : count;
    }

    /** Mostly written. */
    boolean follow(Decision decision) {
        boolean written = random.nextInt(10) > 0;
        follow(decision, written);
        return written;
    }

    String describe(Observation observation, Object result) {
        return "replay with -Dscaler4j.seed=" + seed + ", turn " + turn + "\n" + policy + "\n" + state + "\n"
                + observation + "\n" + result;
    }

    private long passedMillis() {
        return switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1, 2, 3 -> random.nextInt(60_000);
            case 4 -> random.nextInt(4) == 0 ? -random.nextInt(500_000) : 15_000;
            case 5 -> random.nextInt(4) == 0 ? random.nextInt(60_000, 7_200_000) : 15_000;
            default -> 15_000;
        };
    }

    private int someCount() {
        return random.nextInt(0, Math.min(settings().max(), 60) + 3);
    }

    private int near(int replicas) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(0, Math.max(1, replicas));
            case 1 -> Math.max(replicas, replicas + 2);
            default -> replicas;
        };
    }

    private Control someControl() {
        Control some = Control.none();
        return switch (random.nextInt(10)) {
            case 0 -> some.pause();
            case 1 -> some.pauseAt(random.nextInt(0, 40)).pauseScaleIn();
            case 2 -> some.pauseScaleIn();
            case 3 -> some.pauseScaleOut();
            case 4 -> some.forceActivation(true);
            case 5 -> some.pauseScaleIn().pauseScaleOut().forceActivation(random.nextBoolean());
            default -> some;
        };
    }

    private ReplicaBounds someBounds() {
        return switch (random.nextInt(6)) {
            case 0 -> ReplicaBounds.atLeast(random.nextInt(0, 40));
            case 1 -> ReplicaBounds.atMost(random.nextInt(1, 20));
            case 2 -> new ReplicaBounds(random.nextInt(0, 10), random.nextInt(1, 20));
            default -> ReplicaBounds.none();
        };
    }
}
