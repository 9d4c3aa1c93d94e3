package io.scaler4j.redis;

import io.scaler4j.spi.Question;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Some questions, round by round, until each has its answer or time is over. */
final class Batch implements Runnable {

    private final Servers servers;
    private final ServerMemory memory;
    private volatile List<Question<RedisQuery, RedisAnswer>> questions;
    private final Deadline deadline;

    Batch(Servers servers, ServerMemory memory, List<Question<RedisQuery, RedisAnswer>> questions, Deadline deadline) {
        this.servers = servers;
        this.memory = memory;
        this.questions = questions;
        this.deadline = deadline;
    }

    @Override
    public void run() {
        try {
            Round round = Round.first(questions, memory);
            while (!round.isEmpty() && !deadline.isOver()) {
                servers.ask(round, deadline);
                round = round.following();
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            questions.forEach(question -> question.fail(e));
        }
        if (deadline.isOver()) {
            expire();
        }
        questions = List.of(); // whoever watches the deadline has a hold on this batch until then
    }

    /** Whoever has no answer by now has none. */
    void expire() {
        var late = new TimeoutException("no answer by the deadline");
        questions.forEach(question -> question.fail(late));
        deadline.expire();
    }
}
