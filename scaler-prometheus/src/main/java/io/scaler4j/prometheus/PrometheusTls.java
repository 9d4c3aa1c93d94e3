package io.scaler4j.prometheus;

import io.scaler4j.config.Problems;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Encryption of the connections: whom the client trusts, and what it shows of itself. TLS 1.2 is the least; the
 * server's name is checked against its certificate.
 *
 * <pre>{@code
 * PrometheusTls.builder().certificateAuthorities(Files.readString(authorities)).build()
 * }</pre>
 *
 * <p>All texts are PEM. Certificate authorities are trusted in addition to those of the JVM. The key is never printed.
 * Without effect on an address that begins with {@code http://}. Immutable, thread-safe.
 */
public final class PrometheusTls {

    private static final PrometheusTls DEFAULT = builder().build();

    private final String certificateAuthorities;
    private final String certificateChain;
    private final String key;
    private final boolean unsafe;

    private PrometheusTls(Builder builder) {
        certificateAuthorities = builder.certificateAuthorities;
        certificateChain = builder.certificateChain;
        key = builder.key;
        unsafe = builder.unsafe;
    }

    /**
     * Starts with the certificate authorities of the JVM and without a client certificate.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The certificate authorities of the JVM, and no client certificate. */
    static PrometheusTls ofThisJvm() {
        return DEFAULT;
    }

    boolean isUnsafe() {
        return unsafe;
    }

    boolean showsCertificate() {
        return !key.isBlank();
    }

    List<String> parts() {
        return List.of(certificateAuthorities, certificateChain, key, Boolean.toString(unsafe));
    }

    /** Finds what is wrong with the texts. */
    void check(Problems problems) {
        if (!certificateAuthorities.isBlank()) {
            problems.include(() -> PemText.certificates("ca", certificateAuthorities));
        }
        if (problems.check(
                        key.isBlank() == certificateChain.isBlank(),
                        "a client certificate needs both cert and key, or neither; " + (key.isBlank() ? "key" : "cert")
                                + " is missing")
                && !key.isBlank()) {
            problems.include(() -> PemText.certificates("cert", certificateChain));
            problems.include(() -> PemText.key(key));
        }
    }

    /** The same as the client needs it. The texts have been checked. */
    SSLContext context() {
        return TlsContext.of(
                certificateAuthorities.isBlank() ? List.of() : PemText.certificates("ca", certificateAuthorities),
                key.isBlank() ? List.of() : PemText.certificates("cert", certificateChain),
                key.isBlank() ? null : PemText.key(key),
                unsafe);
    }

    /** What is used, without any key. */
    @Override
    public String toString() {
        return (unsafe ? "TLS without any check" : "TLS") + (key.isBlank() ? "" : " with a client certificate");
    }

    /** Builds {@link PrometheusTls}. Not thread-safe. */
    public static final class Builder {

        private String certificateAuthorities = "";
        private String certificateChain = "";
        private String key = "";
        private boolean unsafe;

        private Builder() {}

        /**
         * Trusts further certificate authorities.
         *
         * @param pem one or more certificates, beside those that the JVM trusts
         * @return this builder
         */
        public Builder certificateAuthorities(String pem) {
            certificateAuthorities = pem;
            return this;
        }

        /**
         * Shows a certificate to a server that asks for one.
         *
         * @param chain the client's certificate, then those of its issuers
         * @param key its private key, as PKCS#8, not encrypted
         * @return this builder
         */
        public Builder clientCertificate(String chain, String key) {
            certificateChain = chain;
            this.key = key;
            return this;
        }

        /**
         * Trusts every server, whatever certificate and name it shows. Whoever can stand in the way can then read and
         * change everything: for trials only.
         *
         * @param unsafe true to check nothing
         * @return this builder
         */
        public Builder unsafe(boolean unsafe) {
            this.unsafe = unsafe;
            return this;
        }

        /**
         * Makes the settings. They are checked when a connection is built with them.
         *
         * @return immutable settings
         */
        public PrometheusTls build() {
            return new PrometheusTls(this);
        }
    }
}
