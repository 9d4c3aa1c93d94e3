package io.scaler4j.policy;

/** Whether the target has work, as far as its triggers can tell. */
enum Activity {
    ACTIVE,
    INACTIVE,
    /** Nothing is active among what could be read, and something could not be read. */
    UNKNOWN;

    static Activity of(Recommendation[] recommendations) {
        boolean unknown = recommendations.length == 0;
        boolean anyTakesPart = false;
        for (Recommendation recommendation : recommendations) {
            if (recommendation.isActive()) {
                return ACTIVE;
            }
            if (recommendation.takesPartInActivation()) {
                anyTakesPart = true;
                unknown |= !recommendation.allowsShrinking();
            }
        }
        if (unknown) {
            return UNKNOWN;
        }
        return anyTakesPart ? INACTIVE : ACTIVE;
    }
}
