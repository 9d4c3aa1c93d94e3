package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.config.Problems;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a client and a server make sure of each other: whom the client trusts ({@link PrometheusTls}), and who it is
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

    private static final int SHORTEST_SECRET = 3;
    private static final PrometheusSecurity NONE = builder().build();

    private final PrometheusTls tls;
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

    PrometheusTls tls() {
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
        return tls.parts().equals(other.tls.parts());
    }

    /** A text without the secrets, should a server have quoted them. */
    String mask(String text) {
        return mask(text, credentials().map(PrometheusCredentials::secrets).orElse(List.of()));
    }

    /** A text without these; what is shorter than a few letters is no secret, and stays. */
    static String mask(String text, Collection<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = secret.length() < SHORTEST_SECRET ? masked : masked.replace(secret, "***");
        }
        return masked;
    }

    /** The same for equal settings, and of no use to whoever wants the secrets. */
    String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts()) {
                byte[] bytes = part.getBytes(UTF_8);
                digest.update((bytes.length + ":").getBytes(UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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

        private PrometheusTls tls = PrometheusTls.ofThisJvm();
        private @Nullable PrometheusCredentials credentials;

        private Builder() {}

        /**
         * Says whom to trust, and what to show.
         *
         * @param tls for addresses that begin with {@code https://}
         * @return this builder
         */
        public Builder tls(PrometheusTls tls) {
            this.tls = tls;
            return this;
        }

        /**
         * Says who the client is. Without TLS, whoever listens on the way can read the secrets.
         *
         * @param credentials what is sent with each request, in place of a header of the same name
         * @return this builder
         */
        public Builder credentials(PrometheusCredentials credentials) {
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
