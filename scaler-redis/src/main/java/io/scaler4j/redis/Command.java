package io.scaler4j.redis;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A command that reads.
 *
 * @param name the command
 * @param before the words before the key
 * @param key the key that it is about, which also says which node of a cluster to ask
 * @param after the words after the key
 */
record Command(Protocol.Command name, List<String> before, String key, List<String> after) {

    /** It is about the server itself: the key says only which one. */
    private static final Set<Protocol.Command> ABOUT_THE_SERVER =
            Collections.unmodifiableSet(EnumSet.of(Protocol.Command.INFO, Protocol.Command.ROLE));

    /** A command whose first word is the key. */
    static Command of(Protocol.Command name, String key, String... after) {
        return new Command(name, List.of(), key, List.of(after));
    }

    static Command groupsOf(String stream) {
        return new Command(Protocol.Command.XINFO, List.of("GROUPS"), stream, List.of());
    }

    /** What server it is that has the key. */
    static Command serverOf(String key) {
        return new Command(Protocol.Command.INFO, List.of("server"), key, List.of());
    }

    /** What the server is just now: primary or replica. */
    static Command role() {
        return of(Protocol.Command.ROLE, "");
    }

    int slot() {
        return JedisClusterCRC16.getSlot(key);
    }

    CommandArguments arguments() {
        var arguments = new CommandArguments(name);
        before.forEach(arguments::add);
        if (!ABOUT_THE_SERVER.contains(name)) {
            arguments.key(key);
        }
        after.forEach(arguments::add);
        return arguments;
    }
}
