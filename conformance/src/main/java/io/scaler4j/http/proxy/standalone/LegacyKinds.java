package io.scaler4j.http.proxy.standalone;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.http.proxy.RouteLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The kind about the limits of HTTPScaledObjects. */
public final class LegacyKinds {

    private LegacyKinds() {}

    /** Adds the kind. */
    public static void register(Kinds kinds) {
        kinds.evaluate("http.legacy-timeouts", LegacyKinds::timeouts);
    }

    private static Result timeouts(Fields given) {
        RouteLimits limits =
                LegacyTimeouts.of(millis(given, "conditionWaitMs"), millis(given, "responseHeaderMs"), failover(given));
        return Result.of(
                        "readinessMs",
                        limits.readiness().map(Duration::toMillis).orElse(null))
                .and(
                        "responseHeaderMs",
                        limits.responseHeader().map(Duration::toMillis).orElse(null))
                .and("requestMs", limits.request().map(Duration::toMillis).orElse(null));
    }

    /** In seconds, as the object has it, or in milliseconds. */
    private static Optional<Integer> failover(Fields given) {
        return Stream.of("failoverTimeoutSeconds", "timeoutSeconds")
                .filter(given::has)
                .findFirst()
                .map(given::count)
                .or(() -> millis(given, "failoverTimeoutMs").map(time -> (int) time.toSeconds()));
    }

    private static Optional<Duration> millis(Fields given, String name) {
        return given.has(name) ? Optional.of(Duration.ofMillis(given.integer(name))) : Optional.empty();
    }
}
