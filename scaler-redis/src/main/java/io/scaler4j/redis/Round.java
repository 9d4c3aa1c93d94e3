package io.scaler4j.redis;

import io.scaler4j.connect.PendingQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The next commands of some queries, side by side: commands as they go out, and replies as they come in. A query is
 * answered as soon as its replies are there, while the server works on others. Used by one thread.
 */
final class Round {

    private final Iterator<SentQuery> waiting;
    private final Deque<Pipeline> again = new ArrayDeque<>();
    private final Deque<Pipeline> onTheWay = new ArrayDeque<>();
    private final List<SentQuery> following = new ArrayList<>();

    private record Pipeline(List<Command> commands, List<SentQuery> queries) {}

    private Round(Iterator<SentQuery> waiting) {
        this.waiting = waiting;
    }

    static Round first(List<PendingQuery<RedisQuery, RedisAnswer>> pendingQueries, ServerMemory memory) {
        Iterator<PendingQuery<RedisQuery, RedisAnswer>> each = pendingQueries.iterator();
        return new Round(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public SentQuery next() {
                return new SentQuery(each.next(), memory);
            }
        });
    }

    /** What the queries without an answer ask next. */
    Round following() {
        return new Round(following.iterator());
    }

    boolean isEmpty() {
        return !waiting.hasNext();
    }

    /** The next pipeline of commands, which is on the way then; none if that was all. */
    List<Command> next() {
        Pipeline next = again.isEmpty() ? fill() : again.remove();
        if (!next.commands().isEmpty()) {
            onTheWay.add(next);
        }
        return next.commands();
    }

    private Pipeline fill() {
        var next = new Pipeline(new ArrayList<>(Servers.PIPELINE), new ArrayList<>(Servers.PIPELINE));
        while (waiting.hasNext() && next.commands().size() < Servers.PIPELINE) {
            SentQuery each = waiting.next();
            each.ask(next.commands());
            next.queries().add(each);
        }
        return next;
    }

    /** The replies to the pipeline that is on the way for longest, or to several. */
    void take(List<Reply> replies) {
        int end = 0;
        while (end < replies.size()) {
            Pipeline answered = onTheWay.remove();
            end += answered.commands().size();
            take(answered, replies, end);
        }
    }

    /**
     * From the last to the first: a caller that waits for many answers continues once, when all are there, and not
     * after each of them.
     */
    private void take(Pipeline answered, List<Reply> replies, int end) {
        int to = end;
        for (int i = answered.queries().size() - 1; i >= 0; i--) {
            SentQuery each = answered.queries().get(i);
            to = each.take(replies, to);
            if (each.asksOn()) {
                following.add(each);
            }
        }
    }

    /** What is on the way was lost, and comes next once more. */
    void again() {
        again.addAll(onTheWay);
        onTheWay.clear();
    }

    /** For all that has no reply yet, that it failed. */
    void fail(JedisException failed) {
        again();
        for (List<Command> rest = next(); !rest.isEmpty(); rest = next()) {
            take(Exchange.failed(rest.size(), failed));
        }
    }

    /** A query on its way through the rounds. Its own failure ends it, and no other. */
    private static final class SentQuery {
        private final PendingQuery<RedisQuery, RedisAnswer> pendingQuery;
        private final QueryRun<? extends RedisAnswer> run;
        private int asked;
        private boolean settled;

        SentQuery(PendingQuery<RedisQuery, RedisAnswer> pendingQuery, ServerMemory memory) {
            this.pendingQuery = pendingQuery;
            run = pendingQuery.query().begin(memory);
        }

        void ask(List<Command> commands) {
            int before = commands.size();
            run.ask(commands);
            asked = commands.size() - before;
        }

        /** Takes its part of the replies, and says where that begins. */
        int take(List<Reply> replies, int to) {
            int from = to - asked;
            try {
                run.take(replies, from);
                if (run.isDone()) {
                    settled = true;
                    pendingQuery.answer(run.answer());
                }
            } catch (RuntimeException e) {
                settled = true;
                pendingQuery.fail(e);
            }
            return from;
        }

        boolean asksOn() {
            return !settled;
        }
    }
}
