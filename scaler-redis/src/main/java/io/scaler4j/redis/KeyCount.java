package io.scaler4j.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Counts one key. Where the type is not known, the key is taken for a list, or for what it was the last time; if that
 * is wrong, its type is asked for. A key may become something else in between, and once more it is asked then.
 */
final class KeyCount {

    private static final int TYPE_QUESTIONS = 2;

    private final LengthQuery.TypedKey key;
    private final ServerMemory memory;
    private KeyType type;
    private Command command;
    private int typeQuestions;
    private Lengths.@Nullable Length length;

    KeyCount(LengthQuery.TypedKey key, ServerMemory memory) {
        this.key = key;
        this.memory = memory;
        type = key.type() == KeyType.AUTO ? memory.typeOf(key.key()) : key.type();
        command = type.count(key.key());
    }

    /** What to ask next, or what was asked last. */
    Command command() {
        return command;
    }

    boolean isDone() {
        return length != null;
    }

    Lengths.Length length() {
        Lengths.Length found = length;
        if (found == null) {
            throw new IllegalStateException(key + " has not been counted yet");
        }
        return found;
    }

    void take(Reply reply) {
        if (command.name() == Protocol.Command.TYPE) {
            takeType(reply);
        } else if (isMistaken(reply)) {
            typeQuestions++;
            command = Command.of(Protocol.Command.TYPE, key.key());
        } else {
            takeCount(reply);
        }
    }

    private boolean isMistaken(Reply reply) {
        return key.type() == KeyType.AUTO && typeQuestions < TYPE_QUESTIONS && reply.isRefusal("WRONGTYPE");
    }

    private void takeCount(Reply reply) {
        try {
            length = Lengths.Length.of(reply.number());
            if (key.type() == KeyType.AUTO) {
                memory.rememberType(key.key(), type);
            }
        } catch (JedisException e) {
            length = Lengths.Length.unknown(e);
        }
    }

    /** A key that is gone meanwhile is empty; as of a list, its length is asked for. */
    private void takeType(Reply reply) {
        try {
            String word = reply.text();
            Optional<KeyType> found = word.equals("none") ? Optional.of(KeyType.LIST) : KeyType.detected(word);
            type = found.orElseThrow(() -> new UnsupportedTypeException(key.key(), word));
            command = type.count(key.key());
        } catch (JedisException e) {
            length = Lengths.Length.unknown(e);
        }
    }
}
