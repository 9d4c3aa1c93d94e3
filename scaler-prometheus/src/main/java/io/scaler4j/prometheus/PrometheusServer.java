package io.scaler4j.prometheus;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Tls;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Prometheus, or to a server that speaks like one, shared by as many scalers as there are: one
 * client, one thread for its input and output, a few connections that are kept, and one request per round of reads for
 * scalers with the same query.
 *
 * <pre>{@code
 * try (var server = PrometheusServer.builder()
 *         .serverAddress("https://mimir.example.com/prometheus")
 *         .security(PrometheusSecurity.builder()
 *                 .credentials(PrometheusCredentials.bearer(token))
 *                 .build())
 *         .build()) {
 *     orders = PrometheusScaler.builder().server(server).query("sum(rate(orders_total[2m]))").build();
 *     parcels = PrometheusScaler.builder().server(server).query("sum(parcels_waiting)").build();
 * } // the client is open until both scalers are closed
 * }</pre>
 *
 * <p>This is a handle: each scaler takes its own handle. The client opens with the first scaler and closes with the
 * last, so a handle may be kept, closed or forgotten; requests under way fail then. Thread-safe.
 */
public final class PrometheusServer implements AutoCloseable {

    private final Lease<PrometheusClient> lease;
    private final String name;
    /** Of a scaler; the handle that a user built has none. */
    private final @Nullable PrometheusClient client;

    private PrometheusServer(Lease<PrometheusClient> lease, String name, @Nullable PrometheusClient client) {
        this.lease = lease;
        this.name = name;
        this.client = client;
    }

    /**
     * Starts the settings of a connection.
     *
     * @return a builder without an address
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Of a client for one scaler alone. */
    static PrometheusServer ofOne(ConnectionSettings settings) {
        return of(Lease.first(PrometheusClient.open(settings)));
    }

    /** A scaler's handle, which takes over this lease. */
    static PrometheusServer of(Lease<PrometheusClient> lease) {
        PrometheusClient client = lease.get();
        return new PrometheusServer(lease, client.toString(), client);
    }

    /** Another handle on the same client, for a scaler. */
    PrometheusServer share() {
        return of(lease.share());
    }

    /** What is shared, or an {@link IllegalStateException} if this handle is closed. */
    PrometheusClient opened() {
        return lease.get();
    }

    /** A text without the secrets that were used of late; also after closing. */
    String mask(String text) {
        return client == null ? text : client.mask(text);
    }

    /** Lets no more scalers in; the client closes with the last of those there are. May be called more than once. */
    @Override
    public void close() {
        lease.close();
    }

    /** The address, without any secret. */
    @Override
    public String toString() {
        return name;
    }

    /** Builds a {@link PrometheusServer}. Not thread-safe. */
    public static final class Builder {

        private final ConnectionSettings settings = new ConnectionSettings();

        private Builder() {}

        /**
         * Says where the server is.
         *
         * @param url {@code http} or {@code https}, with a path where {@code /api/v1/query} lies below one, as in
         *     Thanos, Mimir or VictoriaMetrics; a user and password in it are sent if there are no other credentials
         * @return this builder
         */
        public Builder serverAddress(String url) {
            Objects.requireNonNull(url, "url must not be null; leave out what is not set");
            settings.address = url;
            return this;
        }

        /**
         * Sets the client's credentials, where they do not change; in place of {@link #security(PrometheusSecurity)}.
         *
         * @param credentials sent with each request
         * @return this builder
         */
        public Builder credentials(PrometheusCredentials credentials) {
            Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
            settings.credentials = credentials;
            return this;
        }

        /**
         * Sets whom the client trusts, and which certificate it shows; in place of
         * {@link #security(PrometheusSecurity)}.
         *
         * @param tls for an address that begins with {@code https://}
         * @return this builder
         */
        public Builder tls(Tls tls) {
            Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
            settings.tls = tls;
            return this;
        }

        /**
         * Sets trust and credentials that do not change.
         *
         * @param security the settings; unless set, the JVM's certificate authorities and no credentials
         * @return this builder
         */
        public Builder security(PrometheusSecurity security) {
            Objects.requireNonNull(security, "security must not be null; leave out what is not set");
            return security(() -> security);
        }

        /**
         * Sets trust and credentials that may change. They are asked for when the connection is built, and again after
         * the server refused them (401, 403, or a handshake that failed); if they have changed then, the query is sent
         * once more. So a secret may be exchanged while everything runs.
         *
         * @param security the settings of that moment; called on the thread that builds, and then on the executor of a
         *     read, so it may look a secret up. An exception fails the build, and is logged later
         * @return this builder
         */
        public Builder security(Supplier<PrometheusSecurity> security) {
            Objects.requireNonNull(security, "security must not be null; leave out what is not set");
            settings.security(Renewable.from(security));
            return this;
        }

        /**
         * Says which proxy leads to the server.
         *
         * @param proxies asked for each request; unless set, the JVM's, which the system properties
         *     {@code http.proxyHost}, {@code https.proxyHost} and {@code http.nonProxyHosts} govern
         * @return this builder
         */
        public Builder proxy(ProxySelector proxies) {
            Objects.requireNonNull(proxies, "proxies must not be null; leave out what is not set");
            settings.proxies = proxies;
            return this;
        }

        /**
         * Limits how many connections are open at a time; further queries wait for one, within their time.
         *
         * @param most at least 1; unless set, 8
         * @return this builder
         */
        public Builder maximumConnections(int most) {
            settings.maximumConnections = most;
            return this;
        }

        /**
         * Limits how long an answer may be.
         *
         * @param most at least 1; unless set, 1 MiB
         * @return this builder
         */
        public Builder maximumBodyBytes(int most) {
            settings.maximumBodyBytes = most;
            return this;
        }

        /**
         * Spares a server that fails. After so many failures in a row (no connection, no answer in time, or a status of
         * 500 and above) reads fail without asking it; after the pause a single query probes it, and the others wait
         * for what becomes of that.
         *
         * @param failures at least 1; unless set, 5
         * @param pause at least 0, by the time that the reads tell; unless set, 10 s
         * @return this builder
         */
        public Builder circuitBreaker(int failures, Duration pause) {
            Objects.requireNonNull(pause, "pause must not be null; leave out what is not set");
            settings.failuresInARow = failures;
            settings.pause = pause;
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
            settings.freshness = freshness;
            return this;
        }

        /**
         * Makes the handle: it does not matter whether the server is there yet. The client opens with the first scaler.
         *
         * @return may be closed once it has been given to all its scalers; need not be
         * @throws InvalidConfigurationException if settings are wrong, with all problems
         */
        public PrometheusServer build() {
            var problems = Problems.of(settings.toString());
            settings.check(problems);
            problems.throwIfAny();
            ConnectionSettings fixed = settings.detach();
            return new PrometheusServer(
                    Lease.onDemand(fixed.toString(), () -> PrometheusClient.open(fixed)), fixed.toString(), null);
        }
    }
}
