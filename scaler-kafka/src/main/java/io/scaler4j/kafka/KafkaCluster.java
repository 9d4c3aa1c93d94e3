package io.scaler4j.kafka;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * A connection to a Kafka cluster, shared by as many scalers as there are: one client, one thread, one connection per
 * broker, and a few requests per round of reads, however many triggers.
 *
 * <pre>{@code
 * try (var cluster = KafkaCluster.builder()
 *         .bootstrapServers("broker-1:9092", "broker-2:9092")
 *         .security(KafkaSecurity.builder().tls(Tls.builder().build()).build())
 *         .build()) {
 *     orders = KafkaLagScaler.builder().cluster(cluster).topic("orders").consumerGroup("billing").build();
 *     parcels = KafkaLagScaler.builder().cluster(cluster).topic("parcels").consumerGroup("shipping").build();
 * } // the client stays open until both scalers are closed
 * }</pre>
 *
 * <p>The client closes with the last scaler, and opens again for the next one. So a cluster that is built right where a
 * scaler gets it, as in {@code .cluster(KafkaCluster.builder()...build())}, leaves nothing open. Closing the cluster
 * means that there are no new scalers; the client closes then if there are none at all. Calls under way fail when it
 * closes. Thread-safe.
 */
public final class KafkaCluster implements AutoCloseable {

    private static final Duration FRESHNESS = Duration.ofSeconds(1);

    private final Lease<KafkaConnection> lease;
    private final String name;

    private KafkaCluster(Lease<KafkaConnection> lease, String name) {
        this.lease = lease;
        this.name = name;
    }

    /**
     * Starts the settings of a connection.
     *
     * @return a builder without servers
     */
    public static Builder builder() {
        return new Builder();
    }

    /** A handle that takes over this lease. */
    static KafkaCluster of(Lease<KafkaConnection> lease) {
        return new KafkaCluster(lease, lease.get().toString());
    }

    /** Opened already, to see whether the settings are right, and again whenever there are scalers again. */
    private static KafkaCluster onDemand(ClientSettings settings, Duration freshness) {
        Lease<KafkaConnection> owner = Lease.onDemand(settings.toString(), () -> connect(settings, freshness));
        return of(owner);
    }

    static KafkaConnection connect(ClientSettings settings) {
        return connect(settings, FRESHNESS);
    }

    private static KafkaConnection connect(ClientSettings settings, Duration freshness) {
        return new KafkaConnection(KafkaClient.open(settings), settings.toString(), freshness);
    }

    /** Another handle on the same client. */
    KafkaCluster share() {
        return new KafkaCluster(lease.share(), name);
    }

    /** What is shared, or an {@link IllegalStateException} if this handle is closed. */
    KafkaConnection connection() {
        return lease.get();
    }

    /** Lets go of the client, which closes with its last handle. May be called more than once. */
    @Override
    public void close() {
        lease.close();
    }

    /** The servers, without any other setting. */
    @Override
    public String toString() {
        return name;
    }

    /** Builds a {@link KafkaCluster}. Not thread-safe. */
    public static final class Builder {

        private final ClientSettings settings = new ClientSettings();
        private Duration freshness = FRESHNESS;

        private Builder() {}

        /**
         * Adds servers to begin with. Others of the cluster are learnt from them.
         *
         * @param servers each {@code host:port}, or several with commas in between
         * @return this builder
         */
        public Builder bootstrapServers(String... servers) {
            Objects.requireNonNull(servers, "servers must not be null; leave out what is not set");
            return bootstrapServers(List.of(servers));
        }

        /**
         * Adds servers to begin with. Others of the cluster are learnt from them.
         *
         * @param servers each {@code host:port}, or several with commas in between
         * @return this builder
         */
        public Builder bootstrapServers(List<String> servers) {
            Objects.requireNonNull(servers, "servers must not be null; leave out what is not set");
            settings.addServers(servers);
            return this;
        }

        /**
         * Encrypts connections and checks whom they lead to.
         *
         * @param tls whom to trust; unless set, nothing is encrypted. Not beside {@code security}
         * @return this builder
         */
        public Builder tls(Tls tls) {
            Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
            settings.tls(tls);
            return this;
        }

        /**
         * Sets the SASL credentials of the client.
         *
         * @param credentials the mechanism and its secrets; unless set, the client does not log in. Not beside
         *     {@code security}
         * @return this builder
         */
        public Builder credentials(KafkaCredentials credentials) {
            Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
            settings.credentials(credentials);
            return this;
        }

        /**
         * Sets encryption and credentials that do not change.
         *
         * @param security the settings; unless set, neither is used
         * @return this builder
         */
        public Builder security(KafkaSecurity security) {
            Objects.requireNonNull(security, "security must not be null; leave out what is not set");
            return security(() -> security);
        }

        /**
         * Sets encryption and credentials that may change. They are asked for when the connection is built, and again
         * at the first read after brokers did not accept them; if they have changed then, a new client takes the place
         * of the old one, and at no other time. So a secret may be exchanged while everything runs.
         *
         * @param security the settings of that moment; it is called on the thread that builds, and then on the executor
         *     of a read or a separate thread, so it may look a secret up. An exception fails the build, and is logged
         *     later
         * @return this builder
         */
        public Builder security(Supplier<KafkaSecurity> security) {
            Objects.requireNonNull(security, "security must not be null; leave out what is not set");
            settings.security(Renewable.from(security));
            return this;
        }

        /**
         * Sets a further property of the {@link Admin} client. Unless set, {@code client.id} is a unique name that
         * begins with {@code scaler4j-}, {@code request.timeout.ms} 5 s and {@code default.api.timeout.ms} 10 s, which
         * suits a loop that reads every few seconds, and {@code metadata.recovery.strategy} {@code none}: where no
         * broker has answered for a minute, a new client begins with the servers given.
         *
         * @param key the name in Kafka's documentation
         * @param value as there; secrets are never printed
         * @return this builder
         */
        public Builder property(String key, Object value) {
            Objects.requireNonNull(key, "key must not be null; leave out what is not set");
            Objects.requireNonNull(value, "value must not be null; leave out what is not set");
            settings.property(key, value);
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
         * Opens the connection, in the background: it does not matter whether the cluster is there yet.
         *
         * @return to be closed by the caller
         * @throws InvalidConfigurationException if settings are wrong, with all problems. If none of the server names
         *     can be resolved, that is no problem: each read tries again, and is a failure until one can be resolved
         */
        public KafkaCluster build() {
            var problems = Problems.of(settings.toString());
            settings.check(problems);
            problems.check(!freshness.isNegative(), "freshness must be at least 0, was " + freshness);
            settings.checkProtocols(problems);
            problems.throwIfAny();
            return onDemand(settings.detach(), freshness);
        }
    }
}
