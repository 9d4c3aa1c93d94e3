package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.metric.Reading;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/** What an exception of the client, or an error that a server answers with, means, and what a user can do about it. */
final class ReadFailures {

    private static final String CREDENTIALS = "%2$s did not accept this client (%4$s); check user and password";

    /**
     * A sentence may name the query (1), the servers (2), the permissions (3), the exception (4), and a hint at
     * addresses that hold only on the servers' side (5). Types are looked for in the causes, too: a failed handshake is
     * one.
     */
    private static final FailureTable TABLE = FailureTable.builder()
            .cause(
                    WrongServerException.class,
                    MISCONFIGURED,
                    "%2$s is another kind of server than the settings say (%4$s)")
            .cause(
                    JedisClusterOperationException.class,
                    UNAVAILABLE,
                    "%2$s could not be asked for %1$s (%4$s); check that all its slots are served%5$s")
            .cause(
                    JedisRedirectionException.class,
                    MISCONFIGURED,
                    "%2$s is a node of a cluster (%4$s); use the type redis-cluster or redis-cluster-streams, or"
                            + " RedisServer.Builder.cluster")
            .cause(
                    UnsupportedTypeException.class,
                    MISCONFIGURED,
                    "%2$s has no length of this kind (%4$s); name a key that holds a list, a set, a sorted set or a hash,"
                            + " or say that it is a stream")
            .cause(
                    JedisDataException.class,
                    Pattern.compile("WRONGTYPE"),
                    MISCONFIGURED,
                    "%2$s holds something of another type than %1$s is about (%4$s); correct the key or its type")
            .cause(
                    SentinelDeniedException.class,
                    Pattern.compile(".*NOPERM"),
                    DENIED,
                    "%2$s could not be found (%4$s); let the sentinels' user run +sentinel|get-master-addr-by-name")
            .cause(SentinelDeniedException.class, DENIED, CREDENTIALS + " of the sentinels")
            .cause(
                    JedisDataException.class,
                    Pattern.compile(
                            "NOAUTH|WRONGPASS|ERR AUTH|ERR invalid password|ERR Client sent AUTH|ERR invalid username"),
                    DENIED,
                    CREDENTIALS)
            .cause(
                    JedisDataException.class,
                    Pattern.compile("NOPERM"),
                    DENIED,
                    "%2$s denied %1$s (%4$s); let this user run %3$s, and read the keys")
            .cause(
                    UnknownPrimaryException.class,
                    MISCONFIGURED,
                    "%2$s is not known (%4$s); correct the name of the primary")
            .cause(
                    JedisDataException.class,
                    Pattern.compile("NOGROUP"),
                    UNAVAILABLE,
                    "%2$s does not know the stream, or the group, of %1$s (%4$s); its first consumer may make it, else"
                            + " correct the names; lagCount and lagAndPendingCount count what waits until then")
            .cause(
                    UnsuitableServerException.class,
                    UNAVAILABLE,
                    "%2$s cannot tell the lag of a group (%4$s); that needs Redis 7.0 or newer, so measure pending entries"
                            + " or the length instead")
            .cause(
                    UnknownLagException.class,
                    UNAVAILABLE,
                    "%2$s does not know %1$s just now, or is not to be believed, since the group was set to another position"
                            + " or entries were taken from the stream; allow a count of entries, or wait until the group"
                            + " has read to the end")
            .cause(
                    JedisDataException.class,
                    Pattern.compile("ERR (DB index|invalid DB index|SELECT is not allowed)"),
                    MISCONFIGURED,
                    "%2$s has no such database (%4$s); correct the index")
            .cause(
                    JedisDataException.class,
                    Pattern.compile("ERR (unknown command|unknown subcommand|syntax error)"),
                    UNAVAILABLE,
                    "%2$s does not know a command that is needed for %1$s (%4$s); it may be too old, or a proxy that"
                            + " passes only some commands on")
            .cause(
                    JedisDataException.class,
                    Pattern.compile("ERR max number of clients"),
                    UNAVAILABLE,
                    "%2$s has no connection left (%4$s); this client needs up to " + ServerSettings.CONNECTIONS
                            + " to each node")
            .cause(
                    JedisDataException.class,
                    UNAVAILABLE,
                    "%2$s could not tell %1$s just now (%4$s); a later read may succeed")
            .cause(
                    InvalidConfigurationException.class,
                    MISCONFIGURED,
                    "%2$s cannot be asked (%4$s); correct the settings")
            .cause(
                    SSLException.class,
                    DENIED,
                    "%2$s and this client did not accept each other (%4$s); check the certificates, and that both use TLS")
            .cause(
                    TimeoutException.class,
                    TIMEOUT,
                    "%2$s did not answer in time (%4$s); check that it runs, can be reached, and uses TLS as the settings"
                            + " say%5$s")
            .cause(
                    SocketTimeoutException.class,
                    TIMEOUT,
                    "%2$s did not answer in time (%4$s); check that it runs, can be reached, and uses TLS as the settings"
                            + " say%5$s")
            .cause(
                    DemotedException.class,
                    UNAVAILABLE,
                    "%2$s: another server is about to take over (%4$s); a later read may succeed")
            .cause(
                    JedisConnectionException.class,
                    UNAVAILABLE,
                    "%2$s cannot be reached (%4$s); check that it runs, and whether it uses TLS%5$s")
            .otherwise(UNAVAILABLE, "%2$s could not tell %1$s (%4$s)");

    private ReadFailures() {}

    static Reading.Failure of(Throwable thrown, RedisQuery query, RedisConnection servers) {
        Throwable cause = FailureTable.unwrap(thrown);
        String permissions = query.permissions() + servers.permissions();
        return TABLE.failure(cause, query, servers, permissions, describe(cause), servers.addressHint());
    }

    /** Whether it is about user, password or permission. */
    static boolean isDenial(JedisException thrown) {
        return TABLE.kind(thrown) == DENIED;
    }

    static String describe(Throwable cause) {
        return TABLE.describe(cause);
    }
}
