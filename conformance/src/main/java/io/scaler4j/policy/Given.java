package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What many kinds are given, as types of the library. The clock is frozen at one instant. */
final class Given {

    static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    /** What vectors call long ago. */
    static final Instant LONG_AGO = NOW.minusSeconds(86_400);

    private static final Comparator<Fields> OLDEST_FIRST =
            Comparator.comparing((Fields entry) -> ago(entry, "secondsAgo"));

    private Given() {}

    static Instant ago(Fields fields, String name) {
        return NOW.minusSeconds(fields.integer(name));
    }

    static Duration seconds(Fields fields, String name) {
        return Duration.ofSeconds(fields.integer(name));
    }

    static long now() {
        return Micros.of(NOW);
    }

    static Tolerance tolerance(Fields given) {
        Fields tolerance = given.object("tolerance");
        return new Tolerance(tolerance.number("scaleUp"), tolerance.number("scaleDown"));
    }

    /** Vectors list events by slot; the library keeps them by age. */
    static ScaleEvents events(List<Fields> events) {
        ScaleEvents all = ScaleEvents.NONE;
        for (Fields event : oldestFirst(events)) {
            all = all.plus(event.count("replicaChange"), Micros.of(ago(event, "secondsAgo")), Long.MAX_VALUE);
        }
        return all;
    }

    /** As {@link #events}: recommendations as a policy with these windows would have kept them. */
    static RecommendationHistory recommendations(List<Fields> recommendations, long upWindow, long downWindow) {
        RecommendationHistory all = RecommendationHistory.NONE;
        for (Fields one : oldestFirst(recommendations)) {
            all = all.plus(one.count("replicas"), Micros.of(ago(one, "secondsAgo")), upWindow, downWindow);
        }
        return all;
    }

    private static List<Fields> oldestFirst(List<Fields> entries) {
        return entries.stream().sorted(OLDEST_FIRST).toList();
    }

    /** A state that knows nothing but this. */
    static ScalingState state(
            long firstSeen,
            long lastActive,
            boolean zeroIsOurs,
            RecommendationHistory history,
            List<FailureRun> failures) {
        return new ScalingState(
                firstSeen,
                firstSeen,
                firstSeen,
                lastActive,
                zeroIsOurs,
                false,
                history,
                ScaleEvents.NONE,
                ScaleEvents.NONE,
                failures);
    }

    /** One limit of {@code behavior.scaleUp.policies} and {@code behavior.scaleDown.policies}. */
    static RateLimit limit(Fields policy) {
        int value = policy.count("value");
        Duration period = seconds(policy, "periodSeconds");
        return switch (policy.text("type")) {
            case "Pods" -> RateLimit.replicas(value, period);
            case "Percent" -> RateLimit.percent(value, period);
            default -> throw policy.malformed("type", "Pods or Percent");
        };
    }

    static SelectPolicy select(Fields rules) {
        return switch (rules.textIfAny("selectPolicy").orElse("Max")) {
            case "Max" -> SelectPolicy.MAX;
            case "Min" -> SelectPolicy.MIN;
            case "Disabled" -> SelectPolicy.DISABLED;
            default -> throw rules.malformed("selectPolicy", "Max, Min or Disabled");
        };
    }
}
