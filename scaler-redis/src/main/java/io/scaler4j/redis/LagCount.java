package io.scaler4j.redis;

import static redis.clients.jedis.Protocol.Command.XRANGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many entries of a stream lie behind the last one that a group was given. The server's counter says so where it is
 * to be believed, see {@link ServerFacts}; what the stream holds says so where it begins behind that entry, or ends
 * with it. Otherwise the entries are counted: those behind, and those up to it where that may be less. Both are
 * limited, so the limit is a lower bound if there are more of both.
 */
final class LagCount {

    private final StreamQuery query;
    private final long length;
    private final StreamId last;
    private final OptionalLong told;
    private OptionalLong behind = OptionalLong.empty();
    private OptionalLong given = OptionalLong.empty();
    private OptionalLong exact;

    /**
     * @param query says how many entries are counted at most
     * @param group by {@code XINFO GROUPS}
     * @param length the stream's entries
     * @param state what the stream holds, where that is known
     * @param facts whether the counter is to be believed
     */
    LagCount(StreamQuery query, Reply group, long length, Optional<StreamState> state, ServerFacts facts) {
        this.query = query;
        this.length = length;
        last = group.field("last-delivered-id").map(Reply::id).orElse(StreamId.ZERO);
        told = told(group);
        exact = withoutCounting(state, facts);
    }

    /** The counter; none where the server does not know it, or where someone has set it to nonsense. */
    private static OptionalLong told(Reply group) {
        Reply counter = group.field("lag")
                .orElseThrow(() -> new UnsuitableServerException("its answer to XINFO GROUPS has no lag"));
        return counter.isNothing() || counter.number() < 0 ? OptionalLong.empty() : OptionalLong.of(counter.number());
    }

    private OptionalLong withoutCounting(Optional<StreamState> state, ServerFacts facts) {
        if (length == 0 || state.filter(stream -> stream.endsBy(last)).isPresent()) {
            return OptionalLong.of(0);
        }
        if (state.filter(stream -> stream.beginsAfter(last)).isPresent()) {
            return OptionalLong.of(length);
        }
        boolean believed = facts.lagIsExact()
                || state.map(facts::hasCountedAll).orElse(told.orElse(1) == 0); // where it lies, it is too high
        return believed && told.isPresent()
                ? OptionalLong.of(Math.min(told.getAsLong(), length))
                : OptionalLong.empty();
    }

    /** What is to be counted; nothing if the lag is known. */
    List<Step> steps() {
        if (exact.isPresent()) {
            return List.of();
        }
        if (query.countUpTo() == 0) {
            throw new UnknownLagException();
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(range("(" + last, "+"), reply -> behind = OptionalLong.of(reply.size())));
        if (length > query.countUpTo() && told.orElse(0) >= query.countUpTo()) {
            steps.add(new Step(range("-", last.toString()), reply -> given = OptionalLong.of(reply.size())));
        }
        return steps;
    }

    private Command range(String from, String to) {
        return Command.of(XRANGE, query.stream(), from, to, "COUNT", Integer.toString(query.countUpTo()));
    }

    /** The lag, or what is known of it. */
    long value() {
        long counted = behind.orElse(0);
        return exact.orElseGet(() -> isLowerBound() || !isLimited(behind) ? counted : rest());
    }

    boolean isLowerBound() {
        return exact.isEmpty()
                && isLimited(behind)
                && behind.orElse(0) < length
                && (given.isEmpty() || isLimited(given));
    }

    private long rest() {
        return Math.max(behind.orElse(0), length - given.orElse(0));
    }

    private boolean isLimited(OptionalLong counted) {
        return counted.orElse(0) >= query.countUpTo();
    }
}
