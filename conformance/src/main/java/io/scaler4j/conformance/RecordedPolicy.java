package io.scaler4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The HPA of a recorded case as a policy that any user could have built. */
final class RecordedPolicy {

    private RecordedPolicy() {}

    /**
     * A case's policy.
     *
     * @param start what the case's options are added to
     * @param given the case, with the settings of the controller
     * @param spec what has {@code min}, {@code max} and {@code behavior}: the case, or a change of it
     */
    static ScalingPolicy of(Supplier<ScalingPolicy.Builder> start, JsonNode given, JsonNode spec) {
        return with(start.get(), given, spec, spec.path("min").asInt()).build();
    }

    /** Adds bounds, tolerance and rules of the HPA. */
    static ScalingPolicy.Builder with(ScalingPolicy.Builder policy, JsonNode given, JsonNode spec, int min) {
        policy.replicas(min, spec.path("max").asInt())
                .tolerance(Double.parseDouble(given.path("tol").asText()));
        Duration downWindow = RecordedReadings.seconds(given, "downWin");
        if (!spec.hasNonNull("behavior")) {
            return policy.legacy()
                    .scaleDown(ScalingRules.builder()
                            .stabilizationWindow(downWindow)
                            .build());
        }
        var down = ScalingRules.builder().stabilizationWindow(downWindow);
        return policy.scaleUp(
                        rules(ScalingRules.builder(), spec.path("behavior").path("up")))
                .scaleDown(rules(down, spec.path("behavior").path("down")));
    }

    private static ScalingRules rules(ScalingRules.Builder rules, JsonNode given) {
        if (given.hasNonNull("win")) {
            rules.stabilizationWindow(RecordedReadings.seconds(given, "win"));
        }
        if (given.hasNonNull("select")) {
            rules.select(SelectPolicy.valueOf(given.path("select").asText().toUpperCase(Locale.ROOT)));
        }
        for (JsonNode limit : given.path("policies")) {
            Duration period = Duration.ofSeconds(limit.path(2).asLong());
            if (limit.path(0).asText().equals("Pods")) {
                rules.replicas(limit.path(1).asInt(), period);
            } else {
                rules.percent(limit.path(1).asInt(), period);
            }
        }
        if (given.hasNonNull("tol")) {
            rules.tolerance(Double.parseDouble(given.path("tol").asText()));
        }
        return rules.build();
    }
}
