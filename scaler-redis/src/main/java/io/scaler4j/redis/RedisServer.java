package io.scaler4j.redis;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A connection to a Redis server, to a cluster, or to the primary that sentinels look after; shared by as many scalers
 * as there are. The reads of a round travel in pipelines, up to 1,000 commands in one round trip.
 *
 * <pre>{@code
 * try (var redis = RedisServer.builder()
 *         .address("redis:6379")
 *         .credentials(RedisCredentials.of("scaler", password))
 *         .build()) {
 *     mails = RedisLengthScaler.builder().server(redis).key("mails").build();
 *     orders = RedisStreamScaler.builder().server(redis).stream("orders").consumerGroup("billing").build();
 * } // no further scaler may use it; it stays open until both scalers are closed
 * }</pre>
 *
 * <p>It opens up to four connections to a node, and has as many threads, which wait for replies; both come with the
 * first read. Threads that have nothing to do end after half a minute.
 *
 * <p>The connections close with the last scaler that uses them, and open again for the next; reads under way fail then.
 * So nothing is left open by a server that is built in place, as in
 * {@code scaler.server(RedisServer.builder()...build())}. Thread-safe.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration FRESHNESS = Duration.ofSeconds(1);

    private final Lease<RedisConnection> lease;
    private final String name;
    private final LongAdder roundTrips;
    private volatile boolean closed;

    private RedisServer(Lease<RedisConnection> lease, String name, LongAdder roundTrips) {
        this.lease = lease;
        this.name = name;
        this.roundTrips = roundTrips;
    }

    /**
     * Starts the settings of a connection.
     *
     * @return a builder without an address
     */
    public static Builder builder() {
        return new Builder();
    }

    /** A handle that takes over this lease. */
    static RedisServer of(Lease<RedisConnection> lease) {
        RedisConnection connection = lease.get();
        return new RedisServer(lease, connection.toString(), connection.roundTrips());
    }

    static RedisConnection connect(ServerSettings settings) {
        return new RedisConnection(settings, FRESHNESS, new LongAdder());
    }

    /** A user's handle on the same connection. */
    RedisServer share() {
        return new RedisServer(lease.share(), name, roundTrips);
    }

    /** What this handle is; the caller that takes it over closes it. */
    Lease<RedisConnection> lease() {
        return lease;
    }

    /**
     * How often this connection has waited for replies so far. A pipeline is one wait, however many commands it has,
     * and so is each of those that travel to the nodes of a cluster at the same time.
     *
     * @return a number that grows
     * @throws IllegalStateException if this handle is closed
     */
    public long roundTrips() {
        if (closed) {
            throw new IllegalStateException(name + " is closed; ask before closing it");
        }
        return roundTrips.sum();
    }

    /** Lets no further scaler in; those there are go on. May be called more than once. */
    @Override
    public void close() {
        closed = true;
        lease.close();
    }

    /** The addresses, without any other setting. */
    @Override
    public String toString() {
        return name;
    }

    /** Builds a {@link RedisServer}. Not thread-safe. */
    public static final class Builder {

        private final ServerSettings.Draft draft = new ServerSettings.Draft();
        private Duration freshness = FRESHNESS;

        private Builder() {}

        /**
         * Connects to one server.
         *
         * @param address {@code host:port}
         * @return this builder
         */
        public Builder address(String address) {
            Objects.requireNonNull(address, "address must not be null; leave out what is not set");
            return addresses(Topology.SINGLE, "", List.of(address));
        }

        /**
         * Connects to a cluster, whose primaries are asked.
         *
         * @param nodes some to begin with, each {@code host:port}; the others are learnt from them
         * @return this builder
         */
        public Builder cluster(String... nodes) {
            Objects.requireNonNull(nodes, "nodes must not be null; leave out what is not set");
            return addresses(Topology.CLUSTER, "", Arrays.asList(nodes));
        }

        /**
         * Connects to the primary that sentinels name. They are asked again whenever it breaks or turns out to be a
         * replica.
         *
         * @param primary the name under which the sentinels know it, such as {@code mymaster}
         * @param sentinels each {@code host:port}
         * @return this builder
         */
        public Builder sentinels(String primary, String... sentinels) {
            Objects.requireNonNull(sentinels, "sentinels must not be null; leave out what is not set");
            Objects.requireNonNull(primary, "primary must not be null; leave out what is not set");
            return addresses(Topology.SENTINEL, primary, Arrays.asList(sentinels));
        }

        private Builder addresses(Topology topology, String primary, List<String> addresses) {
            draft.topology = topology;
            draft.sentinelPrimary = primary;
            draft.addresses = List.copyOf(addresses);
            return this;
        }

        /**
         * Sets credentials that do not change.
         *
         * @param credentials unless set, there is no login
         * @return this builder
         */
        public Builder credentials(RedisCredentials credentials) {
            Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
            return credentials(() -> credentials);
        }

        /**
         * Sets credentials that may change. They are asked for whenever a connection is opened, on a thread of this
         * connection; so a password may be exchanged while everything runs. An exception fails the reads that wait.
         *
         * @param credentials those of that moment
         * @return this builder
         */
        public Builder credentials(Supplier<RedisCredentials> credentials) {
            Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
            draft.credentials = credentials;
            return this;
        }

        /**
         * Sets the credentials for the sentinels, which have their own users.
         *
         * @param credentials those of that moment; unless set, there is no login
         * @return this builder
         */
        public Builder sentinelCredentials(Supplier<RedisCredentials> credentials) {
            Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
            draft.sentinelCredentials = credentials;
            return this;
        }

        /**
         * Encrypts the connections, those to sentinels, too.
         *
         * @param tls the settings; unless set, nothing is encrypted
         * @return this builder
         */
        public Builder tls(Tls tls) {
            Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
            draft.tls = Optional.of(tls);
            return this;
        }

        /**
         * Selects a database.
         *
         * @param index its number; unless set, 0, which is all that a cluster has
         * @return this builder
         */
        public Builder database(int index) {
            draft.database = index;
            return this;
        }

        /**
         * Limits how long is waited for a connection, and for the replies of a pipeline. Where the deadline of a read
         * is nearer than twice that, it counts instead, so that there is time for a second attempt.
         *
         * @param timeout 1 ms to 10 min; unless set, 2 s
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            Objects.requireNonNull(timeout, "timeout must not be null; leave out what is not set");
            draft.timeout = timeout;
            return this;
        }

        /**
         * Says where an address can be reached that a cluster or a sentinel announces and that holds only on the
         * servers' side, as behind a proxy.
         *
         * @param mapping {@code host:port} to {@code host:port}; unless set, the same
         * @return this builder
         */
        public Builder addressMapping(UnaryOperator<String> mapping) {
            Objects.requireNonNull(mapping, "mapping must not be null; leave out what is not set");
            draft.mapping = mapping;
            return this;
        }

        /**
         * Says for how long what was read for one scaler is the answer for others, too. Scalers that read at shorter
         * intervals see a change that much later.
         *
         * @param freshness at least 0; unless set, 1 s
         * @return this builder
         */
        public Builder freshness(Duration freshness) {
            Objects.requireNonNull(freshness, "freshness must not be null; leave out what is not set");
            this.freshness = freshness;
            return this;
        }

        /**
         * Makes the connection, which opens with the first read: it does not matter whether the server is there yet.
         *
         * @return to be closed by the caller when no further scalers are to use it; nothing is open without a scaler
         * @throws InvalidConfigurationException if settings are missing or wrong, with all problems
         */
        public RedisServer build() {
            ServerSettings settings = draft.build();
            var problems = Problems.of(settings.toString());
            settings.check(problems);
            problems.check(!freshness.isNegative(), "freshness must be at least 0, was " + freshness);
            problems.throwIfAny();
            Duration fresh = freshness;
            var roundTrips = new LongAdder();
            String name = settings.toString();
            return new RedisServer(
                    Lease.onDemand(name, () -> new RedisConnection(settings, fresh, roundTrips)), name, roundTrips);
        }
    }
}
