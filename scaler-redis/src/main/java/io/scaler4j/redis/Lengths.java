package io.scaler4j.redis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The lengths of the keys of a query, in its order.
 *
 * @param lengths a length each, or why it is not known
 */
record Lengths(List<Length> lengths) implements RedisAnswer {

    /** Of one key. */
    record Length(long value, @Nullable JedisException failed) {

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
}
