package io.scaler4j.redis;

import redis.clients.jedis.exceptions.JedisException;

/** The sentinels look after no primary of that name. */
final class UnknownPrimaryException extends JedisException {

    private static final long serialVersionUID = 1L;

    UnknownPrimaryException(String message) {
        super(message);
    }
}
