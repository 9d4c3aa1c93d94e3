package io.scaler4j.redis;

import redis.clients.jedis.exceptions.JedisException;

/** The server cannot tell the lag, and is not to count. */
final class UnknownLagException extends JedisException {

    private static final long serialVersionUID = 1L;

    UnknownLagException() {
        super("the server does not know the lag");
    }
}
