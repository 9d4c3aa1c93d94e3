package io.scaler4j.redis;

import static redis.clients.jedis.Protocol.Command.XPENDING;
import static redis.clients.jedis.Protocol.Command.XRANGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many of the entries that a group has been given, and has not acknowledged, are work: those that the stream still
 * has, and that have not been idle for too long. A group keeps permanently what a trim or a deletion took from the
 * stream.
 *
 * <p>The smallest and the largest of the ids, beside the ends of the stream, mostly say that all are there. Otherwise
 * they are looked at in pages, each short enough for the server to go on serving others, and up to a limit, which makes
 * what was found a lower bound. A consumer that has been idle for too long has nothing but idle entries, so of many
 * entries only those of the others are looked at.
 */
final class PendingCount {

    /** Entries of a page. */
    static final int PAGE = 1_000;

    private static final String NO_TEXT = "\uFFFD";

    private static final int MOST_ENTRIES = 10 * PAGE;

    private final StreamQuery query;
    private final long told;
    private final StreamId from;
    private final boolean checksExistence;
    private final List<Cursor> open = new ArrayList<>();
    private List<StreamId> unchecked = new ArrayList<>();
    private int left = MOST_ENTRIES;
    private boolean asksConsumers;
    private boolean lowerBound;
    private long working;
    private long idle;
    private long oldestIdleMillis;

    /** The first and the last of the pending entries. */
    record Ends(StreamId smallest, StreamId largest) {}

    /** Where a list of pending entries is looked at next: that of a consumer, or that of the group. */
    private static final class Cursor {
        private final Optional<String> consumer;
        private String next;

        Cursor(Optional<String> consumer, String next) {
            this.consumer = consumer;
            this.next = next;
        }
    }

    /**
     * @param query which group, and for how long entries may be idle
     * @param told how many are pending, whether they are there or not
     * @param ends the ends of their ids, where there are any
     * @param state what the stream holds, where that is known
     */
    PendingCount(StreamQuery query, long told, Optional<Ends> ends, Optional<StreamState> state) {
        this.query = query;
        this.told = told;
        StreamId smallest = ends.map(Ends::smallest).orElse(StreamId.ZERO);
        StreamId oldest = state.flatMap(StreamState::first).orElse(StreamId.ZERO);
        from = smallest.isBefore(oldest) ? oldest : smallest;
        checksExistence = state.filter(stream -> stream.mayHaveGapsFrom(from)).isPresent();
        boolean allAreGone = state.filter(stream -> stream.first().isEmpty()
                        || ends.filter(each -> stream.beginsAfter(each.largest()))
                                .isPresent())
                .isPresent();
        boolean allAreThere = !checksExistence && !smallest.isBefore(oldest);
        if (told > 0 && !allAreGone) {
            if (query.idleMillis() == 0 && allAreThere) {
                working = told;
            } else {
                begin();
            }
        }
    }

    private void begin() {
        asksConsumers = query.idleMillis() > 0 && told > PAGE;
        if (!asksConsumers) {
            open.add(new Cursor(Optional.empty(), from.toString()));
        }
    }

    /** Takes the first page of all entries, if it was asked for at once, in place of looking for it. */
    void takeFirst(Reply page) {
        if (!asksConsumers && !open.isEmpty()) {
            takePage(open.get(0), PAGE, page);
        }
    }

    /** What to ask next; nothing if that was all. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (asksConsumers) {
            asksConsumers = false;
            steps.add(new Step(Command.consumersOf(query.stream(), query.group()), this::takeConsumers));
            return steps;
        }
        unchecked.forEach(id -> steps.add(
                new Step(Command.of(XRANGE, query.stream(), id.toString(), id.toString()), reply -> takeEntry(reply))));
        unchecked = new ArrayList<>();
        if (!open.isEmpty()) {
            int size = Math.min(PAGE, left / open.size());
            if (size == 0) {
                lowerBound = true;
                open.clear();
            }
            open.forEach(cursor -> steps.add(new Step(page(cursor, size), reply -> takePage(cursor, size, reply))));
        }
        return steps;
    }

    private Command page(Cursor cursor, int size) {
        List<String> words = new ArrayList<>(List.of(query.group(), cursor.next, "+", Integer.toString(size)));
        cursor.consumer.ifPresent(words::add);
        return Command.of(XPENDING, query.stream(), words.toArray(String[]::new));
    }

    /** A user that may not ask for the consumers, or cannot name one of them, looks at all entries. */
    private void takeConsumers(Reply reply) {
        if (reply.isRefusal("NOPERM") || !areNamed(reply.list())) {
            open.add(new Cursor(Optional.empty(), from.toString()));
            return;
        }
        for (Reply consumer : reply.list()) {
            long pending = consumer.field("pending").map(Reply::number).orElse(0L);
            long idleMillis = consumer.field("idle").map(Reply::number).orElse(0L);
            if (pending > 0 && idleMillis >= query.idleMillis()) {
                idle += pending;
                oldestIdleMillis = Math.max(oldestIdleMillis, idleMillis);
            } else if (pending > 0) {
                open.add(new Cursor(consumer.field("name").map(Reply::text), from.toString()));
            }
        }
    }

    /** A name of bytes that are no text could not be sent back. */
    private static boolean areNamed(List<Reply> consumers) {
        return consumers.stream()
                .map(consumer -> consumer.field("name").map(Reply::text).orElse(NO_TEXT))
                .noneMatch(name -> name.contains(NO_TEXT));
    }

    private void takePage(Cursor cursor, int size, Reply reply) {
        List<Reply> entries = reply.list();
        left -= entries.size();
        for (Reply entry : entries) {
            StreamId id = entry.part(0).id();
            if (!id.isBefore(from)) {
                take(id, entry.part(2).number());
            }
            cursor.next = "(" + id;
        }
        if (entries.size() < size) {
            open.remove(cursor);
        }
    }

    private void take(StreamId id, long idleMillis) {
        if (query.idleMillis() > 0 && idleMillis >= query.idleMillis()) {
            idle++;
            oldestIdleMillis = Math.max(oldestIdleMillis, idleMillis);
        } else if (checksExistence) {
            unchecked.add(id);
        } else {
            working++;
        }
    }

    /** A user that may not look counts the entry as present. */
    private void takeEntry(Reply reply) {
        if (reply.isRefusal("NOPERM") || reply.size() > 0) {
            working++;
        }
    }

    /** Those that are there, idle or not. */
    long value() {
        return working + idle;
    }

    long idle() {
        return idle;
    }

    long oldestIdleMillis() {
        return oldestIdleMillis;
    }

    boolean isLowerBound() {
        return lowerBound;
    }
}
