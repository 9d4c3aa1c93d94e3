package io.scaler4j.external;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A channel to an external scaler of KEDA, shared by as many scalers as there are.
 *
 * <pre>{@code
 * try (var server = ExternalServer.builder().address("orders-scaler:9090").build()) {
 *     orders = ExternalScaler.builder().server(server).metadata(Map.of("queue", "orders")).build();
 *     mails = ExternalScaler.builder().server(server).metadata(Map.of("queue", "mails")).build();
 * } // no further scaler may use it; it stays open until both scalers are closed
 * }</pre>
 *
 * <p>The channel connects with the first read, to every address that the name stands for, and takes them in turn. A
 * connection that breaks is opened again, later each time; a read ends a wait of more than 10 s.
 *
 * <p>The channel closes with the last scaler that uses it, and opens again for the next; reads under way fail then. So
 * nothing is left open by a server that is built in place, as in
 * {@code scaler.server(ExternalServer.builder()...build())}. Thread-safe.
 */
public final class ExternalServer implements AutoCloseable {

    private final Lease<ExternalConnection> lease;
    private final String name;
    private final LongAdder calls;

    private ExternalServer(Lease<ExternalConnection> lease, String name, LongAdder calls) {
        this.lease = lease;
        this.name = name;
        this.calls = calls;
    }

    /**
     * Starts the settings of a channel.
     *
     * @return a builder without an address
     */
    public static Builder builder() {
        return new Builder();
    }

    /** A handle that takes over this lease. */
    static ExternalServer of(Lease<ExternalConnection> lease) {
        ExternalConnection connection = lease.get();
        return new ExternalServer(lease, connection.toString(), connection.calls());
    }

    /** A user's handle on the same channel. */
    ExternalServer share() {
        return new ExternalServer(lease.share(), name, calls);
    }

    ExternalConnection opened() {
        return lease.get();
    }

    /**
     * How many calls this channel has begun so far, streams among them.
     *
     * @return a number that grows
     */
    public long calls() {
        return calls.sum();
    }

    /** Lets no further scaler in; those there are go on. May be called more than once. */
    @Override
    public void close() {
        lease.close();
    }

    /** The address, without any other setting. */
    @Override
    public String toString() {
        return name;
    }

    /** Builds an {@link ExternalServer}. Not thread-safe. */
    public static final class Builder {

        private String address = "";
        private Supplier<ChannelSecurity> security = () -> ChannelSecurity.NONE;
        private Duration timeout = ChannelSettings.DEFAULT_TIMEOUT;
        private Duration keepAlive = ChannelSettings.DEFAULT_KEEP_ALIVE;

        private Builder() {}

        /**
         * Sets the address.
         *
         * @param address {@code host:port}
         * @return this builder
         */
        public Builder address(String address) {
            Objects.requireNonNull(address, "address must not be null; leave out what is not set");
            this.address = address;
            return this;
        }

        /**
         * Encrypts the channel with settings that do not change.
         *
         * @param tls the settings; unless set, nothing is encrypted
         * @return this builder
         */
        public Builder tls(Tls tls) {
            Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
            return tls(() -> tls);
        }

        /**
         * Encrypts the channel with settings that may change. They are asked for again when the server refused them, on
         * an executor of the read; so certificates may be exchanged while everything runs.
         *
         * @param tls those of that moment
         * @return this builder
         */
        public Builder tls(Supplier<Tls> tls) {
            Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
            security = () -> ChannelSecurity.of(tls.get());
            return this;
        }

        /**
         * Limits how long is waited for the answer to a call. The deadline of a read counts if it is nearer.
         *
         * @param timeout 1 ms to 10 min; unless set, 3 s
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            Objects.requireNonNull(timeout, "timeout must not be null; leave out what is not set");
            this.timeout = timeout;
            return this;
        }

        /**
         * Says how long a connection with an open call may be silent before it is tested. A server may take frequent
         * tests for an attack and end the connection; the channel then tests half as often.
         *
         * @param keepAlive 10 s to 10 min; unless set, 30 s
         * @return this builder
         */
        public Builder keepAlive(Duration keepAlive) {
            Objects.requireNonNull(keepAlive, "keepAlive must not be null; leave out what is not set");
            this.keepAlive = keepAlive;
            return this;
        }

        /**
         * Makes the channel, which connects with the first read: it does not matter whether the server is there yet.
         *
         * @return to be closed by the caller when no further scalers are to use it; nothing is open without a scaler
         * @throws InvalidConfigurationException if settings are missing or wrong, with all problems
         */
        public ExternalServer build() {
            var settings = new ChannelSettings(address, Renewable.from(security), timeout, keepAlive);
            var problems = Problems.of(settings.toString());
            settings.check(problems);
            problems.throwIfAny();
            var calls = new LongAdder();
            String name = settings.toString();
            return new ExternalServer(
                    Lease.onDemand(name, () -> ExternalConnection.open(settings.detached(), calls)), name, calls);
        }
    }
}
