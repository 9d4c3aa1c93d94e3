package io.scaler4j.redis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * What came back for one command.
 *
 * @param raw as the protocol has it: a number, bytes, a list, nothing; or what went wrong
 */
record Reply(@Nullable Object raw) {

    /** What went wrong: an answer of the server, or no answer at all. */
    Optional<JedisException> error() {
        return raw instanceof JedisException error ? Optional.of(error) : Optional.empty();
    }

    /** Whether the server answered with an error that begins so. */
    boolean isRefusal(String begin) {
        return raw instanceof JedisDataException error
                && error.getMessage() != null
                && error.getMessage().startsWith(begin);
    }

    long number() {
        if (raw instanceof Long number) {
            return number;
        }
        throw unexpected("a number");
    }

    String text() {
        if (raw instanceof byte[] bytes) {
            return SafeEncoder.encode(bytes);
        }
        throw unexpected("a text");
    }

    List<Reply> list() {
        if (raw instanceof List<?> list) {
            return list.stream().map(Reply::new).toList();
        }
        throw unexpected("a list");
    }

    /** One of a list, which has to be so long. */
    Reply part(int index) {
        List<Reply> parts = list();
        if (index >= parts.size()) {
            throw new JedisException(
                    "the server answered with a list of " + parts.size() + " instead of at least " + (index + 1));
        }
        return parts.get(index);
    }

    /** A port, which some commands tell as a text. */
    int port() {
        String port = raw instanceof Long ? raw.toString() : text();
        if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535) {
            return Integer.parseInt(port);
        }
        throw new JedisException("the server answered with \"" + port + "\" instead of a port");
    }

    /** How many there are in a list. */
    int size() {
        if (raw instanceof List<?> list) {
            return list.size();
        }
        throw unexpected("a list");
    }

    /** The value under a name, in a list of names and values by turns; empty if it is not there. */
    Optional<Reply> field(String name) {
        List<Reply> flat = list();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            if (flat.get(i).text().equals(name)) {
                return Optional.of(flat.get(i + 1));
            }
        }
        return Optional.empty();
    }

    StreamId id() {
        String text = text();
        try {
            return StreamId.of(text);
        } catch (NumberFormatException e) {
            throw new JedisException("the server answered with \"" + text + "\" instead of the id of an entry", e);
        }
    }

    /** Whether it is a sentinel that answered to {@code ROLE}. */
    boolean isRoleOfSentinel() {
        return raw instanceof List<?> list
                && !list.isEmpty()
                && new Reply(list.get(0)).raw() instanceof byte[] word
                && SafeEncoder.encode(word).equals("sentinel");
    }

    boolean isNothing() {
        return raw == null;
    }

    private JedisException unexpected(String wanted) {
        return error().orElseGet(() -> new JedisException("the server answered with "
                + (raw == null ? "nothing" : raw.getClass().getSimpleName()) + " instead of " + wanted));
    }
}
