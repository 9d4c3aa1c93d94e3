package io.scaler4j.kafka;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Secrets;
import io.scaler4j.connect.Tls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/**
 * How a client and the brokers make sure of each other: encrypted or not ({@link Tls}), and the identity of the client
 * ({@link KafkaCredentials}).
 *
 * <pre>{@code
 * var cluster = KafkaCluster.builder()
 *         .bootstrapServers("broker:9093")
 *         .security(() -> KafkaSecurity.builder()
 *                 .tls(Tls.builder().certificateAuthorities(authorities).build())
 *                 .credentials(KafkaCredentials.scramSha512("scaler", vault.password()))
 *                 .build())
 *         .build();
 * }</pre>
 *
 * <p>It holds secrets and never prints them. Immutable, thread-safe, equal if every setting is equal.
 */
public final class KafkaSecurity {

    private static final KafkaSecurity PLAINTEXT = builder().build();

    private final @Nullable Tls tls;
    private final @Nullable KafkaCredentials credentials;

    private KafkaSecurity(Builder builder) {
        tls = builder.tls;
        credentials = builder.credentials;
    }

    /**
     * Starts without encryption and credentials.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * No encryption and no credentials.
     *
     * @return always the same
     */
    public static KafkaSecurity plaintext() {
        return PLAINTEXT;
    }

    Optional<Tls> tls() {
        return Optional.ofNullable(tls);
    }

    Optional<KafkaCredentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Whether making a client asks someone else first, which takes time and may fail for a while. */
    boolean logsInFirst() {
        return credentials().map(KafkaCredentials::logsInFirst).orElse(false);
    }

    /** Finds what is wrong without asking anyone. */
    void check(Problems problems) {
        tls().ifPresent(settings -> settings.check(problems));
        credentials().ifPresent(who -> who.check(problems));
    }

    /** The properties of the client; files that they name are the caller's to delete. */
    Map<String, Object> properties(PrivateFiles files) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol().name);
        tls().ifPresent(settings -> properties.putAll(TlsProperties.of(settings)));
        credentials().ifPresent(who -> properties.putAll(who.properties(files)));
        return properties;
    }

    SecurityProtocol protocol() {
        if (tls == null) {
            return credentials == null ? SecurityProtocol.PLAINTEXT : SecurityProtocol.SASL_PLAINTEXT;
        }
        return credentials == null ? SecurityProtocol.SSL : SecurityProtocol.SASL_SSL;
    }

    /** What must never be printed. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        tls().ifPresent(settings -> secrets.addAll(settings.secrets()));
        credentials().ifPresent(who -> secrets.addAll(who.secrets()));
        return secrets;
    }

    /** The same for equal settings, and it does not reveal the secrets. */
    String fingerprint() {
        return Secrets.fingerprint(parts());
    }

    /** Every setting, in a fixed order. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>(List.of(protocol().name));
        tls().ifPresent(settings -> parts.addAll(settings.parts()));
        credentials().ifPresent(who -> parts.addAll(who.parts()));
        return parts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KafkaSecurity security && parts().equals(security.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** What is used, without any secret. */
    @Override
    public String toString() {
        return protocol().name
                + tls().map(settings -> ", " + settings).orElse("")
                + credentials().map(who -> ", " + who).orElse("");
    }

    /** Builds a {@link KafkaSecurity}. Not thread-safe. */
    public static final class Builder {

        private @Nullable Tls tls;
        private @Nullable KafkaCredentials credentials;

        private Builder() {}

        /**
         * Encrypts connections and checks whom they lead to.
         *
         * @param tls whom to trust, and the client's own certificate
         * @return this builder
         */
        public Builder tls(Tls tls) {
            Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
            this.tls = tls;
            return this;
        }

        /**
         * Sets the SASL credentials of the client. Without TLS some mechanisms send the password as it is.
         *
         * @param credentials the mechanism and its secrets
         * @return this builder
         */
        public Builder credentials(KafkaCredentials credentials) {
            Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
            this.credentials = credentials;
            return this;
        }

        /**
         * Makes the settings. They are checked when a connection is built with them, all at once.
         *
         * @return immutable settings
         * @see KafkaCluster.Builder#security(Supplier)
         */
        public KafkaSecurity build() {
            return new KafkaSecurity(this);
        }
    }
}
