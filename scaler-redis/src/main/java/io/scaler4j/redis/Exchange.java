package io.scaler4j.redis;

import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/** One pipeline of commands on its way to one node: sent at once, and answered in order. */
final class Exchange {

    private static final int MOST_ON_THE_WAY = 10;

    private final Connection connection;
    private final Deadline deadline;
    private final int count;
    private final int limitMillis;

    private Exchange(Connection connection, Deadline deadline, int count, int limitMillis) {
        this.connection = connection;
        this.deadline = deadline;
        this.count = count;
        this.limitMillis = limitMillis;
    }

    /** Sends the commands, and does not wait for any reply. */
    static Exchange begin(Connection connection, List<Command> commands, Deadline deadline, int limitMillis) {
        deadline.begin(connection);
        try {
            commands.forEach(command -> connection.sendCommand(command.arguments()));
            return new Exchange(connection, deadline, commands.size(), limitMillis);
        } catch (JedisException e) {
            deadline.end(connection);
            connection.close();
            throw e;
        }
    }

    /** Waits for the replies, and gives the connection back. */
    List<Reply> end() {
        try (connection) {
            return receive(connection, count, deadline, limitMillis);
        } finally {
            deadline.end(connection);
        }
    }

    /**
     * A round on one connection, which is given back. Some pipelines go out ahead of the replies that are read, so that
     * neither side waits for the other, and not all of them, so that neither has to keep what the other does not take.
     */
    static void inARow(Connection connection, Round round, Deadline deadline, int limitMillis) {
        try (connection) {
            Deque<Integer> awaited = new ArrayDeque<>();
            for (List<Command> next = round.next(); !next.isEmpty(); next = round.next()) {
                deadline.begin(connection);
                next.forEach(command -> connection.sendCommand(command.arguments()));
                awaited.add(next.size());
                if (awaited.size() == MOST_ON_THE_WAY) {
                    round.take(receive(connection, awaited.remove(), deadline, limitMillis));
                }
            }
            while (!awaited.isEmpty()) {
                round.take(receive(connection, awaited.remove(), deadline, limitMillis));
            }
        } finally {
            deadline.end(connection);
        }
    }

    private static List<Reply> receive(Connection connection, int count, Deadline deadline, int limitMillis) {
        connection.setSoTimeout(deadline.stepMillis(limitMillis));
        List<Object> raw = connection.getMany(count);
        return new AbstractList<>() { // a view: most replies are looked at once
            @Override
            public Reply get(int index) {
                return new Reply(raw.get(index));
            }

            @Override
            public int size() {
                return raw.size();
            }
        };
    }

    /** For each of so many commands, that it failed. */
    static List<Reply> failed(int count, JedisException failed) {
        return Collections.nCopies(count, new Reply(failed));
    }
}
