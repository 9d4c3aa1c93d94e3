package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.scaler4j.config.Problems;
import io.scaler4j.spi.Pem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * How connections to Redis are encrypted, and who has to prove what: TLS 1.2 and 1.3, with the server's name in its
 * certificate checked.
 *
 * <pre>{@code
 * RedisTls.builder().certificateAuthorities(Files.readString(authorities)).build()
 * }</pre>
 *
 * <p>All texts are PEM. Certificate authorities are trusted in addition to those of the JVM. Clusters and sentinels
 * announce addresses of their own, which the certificates of the nodes must name, too. The key is never printed.
 * Immutable, thread-safe.
 */
public final class RedisTls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448", "RSASSA-PSS", "DSA");
    private static final String STORE = "PKCS12";
    /** The stores never leave this process. */
    private static final char[] STORE_PASSWORD = "in memory".toCharArray();

    private final String certificateAuthorities;
    private final String certificateChain;
    private final String key;
    private final String keyPassword;
    private final boolean unsafe;

    private RedisTls(Builder builder) {
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

    /** Every setting, secrets too: what makes two of them equal. */
    List<String> parts() {
        return List.of(certificateAuthorities, certificateChain, key, keyPassword, Boolean.toString(unsafe));
    }

    List<String> secrets() {
        return List.of(key, keyPassword);
    }

    /** Finds what is wrong with the texts; files and servers are not asked. */
    void check(Problems problems) {
        var texts = Problems.of("TLS");
        if (!certificateAuthorities.isBlank()) {
            Pem.checkCertificates("ca", certificateAuthorities, texts);
        }
        if (texts.check(
                        key.isBlank() == certificateChain.isBlank(),
                        "a client certificate needs both cert and key, or neither; " + (key.isBlank() ? "key" : "cert")
                                + " is missing")
                && !key.isBlank()) {
            Pem.checkCertificates("cert", certificateChain, texts);
            Pem.checkKey(key, keyPassword, texts);
        }
        if (texts.isEmpty()) {
            texts.include(this::options);
        }
        texts.sentences().forEach(problems::add);
    }

    /** As the client takes them, with the stores in memory. */
    SslOptions options() {
        var parameters = new SSLParameters();
        parameters.setProtocols(PROTOCOLS);
        var options = SslOptions.builder()
                .sslParameters(parameters)
                .sslVerifyMode(unsafe ? SslVerifyMode.INSECURE : SslVerifyMode.FULL);
        try {
            if (!key.isBlank()) {
                byte[] store = keyStore();
                options.keyStoreType(STORE).keystore(() -> new ByteArrayInputStream(store), STORE_PASSWORD);
            }
            if (!unsafe && !certificateAuthorities.isBlank()) {
                byte[] store = trustStore();
                options.trustStoreType(STORE).truststore(() -> new ByteArrayInputStream(store), STORE_PASSWORD);
            }
            return options.build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("cert and key make no client certificate ("
                    + e.getClass().getSimpleName() + "); check that they belong together");
        }
    }

    private byte[] keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                privateKey(),
                STORE_PASSWORD,
                certificates(certificateChain).toArray(Certificate[]::new));
        return bytes(store);
    }

    private byte[] trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (Certificate each : certificates(Pem.ofTrustedByDefault() + certificateAuthorities)) {
            store.setCertificateEntry("authority-" + store.size(), each);
        }
        return bytes(store);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(STORE);
        store.load(null, null);
        return store;
    }

    private static byte[] bytes(KeyStore store) throws GeneralSecurityException, IOException {
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, STORE_PASSWORD);
        return bytes.toByteArray();
    }

    private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
        byte[] bytes = Pem.certificates(pem).getBytes(US_ASCII);
        return List.copyOf(
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)));
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        String body = Pem.decryptedKey(key, keyPassword).replaceAll("-----[A-Z ]+-----", "");
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // the key says itself what it is, and a factory of another kind does not take it
            }
        }
        throw new InvalidKeySpecException("a key of no known kind");
    }

    /** What is used, without any key. */
    @Override
    public String toString() {
        return (unsafe ? "TLS without any check" : "TLS") + (key.isBlank() ? "" : " with a client certificate");
    }

    /** Builds {@link RedisTls}. Not thread-safe. */
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
         * Shows a certificate to servers that ask for one.
         *
         * @param chain the client's certificate, then those of its issuers
         * @param key its private key, as PKCS#8, not encrypted
         * @return this builder
         */
        public Builder clientCertificate(String chain, String key) {
            return clientCertificate(chain, key, "");
        }

        /**
         * Shows a certificate to servers that ask for one.
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
        public RedisTls build() {
            return new RedisTls(this);
        }
    }
}
