package io.scaler4j.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which topics groups read when they were looked at last, so that a topic which has just gone can be told. Thread-safe.
 */
final class GroupMemory {

    /** Looks at a group that are nearer to each other are one. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Map<Object, Look> looks = new ConcurrentHashMap<>();

    /** What was seen of a group, and what the look before had seen. */
    private record Look(Instant at, Set<String> topics, Set<String> before) {

        Look then(Instant now, Set<String> seen) {
            return isNear(now, BETWEEN_LOOKS) ? new Look(at, seen, before) : new Look(now, seen, topics);
        }

        boolean isNear(Instant now, Duration time) {
            return Duration.between(at, now).abs().compareTo(time) < 0;
        }

        Set<String> gone() {
            return before.stream().filter(topic -> !topics.contains(topic)).collect(toSet());
        }
    }

    /** The same state, with the topics that this group had at the look before and has no more. */
    GroupState seen(Object group, GroupState state, Instant now) {
        looks.values().removeIf(look -> !look.isNear(now, KEPT));
        if (state.members() == 0) {
            return state;
        }
        Look look = requireNonNull(looks.compute(
                group,
                (same, before) ->
                        before == null ? new Look(now, state.topics(), Set.of()) : before.then(now, state.topics())));
        return look.gone().isEmpty() ? state : state.justLeft(look.gone());
    }
}
