package io.scaler4j.prometheus;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Secrets;
import io.scaler4j.connect.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a client and a server make sure of each other: whom the client trusts ({@link Tls}), and its identity
 * ({@link PrometheusCredentials}).
 *
 * <pre>{@code
 * var server = PrometheusServer.builder()
 *         .serverAddress("https://prometheus.example.com")
 *         .security(() -> PrometheusSecurity.builder()
 *                 .credentials(PrometheusCredentials.bearer(vault.token()))
 *                 .build())
 *         .build();
 * }</pre>
 *
 * <p>It holds secrets and never prints them. Immutable, thread-safe, equal if every setting is equal.
 */
public final class PrometheusSecurity {

    private static final PrometheusSecurity NONE = builder().build();

    private final Tls tls;
    private final @Nullable PrometheusCredentials credentials;

    private PrometheusSecurity(Builder builder) {
        tls = builder.tls;
        credentials = builder.credentials;
    }

    /**
     * Starts with the certificate authorities of the JVM and without credentials.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The certificate authorities of the JVM, and no credentials.
     *
     * @return always the same
     */
    public static PrometheusSecurity none() {
        return NONE;
    }

    Tls tls() {
        return tls;
    }

    Optional<PrometheusCredentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Finds what is wrong without asking anyone. */
    void check(Problems problems) {
        tls.check(problems);
        credentials().ifPresent(who -> who.check(problems));
    }

    boolean hasSameTlsAs(PrometheusSecurity other) {
        return tls.equals(other.tls);
    }

    /** A text without the secrets, should a server have quoted them. */
    String mask(String text) {
        List<String> secrets = new ArrayList<>(tls.secrets());
        credentials().ifPresent(who -> secrets.addAll(who.secrets()));
        return Secrets.of(secrets).mask(text);
    }

    /** The same for equal settings, and it does not reveal the secrets. */
    String fingerprint() {
        return Secrets.fingerprint(parts());
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>(tls.parts());
        credentials().ifPresent(who -> parts.addAll(who.parts()));
        return parts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PrometheusSecurity security && parts().equals(security.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** What is used, without any secret. */
    @Override
    public String toString() {
        return tls + credentials().map(who -> ", " + who).orElse("");
    }

    /** Builds a {@link PrometheusSecurity}. Not thread-safe. */
    public static final class Builder {

        private Tls tls = Tls.builder().build();
        private @Nullable PrometheusCredentials credentials;

        private Builder() {}

        /**
         * Says whom to trust, and what to show.
         *
         * @param tls for addresses that begin with {@code https://}
         * @return this builder
         */
        public Builder tls(Tls tls) {
            Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
            this.tls = tls;
            return this;
        }

        /**
         * Sets the client's credentials. Without TLS, everyone on the network path can read the secrets.
         *
         * @param credentials what is sent with each request, in place of a header of the same name
         * @return this builder
         */
        public Builder credentials(PrometheusCredentials credentials) {
            Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
            this.credentials = credentials;
            return this;
        }

        /**
         * Makes the settings. They are checked when a connection is built with them, all at once.
         *
         * @return immutable settings
         * @see PrometheusServer.Builder#security(Supplier)
         */
        public PrometheusSecurity build() {
            return new PrometheusSecurity(this);
        }
    }
}
