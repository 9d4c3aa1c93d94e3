package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Secrets;
import io.scaler4j.metric.Reading;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/** What an exception of the client, or an error that a server answers with, means, and what a user can do about it. */
final class ReadFailures {

    /**
     * The sentence may name the query (1), the servers (2), the permissions (3), the exception (4), and a hint at
     * addresses that hold only on the servers' side (5).
     */
    private record Rule(Class<? extends Throwable> type, Pattern begin, Reading.Failure.Kind kind, String sentence) {

        /** The type is looked for in the causes, too: a failed handshake is one. */
        boolean fits(Throwable thrown) {
            return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                    .anyMatch(each -> type.isAssignableFrom(Secrets.typeOf(each))
                            && begin.matcher(String.valueOf(each.getMessage())).lookingAt());
        }
    }

    private static final String CREDENTIALS = "%2$s did not accept this client (%4$s); check user and password";

    /** The first that fits counts. */
    private static final List<Rule> RULES = List.of(
            rule(
                    WrongServerException.class,
                    MISCONFIGURED,
                    "%2$s is another kind of server than the settings say (%4$s)"),
            rule(
                    JedisRedirectionException.class,
                    MISCONFIGURED,
                    "%2$s is a node of a cluster (%4$s); use the type redis-cluster or redis-cluster-streams, or"
                            + " RedisServer.Builder.cluster"),
            rule(
                    UnsupportedTypeException.class,
                    MISCONFIGURED,
                    "%2$s has no length of this kind (%4$s); name a key that holds a list, a set, a sorted set or a hash,"
                            + " or say that it is a stream"),
            answer(
                    "WRONGTYPE",
                    MISCONFIGURED,
                    "%2$s holds something of another type than %1$s is about (%4$s); correct the key or its type"),
            new Rule(
                    SentinelDeniedException.class,
                    Pattern.compile(".*NOPERM"),
                    DENIED,
                    "%2$s could not be found (%4$s); let the sentinels' user run +sentinel|get-master-addr-by-name"),
            rule(SentinelDeniedException.class, DENIED, CREDENTIALS + " of the sentinels"),
            answer(
                    "NOAUTH|WRONGPASS|ERR AUTH|ERR invalid password|ERR Client sent AUTH|ERR invalid username",
                    DENIED,
                    CREDENTIALS),
            answer("NOPERM", DENIED, "%2$s denied %1$s (%4$s); let this user run %3$s, and read the keys"),
            rule(
                    UnknownPrimaryException.class,
                    MISCONFIGURED,
                    "%2$s is not known (%4$s); correct the name of the primary"),
            answer(
                    "NOGROUP",
                    UNAVAILABLE,
                    "%2$s does not know the stream, or the group, of %1$s (%4$s); its first consumer may make it, else"
                            + " correct the names; lagCount and lagAndPendingCount count what waits until then"),
            rule(
                    UnsuitableServerException.class,
                    UNAVAILABLE,
                    "%2$s cannot tell the lag of a group (%4$s); that needs Redis 7.0 or newer, so measure pending entries"
                            + " or the length instead"),
            rule(
                    UnknownLagException.class,
                    UNAVAILABLE,
                    "%2$s does not know %1$s just now, or is not to be believed, since the group was set to another position"
                            + " or entries were taken from the stream; allow a count of entries, or wait until the group"
                            + " has read to the end"),
            answer(
                    "ERR (DB index|invalid DB index|SELECT is not allowed)",
                    MISCONFIGURED,
                    "%2$s has no such database (%4$s); correct the index"),
            answer(
                    "ERR (unknown command|unknown subcommand|syntax error)",
                    UNAVAILABLE,
                    "%2$s does not know a command that is needed for %1$s (%4$s); it may be too old, or a proxy that"
                            + " passes only some commands on"),
            answer(
                    "ERR max number of clients",
                    UNAVAILABLE,
                    "%2$s has no connection left (%4$s); this client needs up to " + ServerSettings.CONNECTIONS
                            + " to each node"),
            rule(
                    JedisDataException.class,
                    UNAVAILABLE,
                    "%2$s could not tell %1$s just now (%4$s); a later read may succeed"),
            rule(
                    InvalidConfigurationException.class,
                    MISCONFIGURED,
                    "%2$s cannot be asked (%4$s); correct the settings"),
            rule(
                    SSLException.class,
                    DENIED,
                    "%2$s and this client did not accept each other (%4$s); check the certificates, and that both use TLS"),
            rule(
                    TimeoutException.class,
                    TIMEOUT,
                    "%2$s did not answer in time (%4$s); check that it runs, can be reached, and uses TLS as the settings"
                            + " say%5$s"),
            rule(
                    SocketTimeoutException.class,
                    TIMEOUT,
                    "%2$s did not answer in time (%4$s); check that it runs, can be reached, and uses TLS as the settings"
                            + " say%5$s"),
            rule(
                    DemotedException.class,
                    UNAVAILABLE,
                    "%2$s: another server is about to take over (%4$s); a later read may succeed"),
            rule(
                    JedisClusterOperationException.class,
                    UNAVAILABLE,
                    "%2$s could not be asked for %1$s (%4$s); check that all its slots are served%5$s"),
            rule(
                    JedisConnectionException.class,
                    UNAVAILABLE,
                    "%2$s cannot be reached (%4$s); check that it runs, and whether it uses TLS%5$s"));

    private static final Rule OTHERWISE = rule(Throwable.class, UNAVAILABLE, "%2$s could not tell %1$s (%4$s)");

    private ReadFailures() {}

    private static Rule rule(Class<? extends Throwable> type, Reading.Failure.Kind kind, String sentence) {
        return new Rule(type, Pattern.compile(""), kind, sentence);
    }

    /** What the server says, wherever it says so. */
    private static Rule answer(String begin, Reading.Failure.Kind kind, String sentence) {
        return new Rule(JedisDataException.class, Pattern.compile(begin), kind, sentence);
    }

    static Reading.Failure of(Throwable thrown, RedisQuery query, RedisConnection servers) {
        Throwable cause = unwrap(thrown);
        Rule rule = RULES.stream().filter(each -> each.fits(cause)).findFirst().orElse(OTHERWISE);
        String permissions = query.permissions() + servers.permissions();
        return Reading.failure(
                rule.kind(),
                rule.sentence().formatted(query, servers, permissions, describe(cause), servers.addressHint()),
                cause);
    }

    /** Whether it is about user, password or permission. */
    static boolean isDenial(JedisException thrown) {
        return RULES.stream()
                .filter(each -> each.fits(thrown))
                .findFirst()
                .filter(rule -> rule.kind() == DENIED)
                .isPresent();
    }

    static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The innermost cause says what a failed connection is about. */
    static String describe(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == cause ? sentence(cause) : sentence(cause) + "; " + sentence(root);
    }

    private static String sentence(Throwable thrown) {
        String name = Secrets.typeOf(thrown).getSimpleName();
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }
}
