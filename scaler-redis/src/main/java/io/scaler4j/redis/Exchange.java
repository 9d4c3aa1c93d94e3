package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/** One pipeline of commands on its way to one node: sent at once, and answered in order. */
final class Exchange {

    private final Connection connection;
    private final Deadline deadline;
    private final int count;

    private Exchange(Connection connection, Deadline deadline, int count) {
        this.connection = connection;
        this.deadline = deadline;
        this.count = count;
    }

    /** Sends the commands, and does not wait for any reply. */
    static Exchange begin(Connection connection, List<Command> commands, Deadline deadline) {
        deadline.begin(connection);
        try {
            commands.forEach(command -> connection.sendCommand(command.arguments()));
            return new Exchange(connection, deadline, commands.size());
        } catch (JedisException e) {
            deadline.end(connection);
            connection.close();
            throw e;
        }
    }

    /** Waits for the replies, and gives the connection back. */
    List<Reply> end(int limitMillis) {
        try (connection) {
            List<Reply> replies = new ArrayList<>(count);
            receive(connection, count, deadline, limitMillis, replies);
            return replies;
        } finally {
            deadline.end(connection);
        }
    }

    /**
     * Any number of commands on one connection, which is given back: each pipeline goes out before the replies to the
     * one before are read, so that neither side waits for the other.
     */
    static void inARow(
            Connection connection, List<Command> commands, Deadline deadline, int limitMillis, List<Reply> replies) {
        try (connection) {
            int awaited = 0;
            for (List<Command> pipeline : pipelines(commands)) {
                deadline.begin(connection);
                pipeline.forEach(command -> connection.sendCommand(command.arguments()));
                receive(connection, awaited, deadline, limitMillis, replies);
                awaited = pipeline.size();
            }
            receive(connection, awaited, deadline, limitMillis, replies);
        } finally {
            deadline.end(connection);
        }
    }

    private static void receive(
            Connection connection, int count, Deadline deadline, int limitMillis, List<Reply> replies) {
        if (count > 0) {
            connection.setSoTimeout(deadline.stepMillis(limitMillis));
            connection.getMany(count).forEach(raw -> replies.add(new Reply(raw)));
        }
    }

    private static List<List<Command>> pipelines(List<Command> commands) {
        List<List<Command>> pipelines = new ArrayList<>();
        for (int from = 0; from < commands.size(); from += Servers.PIPELINE) {
            pipelines.add(commands.subList(from, Math.min(from + Servers.PIPELINE, commands.size())));
        }
        return pipelines;
    }

    /** Any number of commands, as many pipelines as it takes; where one fails, the rest would fare no better. */
    static List<Reply> inPipelines(List<Command> commands, Function<List<Command>, List<Reply>> pipeline) {
        List<Reply> replies = new ArrayList<>(commands.size());
        while (replies.size() < commands.size()) {
            List<Command> rest = commands.subList(replies.size(), commands.size());
            try {
                replies.addAll(pipeline.apply(rest.subList(0, Math.min(Servers.PIPELINE, rest.size()))));
            } catch (JedisException e) {
                replies.addAll(failed(rest.size(), e));
            }
        }
        return replies;
    }

    /** For each of so many commands, that it failed. */
    static List<Reply> failed(int count, JedisException failed) {
        return Collections.nCopies(count, new Reply(failed));
    }
}
