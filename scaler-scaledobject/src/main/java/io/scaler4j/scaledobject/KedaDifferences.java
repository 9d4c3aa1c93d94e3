package io.scaler4j.scaledobject;

import java.util.Optional;

/** Where KEDA takes other options than the source of this library does, in either direction. */
final class KedaDifferences {

    private KedaDifferences() {}

    /** Whether KEDA takes what a source refuses with this sentence. The lint says why it is no good. */
    static boolean takes(TriggerText trigger, String refusal) {
        return switch (trigger.type()) {
            case "cron" ->
                refusal.endsWith("such a day never comes")
                        || refusal.startsWith("metricType must be AverageValue")
                        || (refusal.startsWith("desiredReplicas must be at least 1")
                                && isNegative(trigger.options().getOrDefault("desiredReplicas", "")));
            case "redis", "redis-streams" -> refusal.startsWith("one server has one address");
            default -> false;
        };
    }

    private static boolean isNegative(String text) {
        return text.strip().matches("-0*[1-9]\\d{0,9}");
    }

    /** What KEDA refuses and the source takes: a sentence with a way out behind a semicolon. */
    static Optional<String> refuses(TriggerText trigger) {
        String headers = trigger.options().getOrDefault("customHeaders", "");
        if (!trigger.type().equals("prometheus") || headers.isEmpty()) {
            return Optional.empty();
        }
        for (String pair : headers.split(",", -1)) {
            if (pair.chars().filter(letter -> letter == '=').count() != 1) {
                return Optional.of("customHeaders must be names and values with one '=' in each pair for KEDA, one pair"
                        + " has none or more; write them as in X-Tenant=shop,X-Team=orders");
            }
        }
        return Optional.empty();
    }
}
