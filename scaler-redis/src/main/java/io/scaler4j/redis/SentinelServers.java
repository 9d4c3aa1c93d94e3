package io.scaler4j.redis;

import io.scaler4j.config.Masking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.HostAndPortMapper;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A primary that sentinels look after. They are asked for it at first, and again when it breaks, or is found to be a
 * replica: each pipeline begins with the question for its role, since a primary that has been demoted goes on to answer
 * with what it had then.
 */
final class SentinelServers implements Servers {

    private final List<HostAndPort> sentinels;
    private final String primaryName;
    private final JedisClientConfig settings;
    private final JedisClientConfig sentinelSettings;
    private final HostAndPortMapper mapper;
    private final int connections;
    private @Nullable Primary primary;
    private @Nullable HostAndPort last;
    private int takeovers;
    private boolean closed;

    private record Primary(HostAndPort address, NodePool pool) {}

    SentinelServers(ServerSettings all, JedisClientConfig settings) {
        sentinels = new ArrayList<>(all.addresses());
        primaryName = all.sentinelPrimary();
        this.settings = settings;
        sentinelSettings = all.sentinelConfig();
        mapper = all.addressMapper();
        connections = ServerSettings.CONNECTIONS;
    }

    @Override
    public void ask(Round round, Deadline deadline) {
        try {
            for (List<Command> next = round.next(); !next.isEmpty(); next = round.next()) {
                round.take(askTwice(next, deadline));
            }
        } catch (JedisException e) {
            round.fail(e);
        }
    }

    private List<Reply> askTwice(List<Command> commands, Deadline deadline) {
        Primary asked = primary();
        try {
            return ask(asked, commands, deadline);
        } catch (JedisConnectionException e) {
            forget(asked);
            if (deadline.isOver()) {
                throw e;
            }
            return ask(primary(), commands, deadline);
        }
    }

    private static List<Reply> ask(Primary asked, List<Command> commands, Deadline deadline) {
        List<Command> all = new ArrayList<>(commands.size() + 1);
        all.add(Command.role());
        all.addAll(commands);
        List<Reply> replies = asked.pool().ask(all, deadline);
        String role = replies.get(0).part(0).text();
        if (!role.equals("master")) {
            throw new DemotedException(asked.address().toString(), role);
        }
        return replies.subList(1, replies.size());
    }

    private Primary primary() {
        Primary known = known();
        return known != null ? known : use(find());
    }

    private synchronized @Nullable Primary known() {
        return primary;
    }

    private synchronized Primary use(HostAndPort address) {
        if (closed) {
            throw new JedisConnectionException("the connection is closed");
        }
        Primary other = primary;
        if (other != null) {
            return other;
        }
        var found = new Primary(address, new NodePool(address, settings, connections));
        if (last != null && !last.equals(address)) {
            takeovers++;
        }
        last = address;
        primary = found;
        return found;
    }

    private synchronized void forget(Primary lost) {
        if (lost.equals(primary)) {
            primary = null;
        }
        lost.pool().close();
    }

    /** Asks one sentinel after the other; the one that answers comes first the next time. */
    private HostAndPort find() {
        List<String> failures = new ArrayList<>();
        boolean answered = false;
        JedisException last = null;
        for (HostAndPort sentinel : inOrder()) {
            try {
                Reply address = ask(sentinel);
                if (!address.isNothing()) {
                    HostAndPort announced = announced(address, sentinel);
                    prefer(sentinel);
                    return announced;
                }
                answered = true;
                failures.add(sentinel + " does not know it");
            } catch (JedisException e) {
                last = e;
                failures.add(sentinel + ": " + ReadFailures.describe(e));
            }
        }
        String message =
                "no sentinel told the primary " + Masking.quote(primaryName) + ": " + String.join("; ", failures);
        if (last != null && ReadFailures.isDenial(last)) {
            throw new SentinelDeniedException(message, last);
        }
        if (last instanceof WrongServerException) {
            throw new WrongServerException(message, last);
        }
        throw answered ? new UnknownPrimaryException(message) : new JedisConnectionException(message, last);
    }

    /** A primary whose host is not told is reached as the sentinel was. */
    private HostAndPort announced(Reply address, HostAndPort sentinel) {
        Reply host = address.part(0);
        var told = new HostAndPort(
                host.isNothing() ? "" : host.text(), address.part(1).port());
        return mapper.getHostAndPort(ClusterSlots.orHostOf(sentinel, told));
    }

    private Reply ask(HostAndPort sentinel) {
        var connecting = new Connecting(sentinel, sentinelSettings);
        try (Connection connection = connecting.open()) {
            return new Reply(
                    connection.executeCommand(Command.primaryOf(primaryName).arguments()));
        } catch (JedisConnectionException e) {
            throw connecting.reasonOf(e);
        } catch (JedisDataException e) {
            throw new Reply(e).isRefusal("ERR unknown command") ? WrongServerException.noSentinel(sentinel, e) : e;
        }
    }

    private synchronized List<HostAndPort> inOrder() {
        return List.copyOf(sentinels);
    }

    private synchronized void prefer(HostAndPort sentinel) {
        Collections.swap(sentinels, 0, sentinels.indexOf(sentinel));
    }

    @Override
    public synchronized int takeovers() {
        return takeovers;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (primary != null) {
            primary.pool().close();
        }
    }
}
