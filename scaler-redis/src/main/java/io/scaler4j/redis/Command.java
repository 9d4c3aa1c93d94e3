package io.scaler4j.redis;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/** A command that reads. Immutable. */
final class Command {

    /** It is about the server itself: the key says only which one. */
    private static final Set<Protocol.Command> ABOUT_THE_SERVER = Collections.unmodifiableSet(EnumSet.of(
            Protocol.Command.INFO,
            Protocol.Command.ROLE,
            Protocol.Command.CLUSTER,
            Protocol.Command.ASKING,
            Protocol.Command.SENTINEL));

    private static final Key NO_KEY = Key.of("");

    private final Protocol.Command name;
    private final Key key;
    private final List<String> before;
    private final List<String> after;

    /**
     * @param name the command
     * @param before the words before the key
     * @param key the key that it is about, which also says which node of a cluster to ask
     * @param after the words after the key
     */
    private Command(Protocol.Command name, List<String> before, Key key, List<String> after) {
        this.name = name;
        this.before = before;
        this.key = key;
        this.after = after;
    }

    /** A command whose first word is the key. */
    static Command of(Protocol.Command name, Key key, String... after) {
        return new Command(name, List.of(), key, List.of(after));
    }

    static Command groupsOf(Key stream) {
        return new Command(Protocol.Command.XINFO, List.of("GROUPS"), stream, List.of());
    }

    static Command consumersOf(Key stream, String group) {
        return new Command(Protocol.Command.XINFO, List.of("CONSUMERS"), stream, List.of(group));
    }

    static Command stateOf(Key stream) {
        return new Command(Protocol.Command.XINFO, List.of("STREAM"), stream, List.of());
    }

    /** What the server that has the key tells of itself. */
    static Command serverOf(Key key) {
        return of(Protocol.Command.INFO, key);
    }

    /** What the server is just now: primary, replica or sentinel. */
    static Command role() {
        return roleOf(NO_KEY);
    }

    /** What the server that has the key is just now. */
    static Command roleOf(Key key) {
        return of(Protocol.Command.ROLE, key);
    }

    /** Whom the sentinels take for the primary of this name. */
    static Command primaryOf(String name) {
        return of(Protocol.Command.SENTINEL, NO_KEY, "GET-MASTER-ADDR-BY-NAME", name);
    }

    /** Which nodes serve which slots. */
    static Command clusterSlots() {
        return of(Protocol.Command.CLUSTER, NO_KEY, "SLOTS");
    }

    /** Lets a node serve what it is about to get, with the command that follows. */
    static Command asking() {
        return of(Protocol.Command.ASKING, NO_KEY);
    }

    Protocol.Command name() {
        return name;
    }

    Key key() {
        return key;
    }

    int slot() {
        return key.slot();
    }

    /** As the client sends it; made each time, which is quicker than to keep ten thousand of them. */
    CommandArguments arguments() {
        var arguments = new CommandArguments(name);
        addAll(before, arguments);
        if (!ABOUT_THE_SERVER.contains(name)) {
            arguments.key(key);
        }
        addAll(after, arguments);
        return arguments;
    }

    private static void addAll(List<String> words, CommandArguments arguments) {
        for (int i = 0; i < words.size(); i++) {
            arguments.add(words.get(i));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Command that
                && name == that.name
                && before.equals(that.before)
                && key.equals(that.key)
                && after.equals(that.after);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, before, key, after);
    }

    @Override
    public String toString() {
        return Stream.of(List.of(name.toString()), before, List.of(key.toString()), after)
                .flatMap(List::stream)
                .collect(Collectors.joining(" "));
    }
}
