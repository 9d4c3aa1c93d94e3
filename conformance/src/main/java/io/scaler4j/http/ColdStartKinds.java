package io.scaler4j.http;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The kind about waiting for a replica: a real gate in virtual time. */
final class ColdStartKinds {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    /** Where only the client would end the wait. */
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private ColdStartKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("http.cold-start", ColdStartKinds::coldStart);
    }

    private static Result coldStart(Fields given) {
        OptionalLong route = given.integerIfAny("routeReadinessMs");
        Duration readiness = Duration.ofMillis(
                route.orElse(given.integerIfAny("globalReadinessMs").orElse(0)));
        OptionalLong deadline = given.integerIfAny("requestDeadlineMs");
        WaitLimit limit = WaitLimit.of(
                readiness,
                deadline.isPresent() && deadline.getAsLong() > 0
                        ? Optional.of(Duration.ofMillis(deadline.getAsLong()))
                        : Optional.empty(),
                given.flagOrFalse("fallback"));
        var time = VirtualTime.startingAt(START);
        var endpoints = new EndpointList();
        try (Gate gate = Gate.builder("cold")
                .endpoints(endpoints)
                .scheduler(time)
                .hold(Hold.atMost(1).upTo(FOR_EVER))
                .build()) {
            OptionalLong readyAt = given.integerIfAny("readyAtMs");
            Endpoint endpoint = Endpoint.http("replica", 8080);
            if (readyAt.isPresent() && readyAt.getAsLong() == 0) {
                endpoints.set(endpoint);
            } else {
                readyAt.ifPresent(at -> time.schedule(() -> endpoints.set(endpoint), Duration.ofMillis(at)));
            }
            Arrival arrival = limit.time().map(most -> Arrival.any().upTo(most)).orElse(Arrival.any());
            CompletableFuture<Admission> answer = gate.admit(arrival);
            CompletableFuture<Long> after = answer.thenApply(
                    admission -> Duration.between(START, time.instant()).toMillis());
            time.advance(FOR_EVER.minusDays(1));
            if (!answer.isDone()) {
                return Result.of("outcome", "waiting");
            }
            return outcome(answer.join(), after.join(), limit, given);
        }
    }

    private static Result outcome(Admission admission, long afterMillis, WaitLimit limit, Fields given) {
        Result.Values result = Result.of("afterMs", afterMillis);
        boolean tells = !given.has("coldStartHeaderEnabled") || given.flag("coldStartHeaderEnabled");
        if (admission instanceof Permit permit) {
            return result.and("outcome", "forward")
                    .and("httpStatus", null)
                    .and("coldStartHeader", tells ? Boolean.toString(permit.hasWaited()) : null);
        }
        boolean falls = limit.atEnd() == WaitLimit.AtEnd.FALLBACK;
        return result.and("outcome", falls ? "fallback" : "error")
                .and("httpStatus", falls ? null : 504)
                .and("coldStartHeader", null);
    }
}
