package io.scaler4j.redis;

import redis.clients.jedis.exceptions.JedisConnectionException;

/** A server that was the primary is one no more, so that what it says may be old. */
final class DemotedException extends JedisConnectionException {

    private static final long serialVersionUID = 1L;

    DemotedException(String address, String role) {
        super(address + " is no primary, its role is " + role);
    }
}
