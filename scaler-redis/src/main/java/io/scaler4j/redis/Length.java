package io.scaler4j.redis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * How many elements a key holds.
 *
 * @param value the number; 0 where it is not known
 * @param failed why it is not known, or null
 */
record Length(long value, @Nullable JedisException failed) implements RedisAnswer {

    static Length of(long value) {
        return new Length(value, null);
    }

    static Length unknown(JedisException failed) {
        return new Length(0, failed);
    }

    boolean isKnown() {
        return failed == null;
    }

    Optional<JedisException> failure() {
        return Optional.ofNullable(failed);
    }
}
