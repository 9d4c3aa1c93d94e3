package io.scaler4j.connect;

import io.scaler4j.config.Problems;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Settings for encrypted connections to a server: the certificate authorities that the client trusts, and the
 * certificate that it shows. The oldest protocol is TLS 1.2, and the server's name is checked against its certificate.
 *
 * <pre>{@code
 * Tls.builder().certificateAuthorities(Files.readString(authorities)).build()
 * }</pre>
 *
 * <p>All texts are PEM. They may have {@code \n} in place of line breaks, or be encoded in Base64 as a whole. A key is
 * PKCS#8, or an RSA or EC key in its older form. If a server lists other servers, as a cluster does, their certificates
 * must name the listed addresses. Two objects are equal if every setting is equal. The key is never printed. Immutable,
 * thread-safe.
 *
 * <p>A source passes these settings to its client in one of three forms: the JDK's {@link #context()}, stores, or PEM.
 */
public final class Tls {

    /** The protocols that a client offers; a connection to a server with other protocols fails. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final String certificateAuthorities;
    private final boolean jvmAuthorities;
    private final String certificateChain;
    private final String key;
    private final String keyPassword;
    private final boolean unsafe;

    private Tls(Builder builder) {
        certificateAuthorities = builder.certificateAuthorities;
        jvmAuthorities = builder.jvmAuthorities;
        certificateChain = builder.certificateChain;
        key = builder.key;
        keyPassword = builder.keyPassword;
        unsafe = builder.unsafe;
    }

    /**
     * Returns a builder that starts with the certificate authorities of the JVM and without a client certificate.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return whether every server is trusted, so that neither certificate nor name is checked} */
    public boolean isUnsafe() {
        return unsafe;
    }

    /** {@return whether the client has a certificate for servers that ask for one} */
    public boolean showsCertificate() {
        return !key.isBlank();
    }

    // ---- for sources

    /**
     * Checks the texts, without reading a file or asking a server. The sentences name {@code ca}, {@code cert},
     * {@code key} and {@code keyPassword}, and never quote a text.
     *
     * @param problems takes what is wrong
     */
    public void check(Problems problems) {
        if (hasStore()) {
            Pem.checkCertificates("ca", certificateAuthorities, problems);
        }
        if (problems.check(
                        key.isBlank() == certificateChain.isBlank(),
                        "a client certificate needs both cert and key, or neither; " + (key.isBlank() ? "key" : "cert")
                                + " is missing")
                && showsCertificate()) {
            if (Pem.checkCertificates("cert", certificateChain, problems)) {
                Pem.checkChain("cert", certificateChain, problems);
            }
            Pem.checkKey(key, keyPassword, problems);
        }
    }

    /**
     * Returns a context for clients that take the JDK's TLS. The client must check the server's name itself, unless
     * {@link #isUnsafe()}.
     *
     * @return a new context
     * @throws IllegalArgumentException if the texts cannot be used, with a sentence
     */
    public SSLContext context() {
        return TlsStores.context(this, unsafe);
    }

    /**
     * Returns the client's certificate and key, for clients that take a store.
     *
     * @param password encrypts the key in the store, which never leaves this process
     * @return a new store of type {@code PKCS12}; empty without a client certificate
     * @throws IllegalArgumentException if the texts cannot be used, with a sentence
     */
    public Optional<KeyStore> keyStore(char[] password) {
        return showsCertificate()
                ? Optional.of(TlsStores.ofKey(key, keyPassword, certificateChain, password))
                : Optional.empty();
    }

    /**
     * Returns the trusted certificate authorities, for clients that take a store.
     *
     * @return a new store of type {@code PKCS12} with all authorities; empty if the JVM's own store has all of them
     * @throws IllegalArgumentException if the texts cannot be used, with a sentence
     */
    public Optional<KeyStore> trustStore() {
        return hasStore() ? Optional.of(TlsStores.ofAuthorities(trustedPem())) : Optional.empty();
    }

    private boolean hasStore() {
        return !jvmAuthorities || !certificateAuthorities.isBlank();
    }

    /**
     * {@return the trusted certificate authorities, for clients that take PEM; empty if the JVM's own store has all of
     * them}
     */
    public String trustedPem() {
        return hasStore()
                ? (jvmAuthorities ? Pem.ofTrustedByDefault() : "") + Pem.certificates(certificateAuthorities)
                : "";
    }

    /**
     * {@return the client's certificate and those of its issuers, for clients that take PEM; empty without a client
     * certificate}
     */
    public String certificatePem() {
        return Pem.certificates(certificateChain);
    }

    /**
     * Returns the client's key without encryption, for clients that take PEM.
     *
     * @return a PKCS#8 key; empty without a client certificate
     * @throws IllegalArgumentException if it cannot be decrypted
     */
    public String keyPem() {
        return Pem.decryptedKey(key, keyPassword);
    }

    /** {@return what must never be printed: the key as given and as decoded, and its password} */
    public List<String> secrets() {
        return List.of(key, PemText.decoded(key), keyPassword);
    }

    /**
     * Returns every setting, for {@link Secrets#fingerprint}. Secrets are among them.
     *
     * @return authorities, certificate, key, its password, whether nothing is checked, and whether the JVM's
     *     authorities are trusted
     */
    public List<String> parts() {
        return List.of(
                certificateAuthorities,
                certificateChain,
                key,
                keyPassword,
                Boolean.toString(unsafe),
                Boolean.toString(jvmAuthorities));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tls that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return a summary of the settings, without any key} */
    @Override
    public String toString() {
        return (unsafe ? "TLS without any check" : "TLS") + (showsCertificate() ? " with a client certificate" : "");
    }

    /** Builds {@link Tls}. Not thread-safe. */
    public static final class Builder {

        private String certificateAuthorities = "";
        private boolean jvmAuthorities = true;
        private String certificateChain = "";
        private String key = "";
        private String keyPassword = "";
        private boolean unsafe;

        private Builder() {}

        /**
         * Trusts further certificate authorities. Default: those of the JVM alone.
         *
         * @param pem one or more certificates, in addition to those that the JVM trusts
         * @return this builder
         */
        public Builder certificateAuthorities(String pem) {
            Objects.requireNonNull(pem, "pem must not be null; leave out what is not set");
            certificateAuthorities = pem;
            jvmAuthorities = true;
            return this;
        }

        /**
         * Trusts these certificate authorities and no others, as with a kubeconfig.
         *
         * @param pem one or more certificates, in place of those that the JVM trusts
         * @return this builder
         */
        public Builder onlyCertificateAuthorities(String pem) {
            Objects.requireNonNull(pem, "pem must not be null; leave out what is not set");
            certificateAuthorities = pem;
            jvmAuthorities = false;
            return this;
        }

        /**
         * Shows a certificate to servers that ask for one.
         *
         * @param chain the client's certificate, then those of its issuers
         * @param key its private key, not encrypted
         * @return this builder
         */
        public Builder clientCertificate(String chain, String key) {
            Objects.requireNonNull(chain, "chain must not be null; leave out what is not set");
            Objects.requireNonNull(key, "key must not be null; leave out what is not set");
            return clientCertificate(chain, key, "");
        }

        /**
         * Shows a certificate to servers that ask for one.
         *
         * @param chain the client's certificate, then those of its issuers
         * @param key its private key
         * @param keyPassword the password of an encrypted key; no effect on a key that is not encrypted
         * @return this builder
         */
        public Builder clientCertificate(String chain, String key, String keyPassword) {
            Objects.requireNonNull(chain, "chain must not be null; leave out what is not set");
            Objects.requireNonNull(key, "key must not be null; leave out what is not set");
            Objects.requireNonNull(keyPassword, "keyPassword must not be null; leave out what is not set");
            certificateChain = chain;
            this.key = key;
            this.keyPassword = keyPassword;
            return this;
        }

        /**
         * Trusts every server, with any certificate and any name. An attacker on the network can then read and change
         * everything, so use it for trials only. Default: false.
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
        public Tls build() {
            return new Tls(this);
        }
    }
}
