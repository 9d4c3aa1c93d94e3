package io.scaler4j.redis;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says of a stream as a whole, by {@code XINFO STREAM}.
 *
 * @param length entries
 * @param everAdded how many there have ever been; absent before Redis 7.0
 * @param lastDeleted the largest that was ever deleted singly, which a trim does not do; absent before Redis 7.0
 * @param first the oldest entry; absent in an empty stream
 * @param last the newest entry; absent in an empty stream
 */
record StreamState(
        long length,
        OptionalLong everAdded,
        Optional<StreamId> lastDeleted,
        Optional<StreamId> first,
        Optional<StreamId> last) {

    static StreamState of(Reply reply) {
        Optional<Reply> everAdded = reply.field("entries-added");
        return new StreamState(
                reply.field("length").map(Reply::number).orElse(0L),
                everAdded.map(told -> OptionalLong.of(told.number())).orElse(OptionalLong.empty()),
                reply.field("max-deleted-entry-id").map(Reply::id),
                entry(reply, "first-entry"),
                entry(reply, "last-entry"));
    }

    private static Optional<StreamId> entry(Reply reply, String name) {
        return reply.field(name)
                .filter(entry -> !entry.isNothing())
                .map(entry -> entry.part(0).id());
    }

    /** Whether every entry that there ever was is there. */
    boolean isWhole() {
        return everAdded.isPresent()
                && everAdded.getAsLong() == length
                && lastDeleted.filter(StreamId.ZERO::equals).isPresent();
    }

    /** Whether all entries come after this one. */
    boolean beginsAfter(StreamId id) {
        return first.filter(id::isBefore).isPresent();
    }

    /** Whether no entry comes after this one. */
    boolean endsBy(StreamId id) {
        return last.filter(id::isBefore).isEmpty();
    }

    /** Whether an entry may have been deleted singly at this place or behind it. */
    boolean mayHaveGapsFrom(StreamId id) {
        return lastDeleted.filter(deleted -> deleted.isBefore(id)).isEmpty();
    }
}
