/**
 * Scales on work that waits in Redis: the length of lists, sets, sorted sets and hashes, and what a consumer group has
 * to do in a stream.
 *
 * <pre>{@code
 * var mails = RedisLengthScaler.builder().address("redis:6379").key("mails").build();
 * var trigger = Trigger.of("mails", mails, averageValue(5));
 * }</pre>
 *
 * <p>Start with {@link io.scaler4j.redis.RedisLengthScaler} or {@link io.scaler4j.redis.RedisStreamScaler}. Where there
 * are several, let them share a {@link io.scaler4j.redis.RedisServer}: one server, a cluster, or the primary that
 * sentinels look after. What was read for one scaler is the answer for all that ask for the same within a second. The
 * lag of a stream needs Redis 7.0 or newer, everything else 6.2 or newer.
 *
 * <p>Only primaries are asked. Behind sentinels each pipeline begins with the question for the server's role, so what a
 * demoted primary remembers is never taken for the present length. In a cluster a key is followed wherever its slot
 * moves, also while it does.
 *
 * <h2>Permissions</h2>
 *
 * <p>A user of the server's access list needs to read the keys, and these commands: {@code +llen +scard +zcard +hlen
 * +type} for lengths ({@code +xlen} for a stream that is declared as such); {@code +xinfo|groups +xlen +xrange} for the
 * lag of a stream, and {@code +xpending} where idle entries do not count; {@code +xpending} alone for its pending
 * entries, {@code +xlen} alone for its length. Behind sentinels also {@code +role}; in a cluster
 * {@code +cluster|slots}, and {@code +asking} while slots move; for a database other than 0 {@code +select}. Of use and
 * not needed are {@code +info}, by which an old server is told by its version; {@code +xinfo|stream}, without which
 * more entries are counted, and pending ones are taken to be there; {@code +xpending} beside the lag, {@code +xrange}
 * beside pending entries, {@code +xinfo|consumers} for idle ones, and {@code +role}, which tells a sentinel. The
 * sentinels' own user needs {@code +sentinel|get-master-addr-by-name}.
 *
 * <p>Passwords appear in no reading and in no log. A password for a server without one is no mistake: the login is that
 * of its default user then, as with KEDA.
 *
 * <h2>Options</h2>
 *
 * <p>The same with the builders and as options of KEDA's trigger types, under KEDA's names where KEDA has them. The
 * types {@code redis} and {@code redis-streams} are for one server, {@code redis-cluster} and
 * {@code redis-cluster-streams} for a cluster, {@code redis-sentinel} and {@code redis-sentinel-streams} for sentinels.
 * Places, in the order in which they are looked at: T is the trigger's metadata, A the authentication parameters, E the
 * environment variable named by {@code <option>FromEnv}. Other options are refused.
 *
 * <table class="striped">
 * <caption>Connection</caption>
 * <thead><tr><th>Option</th><th>Places</th><th>Builder of {@code RedisServer}</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code address}, {@code addresses}</td><td>T, A, E</td><td>{@code address}, {@code cluster},
 *     {@code sentinels}</td><td>required</td><td>{@code host:port}; several with commas in between for a cluster or
 *     sentinels</td></tr>
 * <tr><td>{@code host}, {@code hosts}</td><td>T, E, A</td><td></td><td></td><td>with as many ports, in place of or after
 *     addresses</td></tr>
 * <tr><td>{@code port}, {@code ports}</td><td>T, E, A</td><td></td><td></td><td>only together with hosts</td></tr>
 * <tr><td>{@code username}, {@code password}</td><td>T, E, A</td><td>{@code credentials}</td><td>no login</td><td>read
 *     again for each connection</td></tr>
 * <tr><td>{@code sentinelMaster}</td><td>T, A, E</td><td>{@code sentinels}</td><td>required with sentinels</td><td>the name
 *     of the primary</td></tr>
 * <tr><td>{@code sentinelUsername}, {@code sentinelPassword}</td><td>T, A, E</td><td>{@code sentinelCredentials}</td>
 *     <td>no login</td><td>for the sentinels</td></tr>
 * <tr><td>{@code databaseIndex}</td><td>T</td><td>{@code database}</td><td>0</td><td>without effect in a cluster; the
 *     builder refuses it there</td></tr>
 * <tr><td>{@code addressMapping}</td><td>T</td><td>{@code addressMapping}</td><td>none</td><td>where addresses that a
 *     cluster or a sentinel announces can be reached: list of {@code announced=reachable}, each {@code host:port}, or both
 *     without a port; not in KEDA</td></tr>
 * <tr><td>{@code enableTLS}</td><td>T</td><td>{@code tls}</td><td>false</td><td>encrypted connections; not beside
 *     {@code tls}</td></tr>
 * <tr><td>{@code tls}</td><td>A</td><td>{@code tls}</td><td>{@code disable}</td><td>{@code enable}: the same</td></tr>
 * <tr><td>{@code unsafeSsl}</td><td>T</td><td>{@code Tls.Builder.unsafe}</td><td>false</td><td>checks neither
 *     certificate nor name: for trials only</td></tr>
 * <tr><td>{@code ca}</td><td>A</td><td>{@code certificateAuthorities}</td><td></td><td>PEM, trusted beside the authorities
 *     of the JVM</td></tr>
 * <tr><td>{@code cert}, {@code key}</td><td>A</td><td>{@code clientCertificate}</td><td></td><td>PEM chain and key
 *     of the client (PKCS#8, RSA or EC), only together; also {@code Cert}</td></tr>
 * <tr><td>{@code keyPassword}</td><td>A</td><td>{@code clientCertificate}</td><td></td><td>of an encrypted key</td></tr>
 * </tbody>
 * </table>
 *
 * <table class="striped">
 * <caption>Length of keys; all in T</caption>
 * <thead><tr><th>Option</th><th>Builder</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code listName}</td><td>{@code key}</td><td>text</td><td>required</td><td>one key, with whatever is in the
 *     name</td></tr>
 * <tr><td>{@code listNames}</td><td>{@code keys}</td><td>list</td><td></td><td>several keys; write {@code \} before
 *     a comma, a blank, an equals sign or a {@code \} that belongs to a name; not in KEDA</td></tr>
 * <tr><td>{@code aggregate}</td><td>{@code keys}</td><td>{@code sum}, {@code max}</td><td>{@code sum}</td><td>what becomes
 *     of their lengths; not in KEDA</td></tr>
 * <tr><td>{@code keyType}</td><td>{@code keyType}</td><td>{@code auto}, {@code list}, {@code set}, {@code zset},
 *     {@code hash}, {@code stream}</td><td>{@code auto}</td><td>what the keys hold; found out, streams excepted, unless
 *     declared; not in KEDA</td></tr>
 * <tr><td>{@code inFlightNames}</td><td>{@code inFlight}</td><td>list of {@code key} or {@code key=weight}</td><td>none</td>
 *     <td>keys of work that has been taken, counted in addition, written as in {@code listNames}; not in KEDA</td></tr>
 * <tr><td>{@code listLength}</td><td>the trigger's target</td><td>whole number</td><td>5</td><td>length wanted per replica,
 *     at least 1; in total if the trigger's metric type is {@code Value}</td></tr>
 * <tr><td>{@code activationListLength}</td><td>{@code activatesAbove} of the trigger</td><td>whole number</td><td>0</td>
 *     <td>an idle target is activated above this length, at least 0</td></tr>
 * </tbody>
 * </table>
 *
 * <table class="striped">
 * <caption>Streams; all in T</caption>
 * <thead><tr><th>Option</th><th>Builder</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code stream}</td><td>{@code stream}</td><td>text</td><td>required</td><td>the key of the stream</td></tr>
 * <tr><td>{@code consumerGroup}</td><td>{@code consumerGroup}</td><td>text</td><td></td><td>the group that works on it;
 *     without one the length counts</td></tr>
 * <tr><td>{@code streamLength}</td><td>{@code metric(LENGTH)}</td><td>whole number</td><td>5</td><td>entries wanted per
 *     replica, without a group</td></tr>
 * <tr><td>{@code pendingEntriesCount}</td><td>{@code metric(PENDING)}</td><td>whole number</td><td>5</td><td>pending entries
 *     wanted per replica, with a group and without the next two</td></tr>
 * <tr><td>{@code lagCount}</td><td>{@code metric(LAG)}</td><td>whole number</td><td>0</td><td>unless 0, the lag counts, and
 *     so much is wanted per replica</td></tr>
 * <tr><td>{@code lagAndPendingCount}</td><td>{@code metric(LAG_AND_PENDING)}</td><td>whole number</td><td>0</td><td>unless
 *     0, both count; the builder's default; not in KEDA</td></tr>
 * <tr><td>{@code activationLagCount}</td><td>{@code activatesAbove} of the trigger</td><td>whole number</td><td>0</td><td>a
 *     idle target is activated above this number, whatever counts, at least 0</td></tr>
 * <tr><td>{@code countUnknownLagUpTo}</td><td>{@code countUnknownLagUpTo}</td><td>whole number</td><td>1,000</td><td>where
 *     the server does not know the lag, or its counter is not to be believed: so many entries are counted; 0: a failure;
 *     not in KEDA</td></tr>
 * <tr><td>{@code pendingIdleSeconds}</td><td>{@code ignorePendingIdleFor}</td><td>whole number</td><td>0</td><td>pending
 *     entries that nobody has touched for so long do not count; 0: all do; not in KEDA</td></tr>
 * </tbody>
 * </table>
 *
 * <h2>Failures</h2>
 *
 * <p>A read that tells nothing is a {@link io.scaler4j.metric.Reading.Failure} with a sentence that says what to do. If
 * only some keys of a scaler fail, what is known of the others is a lower bound: a target may grow on it but not
 * shrink.
 *
 * <table class="striped">
 * <caption>Kinds of failure</caption>
 * <thead><tr><th>Kind</th><th>When</th></tr></thead>
 * <tbody>
 * <tr><td>{@code MISCONFIGURED}</td><td>a key holds what has no such length, or not what was declared; there is no such
 *     database; the sentinels do not know the primary's name; the server is of another kind (a node of a cluster, a single
 *     server, a sentinel), or one side uses TLS and the other does not</td></tr>
 * <tr><td>{@code DENIED}</td><td>user, password or certificates are not accepted; a permission is missing</td></tr>
 * <tr><td>{@code TIMEOUT}</td><td>no answer within the deadline</td></tr>
 * <tr><td>{@code UNAVAILABLE}</td><td>the server cannot be reached, is loading, is about to be replaced or too old, or does
 *     not know the lag where counting is not allowed, or the group whose pending entries are measured; a slot of a cluster is not served; the scaler is closed; all other
 *     errors</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A key or a stream that does not exist is no failure, nor is a group, unless its pending entries alone are
 * measured: that is one as with KEDA, so that an active target is held and an idle target stays idle. A failure, too,
 * is the answer for all that ask within a second.
 */
@NullMarked
package io.scaler4j.redis;

import org.jspecify.annotations.NullMarked;
