package io.scaler4j.policy;

import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/** What one decision starts from: settings, state and observation, and what follows from them alone. Immutable. */
final class DecisionInput {

    private final PolicySettings settings;
    private final ScalingState given;
    private final ScalingState state;
    private final Observation observation;
    private final EffectiveBounds bounds;
    private final Recommendations recommendations;
    private final Activity activity;
    private final @Nullable ToIntBiFunction<ScalingState, Observation> policy;
    private final long at;

    private DecisionInput(
            PolicySettings settings,
            ScalingState given,
            ScalingState state,
            Observation observation,
            @Nullable ToIntBiFunction<ScalingState, Observation> policy,
            long at) {
        this.settings = settings;
        this.given = given;
        this.state = state;
        this.observation = observation;
        this.policy = policy;
        this.at = at;
        bounds = settings.bounds().and(observation.bounds());
        long unread = state.lastSeen() == ScalingState.NEVER ? 0 : Micros.minus(at, state.lastSeen());
        recommendations = Recommendations.of(settings, observation, state.failures(), at, unread);
        activity = observation.control().isActivationForced() ? Activity.ACTIVE : recommendations.activity();
    }

    /**
     * After a gap the state is one at first sight; a pause and an idle target have no gaps.
     *
     * @param policy decides again where it is asked what would have been; null for one that cannot
     */
    static DecisionInput of(
            PolicySettings settings,
            ScalingState given,
            Observation observation,
            @Nullable ToIntBiFunction<ScalingState, Observation> policy) {
        long at = given.effectiveTime(Micros.of(observation.at()));
        boolean gap = !observation.control().isPaused()
                && !settings.isIdle(observation.replicas().desired())
                && given.isGap(at, observation.interval());
        return new DecisionInput(settings, given, gap ? given.atFirstSight(at) : given, observation, policy, at);
    }

    PolicySettings settings() {
        return settings;
    }

    /** What the last decision left behind. */
    ScalingState given() {
        return given;
    }

    /** What the decision begins with; after a gap, as at first sight. */
    ScalingState state() {
        return state;
    }

    Observation observation() {
        return observation;
    }

    Control control() {
        return observation.control();
    }

    /** Decides the count in another state, or on another observation; null for a custom policy. */
    @Nullable
    ToIntBiFunction<ScalingState, Observation> policy() {
        return policy;
    }

    EffectiveBounds bounds() {
        return bounds;
    }

    Recommendations recommendations() {
        return recommendations;
    }

    Activity activity() {
        return activity;
    }

    /** The time that counts, in microseconds. */
    long at() {
        return at;
    }

    /** The count that the target is asked for. */
    int current() {
        return observation.replicas().desired();
    }

    @SuppressWarnings("ReferenceEquality") // what is not the given state was made for a gap
    boolean isAfterGap() {
        return state != given;
    }

    /** Whether the target is scaled to zero, or at its idle count. */
    boolean isIdle() {
        return settings.isIdle(current());
    }

    /** Whether the count is a zero that the policy leaves alone. */
    boolean isManualZero() {
        return settings.respectManualZero() && current() == 0 && !state.zeroIsOurs();
    }

    /**
     * Recommendations of an active target. At first sight, after a gap, and where someone else raised an idle target,
     * its count stands for what was recommended.
     */
    RecommendationHistory history() {
        return state.recommendations().isEmpty() || state.isIdle()
                ? RecommendationHistory.startingWith(current(), at)
                : state.recommendations();
    }

    /** Recommendations of an idle target: one that was idle at first sight has been so since then. */
    RecommendationHistory historyWhileIdle() {
        return state.recommendations().isEmpty()
                ? RecommendationHistory.startingWith(current(), state.firstSeenOr(at))
                : state.recommendations();
    }
}
