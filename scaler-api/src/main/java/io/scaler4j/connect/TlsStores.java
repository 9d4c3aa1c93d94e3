package io.scaler4j.connect;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes of PEM what the JDK's TLS takes. Texts that cannot be used are an {@link IllegalArgumentException}. */
final class TlsStores {

    private static final String TYPE = "PKCS12";
    private static final char[] NO_PASSWORD = {};

    private TlsStores() {}

    /** A new context with the stores of these settings, or one that trusts every server. */
    static SSLContext context(Tls tls, boolean trustsAll) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(tls.keyStore(NO_PASSWORD).orElse(null), NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys.getKeyManagers(), trustsAll ? new TrustManager[] {new TrustsAll()} : trustManagers(tls), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static TrustManager[] trustManagers(Tls tls) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(tls.trustStore().orElse(null)); // null selects the JDK's own store
        return factory.getTrustManagers();
    }

    /** A key with its certificates. */
    static KeyStore ofKey(String key, String keyPassword, String chain, char[] password) {
        try {
            KeyStore store = empty();
            store.setKeyEntry(
                    "client",
                    Pem.readKey(key, keyPassword),
                    password,
                    Pem.readCertificates(chain).toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    /** The certificates in a text. */
    static KeyStore ofAuthorities(String pem) {
        try {
            KeyStore store = empty();
            for (Certificate each : Pem.readCertificates(pem)) {
                store.setCertificateEntry("authority-" + store.size(), each);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        return store;
    }

    private static IllegalArgumentException unusable(Exception e) {
        return new IllegalArgumentException("TLS cannot be set up with ca, cert and key ("
                + e.getClass().getSimpleName() + "); check that cert and key belong together");
    }
}
