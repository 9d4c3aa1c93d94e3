package io.scaler4j.kafka;

import io.scaler4j.config.Problems;
import io.scaler4j.spi.Pem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * Encryption of the connections: whom the client trusts, and what it shows of itself. TLS 1.2 is the least; the
 * brokers' names are checked against their certificates.
 *
 * <pre>{@code
 * KafkaTls.builder().certificateAuthorities(Files.readString(authorities)).build()
 * }</pre>
 *
 * <p>All texts are PEM. Certificate authorities are trusted in addition to those of the JVM. The key is never printed.
 * Immutable, thread-safe.
 */
public final class KafkaTls {

    /** What the client offers; a broker that knows neither is not talked to. */
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final String certificateAuthorities;
    private final String certificateChain;
    private final String key;
    private final String keyPassword;
    private final boolean unsafe;

    private KafkaTls(Builder builder) {
        certificateAuthorities = builder.certificateAuthorities;
        certificateChain = builder.certificateChain;
        key = builder.key;
        keyPassword = builder.keyPassword;
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

    String certificateAuthorities() {
        return certificateAuthorities;
    }

    String certificateChain() {
        return certificateChain;
    }

    String key() {
        return key;
    }

    String keyPassword() {
        return keyPassword;
    }

    boolean isUnsafe() {
        return unsafe;
    }

    List<String> parts() {
        return List.of(certificateAuthorities, certificateChain, key, keyPassword, Boolean.toString(unsafe));
    }

    List<String> secrets() {
        return List.of(key, keyPassword);
    }

    /** Finds what is wrong with the texts; files and servers are not asked. */
    void check(Problems problems) {
        if (!certificateAuthorities.isBlank()) {
            Pem.checkCertificates("ca", certificateAuthorities, problems);
        }
        if (problems.check(
                        key.isBlank() == certificateChain.isBlank(),
                        "a client certificate needs both cert and key, or neither; " + (key.isBlank() ? "key" : "cert")
                                + " is missing")
                && !key.isBlank()) {
            Pem.checkCertificates("cert", certificateChain, problems);
            Pem.checkKey(key, keyPassword, problems);
        }
    }

    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, PROTOCOLS);
        if (unsafe) {
            properties.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, UnsafeSslEngineFactory.class);
            properties.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "");
        } else if (!certificateAuthorities.isBlank()) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            properties.put(
                    SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
                    new Password(Pem.ofTrustedByDefault() + Pem.certificates(certificateAuthorities)));
        }
        if (!key.isBlank()) {
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            properties.put(
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(Pem.certificates(certificateChain)));
            properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(Pem.decryptedKey(key, keyPassword)));
        }
        return properties;
    }

    /** What is used, without any key. */
    @Override
    public String toString() {
        return (unsafe ? "TLS without any check" : "TLS") + (key.isBlank() ? "" : " with a client certificate");
    }

    /** Builds {@link KafkaTls}. Not thread-safe. */
    public static final class Builder {

        private String certificateAuthorities = "";
        private String certificateChain = "";
        private String key = "";
        private String keyPassword = "";
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
         * Shows a certificate to brokers that ask for one.
         *
         * @param chain the client's certificate, then those of its issuers
         * @param key its private key, as PKCS#8, not encrypted
         * @return this builder
         */
        public Builder clientCertificate(String chain, String key) {
            return clientCertificate(chain, key, "");
        }

        /**
         * Shows a certificate to brokers that ask for one.
         *
         * @param chain the client's certificate, then those of its issuers
         * @param key its private key, as PKCS#8
         * @param keyPassword what the key is encrypted with; without effect on one that is not
         * @return this builder
         */
        public Builder clientCertificate(String chain, String key, String keyPassword) {
            certificateChain = chain;
            this.key = key;
            this.keyPassword = keyPassword;
            return this;
        }

        /**
         * Trusts every broker, whatever certificate and name it shows. Whoever can stand in the way can then read and
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
        public KafkaTls build() {
            return new KafkaTls(this);
        }
    }
}
