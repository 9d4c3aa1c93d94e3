package io.scaler4j.redis;

import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/** What answers is another kind of server than the settings say; the message tells which option to use instead. */
final class WrongServerException extends JedisException {

    private static final long serialVersionUID = 1L;

    WrongServerException(String message) {
        super(message);
    }

    WrongServerException(String message, Throwable cause) {
        super(message, cause);
    }

    static WrongServerException sentinel() {
        return new WrongServerException("it is a sentinel; use the type redis-sentinel or redis-sentinel-streams with"
                + " sentinelMaster, or RedisServer.Builder.sentinels");
    }

    static WrongServerException noSentinel(HostAndPort server, Throwable cause) {
        return new WrongServerException(
                server + " is no sentinel; name the sentinels, which mostly are at port 26379, or use the type redis or"
                        + " redis-streams, or RedisServer.Builder.address",
                cause);
    }

    static WrongServerException noCluster(HostAndPort server, Throwable cause) {
        return new WrongServerException(
                server
                        + " is no node of a cluster; use the type redis or redis-streams, or RedisServer.Builder.address",
                cause);
    }

    static WrongServerException expectsTls(HostAndPort server, Throwable cause) {
        return new WrongServerException(
                server + " expects TLS; set enableTLS to true, or tls to enable in the authentication parameters, or"
                        + " RedisServer.Builder.tls",
                cause);
    }

    static WrongServerException knowsNoTls(HostAndPort server, Throwable cause) {
        return new WrongServerException(
                server + " speaks no TLS; leave enableTLS and tls out, and RedisServer.Builder.tls", cause);
    }
}
