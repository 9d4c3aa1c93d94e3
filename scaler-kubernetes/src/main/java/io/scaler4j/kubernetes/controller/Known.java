package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.Turn;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an object.
 *
 * @param turn of its latest turn
 * @param original the count that its first decision began with
 * @param written the status that was written and that the watch has not told yet
 */
record Known(
        Optional<TurnSummary> turn,
        @Nullable Instant lastActive,
        OptionalInt original,
        @Nullable JsonNode written) {
    static final Known NOTHING = new Known(Optional.empty(), null, OptionalInt.empty(), null);

    Known after(Turn ended, TurnSummary summary) {
        OptionalInt first = ended.decision()
                .map(decision -> OptionalInt.of(decision.from()))
                .orElse(OptionalInt.empty());
        return new Known(
                Optional.of(summary), TurnSummary.lastActive(ended), original.isPresent() ? original : first, written);
    }

    Known withWritten(JsonNode status) {
        return new Known(turn, lastActive, original, status);
    }

    /** The status that the object has, as far as is known. */
    JsonNode statusOf(JsonNode object) {
        return written != null && isNewer(written, object) ? written.path("status") : object.path("status");
    }

    private static boolean isNewer(JsonNode one, JsonNode other) {
        JsonNode mine = one.path("metadata");
        JsonNode theirs = other.path("metadata");
        return mine.path("uid").equals(theirs.path("uid"))
                && mine.path("resourceVersion").asLong()
                        > theirs.path("resourceVersion").asLong();
    }
}
