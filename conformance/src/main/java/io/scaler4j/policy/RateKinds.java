package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import java.util.List;

/** Rate limits with their events. */
final class RateKinds {

    private static final DirectionRules DEFAULT_UP =
            DirectionRules.up(ScalingRules.builder().build());
    private static final DirectionRules DEFAULT_DOWN =
            DirectionRules.down(ScalingRules.builder().build());

    private RateKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("scale-up-limit", RateKinds::upLimit)
                .evaluate("scale-down-limit", RateKinds::downLimit)
                .evaluate("behavior-rate-limit", RateKinds::limit)
                .evaluate("legacy-clamp", RateKinds::limitLegacy)
                .evaluate("store-scale-event", RateKinds::store);
    }

    private static Result upLimit(Fields given) {
        return Result.of("limit", limiter(given).highest(rules(given.object("rules"), DEFAULT_UP)));
    }

    private static Result downLimit(Fields given) {
        return Result.of("limit", limiter(given).lowest(rules(given.object("rules"), DEFAULT_DOWN)));
    }

    private static Result limit(Fields given) {
        int want = given.count("desiredReplicas");
        int min = given.count("minReplicas");
        int max = given.count("maxReplicas");
        RateLimiter limiter = limiter(given);
        int limited = limiter.limit(
                want,
                min,
                max,
                given.objectIfAny("scaleUpRules")
                        .map(rules -> rules(rules, DEFAULT_UP))
                        .orElse(DEFAULT_UP),
                given.objectIfAny("scaleDownRules")
                        .map(rules -> rules(rules, DEFAULT_DOWN))
                        .orElse(DEFAULT_DOWN));
        Reason reason = RateLimiter.heldBy(want, limited, min, max);
        return Result.of("replicas", limited).and("reason", reason(reason, want > limiter.current()));
    }

    /** The factor of 2 and the minimum of 4 are the HPA's, and no option. */
    private static Result limitLegacy(Fields given) {
        int current = given.count("currentReplicas");
        int want = given.count("desiredReplicas");
        int min = given.count("minReplicas");
        int max = given.count("maxReplicas");
        int limited = LegacyRules.limit(current, want, min, max);
        return Result.of("replicas", limited).and("reason", reason(RateLimiter.heldBy(want, limited, min, max), true));
    }

    private static Result store(Fields given) {
        ScaleEvents events = Given.events(given.objects("events"));
        long counted = events.within(Micros.of(Given.seconds(given, "countPeriodSeconds")), Given.now());
        return Result.of("replicaChangeInPeriodBefore", counted).notCompared("events");
    }

    private static RateLimiter limiter(Fields given) {
        return new RateLimiter(
                given.count("currentReplicas"),
                Given.events(given.objects("scaleUpEvents")),
                Given.events(given.objects("scaleDownEvents")),
                Given.now());
    }

    /** What is not given is the direction's default; an empty list of policies means no movement. */
    private static DirectionRules rules(Fields rules, DirectionRules defaults) {
        long window = rules.has("stabilizationWindowSeconds")
                ? Micros.of(Given.seconds(rules, "stabilizationWindowSeconds"))
                : defaults.windowMicros();
        List<RateLimit> limits = rules.has("policies")
                ? rules.objects("policies").stream().map(Given::limit).toList()
                : defaults.limits();
        return new DirectionRules(window, limits, Given.select(rules));
    }

    private static String reason(Reason reason, boolean up) {
        return switch (reason) {
            case RATE -> up ? "ScaleUpLimit" : "ScaleDownLimit";
            case MAXIMUM -> "TooManyReplicas";
            case MINIMUM -> "TooFewReplicas";
            case NO_CONSTRAINT -> "DesiredWithinRange";
            default -> reason.name();
        };
    }
}
