package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Some inquiries side by side: what they ask in a round travels together, and each ends for itself. */
final class Batch implements Runnable {

    private final Servers servers;
    private final ServerMemory memory;
    private final Map<RedisQuery, CompletableFuture<RedisAnswer>> answers;
    private final Deadline deadline;

    Batch(
            Servers servers,
            ServerMemory memory,
            Map<RedisQuery, CompletableFuture<RedisAnswer>> answers,
            Deadline deadline) {
        this.servers = servers;
        this.memory = memory;
        this.answers = answers;
        this.deadline = deadline;
    }

    /** An inquiry, and what it asks next. */
    private record Asking(
            Inquiry<? extends RedisAnswer> inquiry, List<Command> commands, CompletableFuture<RedisAnswer> answer) {

        /** Completes the answer if this was the last round, and asks on otherwise. */
        void then(List<Reply> replies, List<Asking> next) {
            try {
                List<Command> more = inquiry.then(replies);
                if (more.isEmpty()) {
                    answer.complete(inquiry.answer());
                } else {
                    next.add(new Asking(inquiry, more, answer));
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    @Override
    public void run() {
        try {
            List<Asking> round = begin();
            while (!round.isEmpty() && !deadline.isOver()) {
                round = next(round);
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            answers.values().forEach(answer -> answer.completeExceptionally(e));
        }
        if (deadline.isOver()) {
            expire();
        }
    }

    private List<Asking> begin() {
        List<Asking> round = new ArrayList<>(answers.size());
        answers.forEach((query, answer) -> {
            Inquiry<? extends RedisAnswer> inquiry = query.inquire(memory);
            round.add(new Asking(inquiry, inquiry.begin(), answer));
        });
        return round;
    }

    private List<Asking> next(List<Asking> round) {
        List<Command> commands = new ArrayList<>(round.size());
        round.forEach(asking -> commands.addAll(asking.commands()));
        List<Reply> replies = servers.ask(commands, deadline);
        List<Asking> next = new ArrayList<>();
        int from = 0;
        for (Asking asking : round) {
            int to = from + asking.commands().size();
            asking.then(replies.subList(from, to), next);
            from = to;
        }
        return next;
    }

    /** Whoever has no answer by now has none. */
    void expire() {
        var late = new TimeoutException("no answer by the deadline");
        answers.values().forEach(answer -> answer.completeExceptionally(late));
        deadline.expire();
    }
}
