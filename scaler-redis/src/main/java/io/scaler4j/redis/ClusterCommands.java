package io.scaler4j.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/** Commands for the nodes of a cluster, with the latest reply to each. Used by one thread. */
final class ClusterCommands {

    private final ClusterNodes nodes;
    private final List<Command> commands;
    private final Deadline deadline;
    private final Reply[] replies;
    /** The node that replied. */
    private final @Nullable HostAndPort[] by;

    ClusterCommands(ClusterNodes nodes, List<Command> commands, Deadline deadline) {
        this.nodes = nodes;
        this.commands = commands;
        this.deadline = deadline;
        replies = new Reply[commands.size()];
        by = new HostAndPort[commands.size()];
    }

    List<Reply> replies() {
        for (int i : where(JedisRedirectionException.class::isInstance)) {
            JedisException last = replies[i].error().orElseThrow();
            replies[i] =
                    new Reply(new JedisClusterOperationException("sent on once too often: " + last.getMessage(), last));
        }
        return Arrays.asList(replies);
    }

    /** Those that went wrong in this way. */
    List<Integer> where(Predicate<JedisException> condition) {
        return IntStream.range(0, replies.length)
                .filter(i -> replies[i].error().filter(condition).isPresent())
                .boxed()
                .toList();
    }

    /** Asks some of them of the nodes that serve their slots. */
    void ask(ClusterSlots slots, List<Integer> which) {
        Map<HostAndPort, List<Integer>> byNode = new LinkedHashMap<>();
        for (int i : which) {
            int slot = commands.get(i).slot();
            HostAndPort node = slots.nodeOf(slot);
            if (node == null) {
                replies[i] = new Reply(new JedisClusterOperationException("no node serves slot " + slot));
            } else {
                byNode.computeIfAbsent(node, first -> new ArrayList<>()).add(i);
            }
        }
        askAll(byNode, false);
    }

    /** Asks those that were sent on where they were sent. */
    void follow() {
        Map<HostAndPort, List<Integer>> moved = new LinkedHashMap<>();
        Map<HostAndPort, List<Integer>> moving = new LinkedHashMap<>();
        for (int i : where(JedisRedirectionException.class::isInstance)) {
            var redirection = (JedisRedirectionException) replies[i].error().orElseThrow();
            HostAndPort answered = by[i];
            HostAndPort told = redirection.getTargetNode();
            (redirection instanceof JedisAskDataException ? moving : moved)
                    .computeIfAbsent(
                            answered == null ? told : ClusterSlots.orHostOf(answered, told), first -> new ArrayList<>())
                    .add(i);
        }
        askAll(moved, false);
        askAll(moving, true);
    }

    /** In pipelines of a limited length. */
    private void askAll(Map<HostAndPort, List<Integer>> byNode, boolean moving) {
        int longest = byNode.values().stream().mapToInt(List::size).max().orElse(0);
        for (int from = 0; from < longest; from += Servers.PIPELINE) {
            askAtOnce(part(byNode, from), moving);
        }
    }

    private static Map<HostAndPort, List<Integer>> part(Map<HostAndPort, List<Integer>> byNode, int from) {
        Map<HostAndPort, List<Integer>> part = new LinkedHashMap<>();
        byNode.forEach((node, all) -> {
            if (from < all.size()) {
                part.put(node, all.subList(from, Math.min(from + Servers.PIPELINE, all.size())));
            }
        });
        return part;
    }

    /** All nodes work on their part while the first is waited for. */
    private void askAtOnce(Map<HostAndPort, List<Integer>> byNode, boolean moving) {
        Map<Exchange, Map.Entry<HostAndPort, List<Integer>>> begun = new LinkedHashMap<>();
        byNode.forEach((node, which) -> {
            try {
                begun.put(nodes.pool(node).begin(words(which, moving), deadline), Map.entry(node, which));
            } catch (JedisException e) {
                fail(node, which, e);
            }
        });
        begun.forEach((exchange, asked) -> {
            HostAndPort node = asked.getKey();
            List<Integer> which = asked.getValue();
            try {
                put(node, which, exchange.end(), moving);
            } catch (JedisException e) {
                fail(node, which, e);
            }
        });
    }

    /** A node serves a slot that moves to it only to clients that say they know. */
    private List<Command> words(List<Integer> which, boolean moving) {
        List<Command> words = new ArrayList<>();
        for (int i : which) {
            if (moving) {
                words.add(Command.asking());
            }
            words.add(commands.get(i));
        }
        return words;
    }

    private void put(HostAndPort node, List<Integer> which, List<Reply> found, boolean moving) {
        for (int i = 0; i < which.size(); i++) {
            int index = which.get(i);
            Reply asking = moving ? found.get(2 * i) : found.get(i);
            replies[index] = moving && asking.error().isEmpty() ? found.get(2 * i + 1) : asking;
            by[index] = node;
        }
    }

    /** What is idle may be broken, too. */
    private void fail(HostAndPort node, List<Integer> which, JedisException failed) {
        if (failed instanceof JedisConnectionException) {
            nodes.dropIdle(node);
        }
        which.forEach(i -> replies[i] = new Reply(failed));
    }
}
