package io.scaler4j.policy;

/**
 * The rules of an HPA without a {@code behavior}: growth to twice the count, or to 4, per evaluation, and a window that
 * holds shrinking back. No scale events are looked at.
 */
final class LegacyRules {

    private LegacyRules() {}

    /** The highest recommendation of the window, an entry of exactly its age included; it may lie above the count. */
    static int stabilize(RecommendationHistory history, int recommended, long at, long window) {
        return history.highest(recommended, at, window);
    }

    /** The bounds, and twice the count. */
    static int limit(int current, int want, int min, int max) {
        int growth = Saturating.toInt(Math.max(2L * current, 4));
        return Math.max(min, Math.min(want, Math.min(growth, max)));
    }
}
