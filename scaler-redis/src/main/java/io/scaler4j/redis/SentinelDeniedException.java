package io.scaler4j.redis;

import redis.clients.jedis.exceptions.JedisException;

/** The sentinels did not let the client in. */
final class SentinelDeniedException extends JedisException {

    private static final long serialVersionUID = 1L;

    SentinelDeniedException(String message, Throwable cause) {
        super(message, cause);
    }
}
