package io.scaler4j.redis;

import redis.clients.jedis.exceptions.JedisException;

/** A key holds something that has no length of the kind that is asked for. */
final class UnsupportedTypeException extends JedisException {

    private static final long serialVersionUID = 1L;

    UnsupportedTypeException(String key, String type) {
        super("key \"" + key + "\" is of type " + type);
    }
}
