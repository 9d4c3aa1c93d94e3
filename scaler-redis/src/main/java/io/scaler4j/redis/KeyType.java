package io.scaler4j.redis;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol;

/** What kind of value a key holds, and so how its length is counted. */
public enum KeyType {

    /** A list, a set, a sorted set or a hash, whichever it turns out to be; never a stream. */
    AUTO(Protocol.Command.LLEN, ""),
    /** A list: {@code LLEN}. */
    LIST(Protocol.Command.LLEN, "list"),
    /** A set: {@code SCARD}. */
    SET(Protocol.Command.SCARD, "set"),
    /** A sorted set: {@code ZCARD}. */
    SORTED_SET(Protocol.Command.ZCARD, "zset"),
    /** A hash: {@code HLEN}, the number of its fields. */
    HASH(Protocol.Command.HLEN, "hash"),
    /** A stream: {@code XLEN}, all its entries, read or not. */
    STREAM(Protocol.Command.XLEN, "stream");

    private static final Map<String, KeyType> DETECTED =
            Stream.of(LIST, SET, SORTED_SET, HASH).collect(Collectors.toMap(type -> type.word, type -> type));

    private final Protocol.Command count;
    private final String word;

    KeyType(Protocol.Command count, String word) {
        this.count = count;
        this.word = word;
    }

    /** The words of the option. */
    static Map<String, KeyType> words() {
        return Stream.of(values())
                .collect(Collectors.toMap(
                        type -> type == AUTO ? type.name().toLowerCase(Locale.ROOT) : type.word, type -> type));
    }

    /** The type that counts by the server's word for it. */
    static Optional<KeyType> detected(String word) {
        return Optional.ofNullable(DETECTED.get(word));
    }

    /** The command that counts; for a type that is not known yet, that of a list. */
    Command count(Key key) {
        return Command.of(count, key);
    }
}
