package io.scaler4j.redis;

import io.scaler4j.connect.Question;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What some questions ask next, side by side: commands as they go out, and replies as they come in. A question is
 * answered as soon as its replies are there, while the server works on others. Used by one thread.
 */
final class Round {

    private final Iterator<Asking> asking;
    private final Deque<Pipeline> again = new ArrayDeque<>();
    private final Deque<Pipeline> onTheWay = new ArrayDeque<>();
    private final List<Asking> following = new ArrayList<>();

    private record Pipeline(List<Command> commands, List<Asking> asking) {}

    private Round(Iterator<Asking> asking) {
        this.asking = asking;
    }

    static Round first(List<Question<RedisQuery, RedisAnswer>> questions, ServerMemory memory) {
        Iterator<Question<RedisQuery, RedisAnswer>> each = questions.iterator();
        return new Round(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public Asking next() {
                return new Asking(each.next(), memory);
            }
        });
    }

    /** What those ask who have no answer yet. */
    Round following() {
        return new Round(following.iterator());
    }

    boolean isEmpty() {
        return !asking.hasNext();
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
        while (asking.hasNext() && next.commands().size() < Servers.PIPELINE) {
            Asking each = asking.next();
            each.ask(next.commands());
            next.asking().add(each);
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
     * From the last to the first: who waits for many answers, one after the other, is woken once when these are there,
     * and not by each of them.
     */
    private void take(Pipeline answered, List<Reply> replies, int end) {
        int to = end;
        for (int i = answered.asking().size() - 1; i >= 0; i--) {
            Asking each = answered.asking().get(i);
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

    /** A question on its way through the rounds. Its own failure ends it, and no other. */
    private static final class Asking {
        private final Question<RedisQuery, RedisAnswer> question;
        private final Inquiry<? extends RedisAnswer> inquiry;
        private int asked;
        private boolean settled;

        Asking(Question<RedisQuery, RedisAnswer> question, ServerMemory memory) {
            this.question = question;
            inquiry = question.query().inquire(memory);
        }

        void ask(List<Command> commands) {
            int before = commands.size();
            inquiry.ask(commands);
            asked = commands.size() - before;
        }

        /** Takes its part of the replies, and says where that begins. */
        int take(List<Reply> replies, int to) {
            int from = to - asked;
            try {
                inquiry.take(replies, from);
                if (inquiry.isDone()) {
                    settled = true;
                    question.answer(inquiry.answer());
                }
            } catch (RuntimeException e) {
                settled = true;
                question.fail(e);
            }
            return from;
        }

        boolean asksOn() {
            return !settled;
        }
    }
}
