package io.scaler4j.redis;

import redis.clients.jedis.exceptions.JedisException;

/** A server cannot tell what is asked for. */
final class UnsuitableServerException extends JedisException {

    private static final long serialVersionUID = 1L;

    UnsuitableServerException(String message) {
        super(message);
    }
}
