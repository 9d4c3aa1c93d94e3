package io.scaler4j.redis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Counts one key. Where the type is not known, the key is taken for a list, or for what it was the last time; if that
 * is wrong, its type is asked for. A key may become something else in between, and once more it is asked then.
 */
final class LengthQueryRun implements QueryRun<Length> {

    private static final int TYPE_QUESTIONS = 2;
    private static final Reply NONE = new Reply(null);

    private final LengthQuery query;
    private final ServerMemory memory;
    private KeyType type;
    /** What to ask next, or what was asked last. */
    private Command command;

    private int typeQuestions;
    /** Of a command that is not known, which is what a sentinel says. */
    private Reply refusal = NONE;

    private @Nullable Length length;

    LengthQueryRun(LengthQuery query, ServerMemory memory) {
        this.query = query;
        this.memory = memory;
        type = query.type() == KeyType.AUTO ? memory.typeOf(query.key()) : query.type();
        command = type.count(query.key());
    }

    @Override
    public void ask(List<Command> commands) {
        commands.add(command);
    }

    @Override
    public boolean isDone() {
        return length != null;
    }

    @Override
    public Length answer() {
        Length found = length;
        if (found == null) {
            throw new IllegalStateException(query + " has not been counted yet");
        }
        return found;
    }

    @Override
    public void take(List<Reply> replies, int from) {
        Reply reply = replies.get(from);
        if (command.name() == Protocol.Command.ROLE) {
            length = Length.unknown(
                    reply.isRoleOfSentinel()
                            ? WrongServerException.sentinel()
                            : refusal.error().orElseThrow());
        } else if (reply.isRefusal("ERR unknown command")) {
            refusal = reply;
            command = Command.roleOf(query.key());
        } else if (command.name() == Protocol.Command.TYPE) {
            takeType(reply);
        } else if (isMistaken(reply)) {
            typeQuestions++;
            command = Command.of(Protocol.Command.TYPE, query.key());
        } else {
            takeCount(reply);
        }
    }

    private boolean isMistaken(Reply reply) {
        return query.type() == KeyType.AUTO && typeQuestions < TYPE_QUESTIONS && reply.isRefusal("WRONGTYPE");
    }

    private void takeCount(Reply reply) {
        try {
            length = Length.of(reply.number());
            if (query.type() == KeyType.AUTO) {
                memory.rememberType(query.key(), type);
            }
        } catch (JedisException e) {
            length = Length.unknown(e);
        }
    }

    /** A key that is gone meanwhile is empty; as of a list, its length is asked for. */
    private void takeType(Reply reply) {
        try {
            String word = reply.text();
            Optional<KeyType> found = word.equals("none") ? Optional.of(KeyType.LIST) : KeyType.detected(word);
            type = found.orElseThrow(
                    () -> new UnsupportedTypeException(query.key().toString(), word));
            command = type.count(query.key());
        } catch (JedisException e) {
            length = Length.unknown(e);
        }
    }
}
