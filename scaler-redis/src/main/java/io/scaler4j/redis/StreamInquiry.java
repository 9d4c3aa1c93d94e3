package io.scaler4j.redis;

import static redis.clients.jedis.Protocol.Command.XLEN;
import static redis.clients.jedis.Protocol.Command.XPENDING;
import static redis.clients.jedis.Protocol.Command.XRANGE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Looks at a stream and a group; in one round, in two where the server does not know the lag.
 *
 * <p>It does not know it after the group was set to an arbitrary position, or entries that it had not been given were
 * deleted. Then the entries after the last one given are counted, up to a limit: never is it taken for 0.
 */
final class StreamInquiry implements Inquiry<StreamCounts> {

    private static final String NO_STREAM = "ERR no such key";
    private static final String NO_GROUP = "NOGROUP";
    private static final int IDLE_LIMIT = 1_000;

    private final StreamQuery query;
    private final ServerMemory memory;
    private final boolean asksServer;
    private OptionalLong length = OptionalLong.empty();
    private OptionalLong lag = OptionalLong.empty();
    private OptionalLong pending = OptionalLong.empty();
    private boolean lagIsLowerBound;
    private boolean groupExists = true;
    private long idle;
    private long oldestIdleMillis;
    private boolean counting;
    private @Nullable JedisException failed;
    private List<Command> next;

    StreamInquiry(StreamQuery query, ServerMemory memory) {
        this.query = query;
        this.memory = memory;
        asksServer = query.metric().countsLag() && !memory.countsLag();
        next = firstRound();
    }

    private List<Command> firstRound() {
        List<Command> commands = new ArrayList<>();
        if (asksServer) {
            commands.add(Command.serverOf(query.stream()));
        }
        if (query.metric().countsLag()) {
            commands.add(Command.groupsOf(query.stream()));
            commands.add(Command.of(XLEN, query.stream()));
        } else if (query.metric() == StreamMetric.LENGTH) {
            commands.add(Command.of(XLEN, query.stream()));
        } else {
            commands.add(Command.of(XPENDING, query.stream(), query.group()));
        }
        if (asksIdle()) {
            commands.add(Command.of(
                    XPENDING,
                    query.stream(),
                    query.group(),
                    "IDLE",
                    Long.toString(query.idleMillis()),
                    "-",
                    "+",
                    Integer.toString(IDLE_LIMIT)));
        }
        return commands;
    }

    private boolean asksIdle() {
        return query.metric().countsPending() && query.idleMillis() > 0;
    }

    @Override
    public void ask(List<Command> commands) {
        commands.addAll(next);
    }

    @Override
    public void take(List<Reply> replies, int from) {
        next = List.of();
        try {
            next = counting ? takeEntries(replies.get(from)) : takeAll(replies, from);
        } catch (JedisException e) {
            failed = e;
        }
    }

    private List<Command> takeAll(List<Reply> replies, int from) {
        int next = from;
        boolean versionTold = asksServer && takeServer(replies.get(next++));
        List<Command> more = List.of();
        if (query.metric().countsLag()) {
            Reply groups = replies.get(next++);
            length = OptionalLong.of(replies.get(next++).number());
            more = takeGroups(groups);
            if (versionTold) {
                memory.rememberThatItCountsLag();
            }
        } else if (query.metric() == StreamMetric.LENGTH) {
            length = OptionalLong.of(replies.get(next++).number());
        } else {
            takePending(replies.get(next++));
        }
        if (asksIdle()) {
            takeIdle(replies.get(next));
        }
        return more;
    }

    /** Whoever may not ask has to find out by the answers. */
    private static boolean takeServer(Reply reply) {
        if (reply.isRefusal("NOPERM") || reply.isRefusal("ERR unknown command")) {
            return false;
        }
        ServerVersion.requireLag(reply.text());
        return true;
    }

    private List<Command> takeGroups(Reply reply) {
        if (reply.isRefusal(NO_STREAM)) {
            groupExists = false;
            lag = OptionalLong.of(0);
            pending = OptionalLong.of(0);
            return List.of();
        }
        Optional<Reply> group = reply.list().stream()
                .filter(each -> each.field("name").map(Reply::text).orElse("").equals(query.group()))
                .findFirst();
        if (group.isEmpty()) { // its first consumer will be given all there is, or so it is for KEDA
            groupExists = false;
            lag = length;
            pending = OptionalLong.of(0);
            return List.of();
        }
        pending =
                OptionalLong.of(group.get().field("pending").map(Reply::number).orElse(0L));
        return takeLag(group.get());
    }

    private List<Command> takeLag(Reply group) {
        Reply told = group.field("lag")
                .orElseThrow(() -> new UnsuitableServerException("its answer to XINFO GROUPS has no lag"));
        if (!told.isNothing()) {
            lag = OptionalLong.of(told.number());
            return List.of();
        }
        if (length.orElse(0) == 0) {
            lag = OptionalLong.of(0);
            return List.of();
        }
        if (query.countUpTo() == 0) {
            throw new UnknownLagException();
        }
        counting = true;
        String last = group.field("last-delivered-id").map(Reply::text).orElse("0-0");
        return List.of(
                Command.of(XRANGE, query.stream(), "(" + last, "+", "COUNT", Integer.toString(query.countUpTo())));
    }

    private List<Command> takeEntries(Reply reply) {
        int count = reply.list().size();
        lag = OptionalLong.of(count);
        lagIsLowerBound = count >= query.countUpTo();
        return List.of();
    }

    private void takePending(Reply reply) {
        if (reply.isRefusal(NO_GROUP)) {
            groupExists = false;
            pending = OptionalLong.of(0);
        } else {
            pending = OptionalLong.of(reply.list().get(0).number());
        }
    }

    private void takeIdle(Reply reply) {
        if (reply.isRefusal(NO_GROUP)) {
            return;
        }
        List<Reply> entries = reply.list();
        idle = entries.size();
        oldestIdleMillis = entries.stream()
                .mapToLong(entry -> entry.list().get(2).number())
                .max()
                .orElse(0);
    }

    @Override
    public boolean isDone() {
        return next.isEmpty();
    }

    @Override
    public StreamCounts answer() {
        if (failed != null) {
            throw failed;
        }
        return new StreamCounts(
                length, lag, lagIsLowerBound, pending, idle, Duration.ofMillis(oldestIdleMillis), groupExists);
    }
}
