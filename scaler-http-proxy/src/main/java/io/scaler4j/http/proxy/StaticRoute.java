package io.scaler4j.http.proxy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.http.RouteRule;
import java.util.List;

/**
 * Answers some requests of a route without its replicas, such as those of a health check. They are not counted, so they
 * never wake the target and never keep it running.
 *
 * <pre>{@code
 * StaticRoute.of(RouteRule.any().pathPrefix("/healthz"), StaticResponse.of(200, "ok"))
 * }</pre>
 *
 * @param rules which requests: one of the rules takes it
 * @param response what they get
 * @param mode when they get it
 */
public record StaticRoute(List<RouteRule> rules, StaticResponse response, Mode mode) {

    /** When the response is given. */
    public enum Mode {
        /** While no replica is ready. Otherwise the request goes to a replica, uncounted. */
        WHEN_UNAVAILABLE,
        /** Always. */
        ALWAYS
    }

    /**
     * Copies the rules.
     *
     * @param rules at least one
     * @param response not null
     * @param mode not null
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public StaticRoute {
        var problems = Problems.of("static route");
        if (problems.given("rules", rules)) {
            rules = List.copyOf(rules);
            problems.check(
                    !rules.isEmpty(),
                    "rules must not be empty: without a rule it takes no request; give RouteRule.any() for every one");
        }
        problems.given("response", response);
        problems.given("mode", mode);
        problems.throwIfAny();
    }

    /**
     * Returns a static route for the time while no replica is ready.
     *
     * @param rule which requests
     * @param response what they get
     * @return the static route
     */
    public static StaticRoute of(RouteRule rule, StaticResponse response) {
        return new StaticRoute(List.of(rule), response, Mode.WHEN_UNAVAILABLE);
    }

    /** {@return a copy whose response is always given} */
    public StaticRoute always() {
        return new StaticRoute(rules, response, Mode.ALWAYS);
    }
}
